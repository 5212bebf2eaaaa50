"""Stores completions whose certificate could not be issued, until it is."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.querysets import AgencyScopedQuerySet
from courses.models import Enrolment, ProgrammeEnrolment
from people.models import Agency, Person


class UncertifiedCompletionQuerySet(AgencyScopedQuerySet["UncertifiedCompletion"]):
    """Completions without an agency, those of citizens, belong to the root."""


class UncertifiedCompletion(models.Model):
    """States why what was completed, a course or programme, has no certificate.

    Deleted when it has one.
    """

    class Reason(models.TextChoices):
        NAME = "name", _("The name cannot be printed on the sheet")
        WORDS = "words", _("The words do not fit the sheet")
        DESIGN = "design", _("The design or one of its pictures is missing")
        OTHER = "other", _("Another failure")

    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="uncertified"
    )
    programme_enrolment = models.OneToOneField(
        ProgrammeEnrolment, models.PROTECT, null=True, blank=True, related_name="uncertified"
    )
    # That of the completion, as a column: rows are scoped by it.
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="uncertified_completions"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    last_error = models.TextField(blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    first_tried_at = models.DateTimeField(_("first tried"))
    last_tried_at = models.DateTimeField(_("last tried"))

    objects = UncertifiedCompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("completion without a certificate")
        verbose_name_plural = _("completions without a certificate")
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment=None, programme_enrolment__isnull=False)
                | Q(enrolment__isnull=False, programme_enrolment=None),
                name="an_uncertified_completion_is_of_course_or_programme",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.title}"

    @property
    def completion(self) -> Enrolment | ProgrammeEnrolment:
        """Return what was completed."""
        return cast("Enrolment | ProgrammeEnrolment", self.enrolment or self.programme_enrolment)

    @property
    def person(self) -> Person:
        return self.completion.person

    @property
    def title(self) -> str:
        """Return the title of the course or programme in the active language."""
        one = self.completion
        return one.course.title if isinstance(one, Enrolment) else one.programme.title
