"""Stores completions whose certificate could not be issued, until it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.models.querysets import AgencyScopedQuerySet
from courses.models import Enrolment
from people.models import Agency


class UncertifiedCompletionQuerySet(AgencyScopedQuerySet["UncertifiedCompletion"]):
    """Completions without an agency, those of citizens, belong to the root."""


class UncertifiedCompletion(models.Model):
    """States why a completed enrolment has no certificate; deleted when it has one."""

    class Reason(models.TextChoices):
        NAME = "name", _("The name cannot be printed on the sheet")
        WORDS = "words", _("The words do not fit the sheet")
        DESIGN = "design", _("The design or one of its pictures is missing")
        OTHER = "other", _("Another failure")

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="uncertified")
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

    def __str__(self) -> str:
        return f"{self.enrolment.person} · {self.enrolment.course}"
