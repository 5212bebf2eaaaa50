"""Rows of the learners' record: one enrolment for all languages of a course."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Course, Lesson, LessonVersion
from people.access import agencies_for, has_global_access
from people.models import Agency, Person, Posting, Role


def build_support_condition(viewer: Person, path: str = "") -> Q:
    """Return the condition on enrolments that the viewer helps with; never their own,
    nor of whom they act for.

    A trainer helps with courses of the own agencies, an HR manager people who serve there today.
    ``path`` leads to the enrolment.
    """
    others = ~Q(**{f"{path}person__in": viewer.principals(Role.Kind.TRAINER, Role.Kind.HR)})
    if has_global_access(viewer):
        return others
    taught = agencies_for(viewer, Role.Kind.TRAINER)
    managed = agencies_for(viewer, Role.Kind.HR)
    serving = Posting.objects.on(timezone.localdate()).filter(agency__in=managed)
    # Asked for each enrolment: a list of all whom the viewer manages may be a nation's.
    serves = Exists(serving.filter(person=OuterRef(f"{path}person")))
    return (Q(**{f"{path}course__agency__in": taught}) | Q(serves)) & others


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def open(self) -> Self:
        return self.filter(completed_at=None, withdrawn_at=None)

    def completed(self) -> Self:
        return self.exclude(completed_at=None)

    def left(self) -> Self:
        """Return enrolments that their person left and may come back to."""
        return self.filter(completed_at=None).exclude(withdrawn_at=None)

    def supported_by(self, viewer: Person) -> Self:
        """Return enrolments that the viewer helps with as trainer or HR manager."""
        return self.filter(build_support_condition(viewer))

    def newest_first(self) -> Self:
        """Order open before completed, the newest of each first."""
        # SQLite and PostgreSQL sort NULL to different ends unless told.
        return self.order_by(F("completed_at").desc(nulls_first=True), "-pk")

    def by_recent_use(self) -> Self:
        """Order by the day last completed or opened, the newest first."""
        used = Coalesce("completed_at", "last_seen_at", "enrolled_at")
        return self.order_by(used.desc(), "-pk")


class Enrolment(models.Model):
    """States that a person takes a course; agency, position and grade are of the completion.

    ``occasion`` numbers the times: 1, then one more for each renewal.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    # The database's default too: processes of the release before write no occasion.
    occasion = models.PositiveSmallIntegerField(default=1, db_default=1)
    enrolled_at = models.DateTimeField()
    language = models.CharField(_("language taken"), max_length=10, default="my")
    last_lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_seen_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # The first day on which the completion counts no more, as its certificate says.
    ends_on = models.DateField(null=True, blank=True)
    # The rule that it is held to; None: all lessons and quizzes. `courses.passing` writes it.
    pass_rule = models.ForeignKey(
        "courses.PassRule", models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    # A renewal by the final test only: what was done on the occasion before is done.
    spares_lessons = models.BooleanField(default=False, db_default=False)
    # A renewal by credit points: nothing of the course was done again.
    is_by_points = models.BooleanField(_("renewed by points"), default=False, db_default=False)
    score = models.PositiveSmallIntegerField(_("score in percent"), null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="completions"
    )
    position = models.JSONField(default=dict, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    # The edition that was completed; None: not completed, or before editions were kept.
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    # Whether the course gave a certificate on that day: it may change its mind, the record not.
    is_certified = models.BooleanField(_("with a certificate"), default=True, db_default=True)
    # Of the lessons, how many were done faster than they can be read; None: not known.
    hurried_percent = models.PositiveSmallIntegerField(
        _("lessons done in haste, in percent"), null=True, blank=True
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            # Two requests that enrol or renew at once get the same enrolment.
            models.UniqueConstraint(
                fields=["person", "course", "occasion"],
                name="one_enrolment_a_person_course_and_occasion",
            ),
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(completed_at=None, withdrawn_at=None),
                name="one_open_enrolment_a_person_and_course",
            ),
        ]
        # Sweeps look for recent completions every half minute.
        indexes = [models.Index(fields=["completed_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.course_id}"

    @property
    def is_left(self) -> bool:
        """Return whether its person left the course and may come back to it."""
        return self.withdrawn_at is not None and self.completed_at is None


class LessonOpening(models.Model):
    """States when the person first opened the lesson."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="lesson_openings")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"], name="a_lesson_is_first_opened_once_an_enrolment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.lesson_id}"


class LessonCompletion(models.Model):
    """States that the person read a version of the lesson, opened when, and the least time for it.

    Nobody is refused who was faster: a registrar sees it.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="lesson_completions")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="completions")
    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="completions")
    # Both None in rows written before times were kept.
    opened_at = models.DateTimeField(null=True, blank=True)
    least_seconds = models.PositiveIntegerField(null=True, blank=True)
    completed_at = models.DateTimeField()
    # Of learning hours: what the author estimates, nothing for a lesson done in haste.
    credited_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson"], name="a_lesson_is_completed_once_an_enrolment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.lesson_id}"


def build_language_read(path: str = "") -> Coalesce:
    """Return the language in which lessons were done; ``path`` leads to the enrolment.

    That of the enrolment where one was done in it, else that of the last one; None where none
    was. The enrolment alone says the language of a page, or of a seat what its person prefers.
    """
    done = LessonCompletion.objects.filter(
        enrolment__person=OuterRef(f"{path}person"), enrolment__course=OuterRef(f"{path}course")
    )
    # A renewal may spare the lessons: they were done on the occasion before.
    until = done.filter(enrolment__occasion__lte=OuterRef(f"{path}occasion"))
    return pick_language_read(until, OuterRef(f"{path}language"))


def pick_language_read(done: models.QuerySet[LessonCompletion], preferred: OuterRef) -> Coalesce:
    """Return the preferred language where one of the lessons was done in it, else the last's."""
    read = done.order_by("-completed_at", "-pk").values("version__language")
    # One after the other: SQLite does not order by what it compares with a row outside.
    return Coalesce(Subquery(read.filter(version__language=preferred)[:1]), Subquery(read[:1]))
