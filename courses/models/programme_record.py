"""Rows of the learners' record of programmes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models.programme import Programme, ProgrammeVersion
from courses.models.record import LessonCompletion, pick_language_read
from people.models import Agency, Person


class ProgrammeEnrolmentQuerySet(models.QuerySet["ProgrammeEnrolment"]):
    def open(self) -> Self:
        return self.filter(completed_at=None, withdrawn_at=None)

    def completed(self) -> Self:
        return self.exclude(completed_at=None)

    def newest_first(self) -> Self:
        """Order open before completed, the newest of each first."""
        # SQLite and PostgreSQL sort NULL to different ends unless told.
        return self.order_by(F("completed_at").desc(nulls_first=True), "-pk")


class ProgrammeEnrolment(models.Model):
    """States that a person takes a version of a programme; the place is of its completion.

    ``occasion`` numbers the times: 1, then one more for each renewal.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="programme_enrolments")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="enrolments")
    occasion = models.PositiveSmallIntegerField(default=1)
    enrolled_at = models.DateTimeField()
    language = models.CharField(_("language taken"), max_length=10, default="my")
    # Courses count that are valid longer than this day: the end of what is renewed, or the
    # day before the beginning.
    counts_beyond = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # The first day on which the completion counts no more, as its certificate says.
    ends_on = models.DateField(null=True, blank=True)
    is_by_points = models.BooleanField(_("renewed by points"), default=False, db_default=False)
    # False only once the holder is erased: nothing is left to write on a certificate.
    is_certified = models.BooleanField(_("with a certificate"), default=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="programme_completions"
    )
    position = models.JSONField(default=dict, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ProgrammeEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme taken")
        verbose_name_plural = _("programmes taken")
        constraints = [
            # Two requests that begin or renew at once get the same enrolment.
            models.UniqueConstraint(
                fields=["person", "programme", "occasion"],
                name="one_programme_enrolment_a_person_and_occasion",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(completed_at=None, withdrawn_at=None),
                name="one_open_programme_enrolment_a_person",
            ),
        ]
        indexes = [models.Index(fields=["completed_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.programme_id}"

    @property
    def is_left(self) -> bool:
        """Return whether its person left the programme and may come back to it."""
        return self.withdrawn_at is not None and self.completed_at is None


def build_programme_language(path: str) -> Coalesce:
    """Return the language in which lessons of the programme were done, as of a course.

    ``path`` leads to the enrolment in the programme.
    """
    done = LessonCompletion.objects.filter(
        enrolment__person=OuterRef(f"{path}person"),
        enrolment__course__programme_entries__set__version=OuterRef(f"{path}version"),
    )
    return pick_language_read(done, OuterRef(f"{path}language"))
