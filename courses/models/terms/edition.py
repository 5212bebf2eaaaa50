"""Editions of courses, and which completions one asks to renew."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.record import Enrolment
from people.models import Person
from people.text.languages import in_language


class CourseEditionQuerySet(models.QuerySet["CourseEdition"]):
    def standing(self) -> Self:
        """Return those that nobody took back."""
        return self.filter(withdrawn_at=None)

    def untold(self) -> Self:
        """Return those of which not everybody has heard that is to."""
        return self.standing().filter(told_at=None)


class CourseEdition(models.Model):
    """States that a course was changed so that it matters; the first edition has no row.

    `courses.editions` is the only writer.
    """

    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    why = models.CharField(_("what was changed and why"), max_length=300)
    notes = models.JSONField(default=dict)  # {language: what learners read}
    # By this day whoever completed an earlier edition renews it; None: nobody has to.
    renew_by = models.DateField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = CourseEditionQuerySet.as_manager()

    class Meta:
        ordering = ["course", "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"],
                condition=Q(withdrawn_at=None),
                name="an_edition_is_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=2), name="the_first_edition_has_no_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.number}"

    @property
    def note(self) -> str:
        """Return what learners read in the active language."""
        return in_language(self.notes) if self.notes else ""


class EditionRenewal(models.Model):
    """States that an edition ends a completion of before, and when it would have ended else."""

    edition = models.ForeignKey(CourseEdition, models.CASCADE, related_name="renewals")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="edition_renewals")
    ended_before = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "enrolment"], name="an_edition_asks_a_completion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} · {self.enrolment_id}"
