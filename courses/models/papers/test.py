"""Tests of class sessions on paper, and how far they are printed."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models.quiz import Quiz
from courses.models.sessions.session import ClassSession
from people.access import agencies_for
from people.models import Person, Role

MOST_POINTS = 1_000


class PaperTestQuerySet(models.QuerySet["PaperTest"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return tests of sessions that the viewer runs, and those of a registrar's agencies."""
        if not viewer.is_active:
            return self.none()
        run = ClassSession.objects.kept_by(viewer).filter(pk=OuterRef("session"))
        registered = agencies_for(viewer, Role.Kind.REGISTRAR)
        return self.filter(Q(Exists(run)) | Q(session__agency__in=registered))

    def to_print(self, at: dt.datetime) -> Self:
        """Return what is to be printed and what nobody prints at the moment."""
        free = Q(print_claimed_until=None) | Q(print_claimed_until__lt=at)
        return self.filter(free, ~Q(print_folder=""), printed_at=None)

    def with_files_before(self, before: dt.datetime) -> Self:
        return self.filter(printed_at__lt=before).exclude(file="")


class PaperTest(models.Model):
    """A quiz that a class session takes on paper; `courses.papers` is the only writer.

    ``print_list`` are the sheets to print by id, ``print_done`` how many of them are.
    """

    class Kind(models.TextChoices):
        DRAWN = "drawn", _("Sheets drawn from the questions of the test")
        OUTSIDE = "outside", _("A test that is marked elsewhere: points only")

    session = models.ForeignKey(
        ClassSession, models.PROTECT, related_name="paper_tests", verbose_name=_("class session")
    )
    quiz = models.ForeignKey(
        Quiz, models.PROTECT, related_name="paper_tests", verbose_name=_("test")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DRAWN)
    language = models.CharField(_("language of the sheets"), max_length=10)
    pass_mark = models.PositiveSmallIntegerField()  # the quiz's when the test was prepared
    # What can be reached in a test that is marked elsewhere.
    most_points = models.PositiveSmallIntegerField(
        _("most points"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)],
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    print_list = models.JSONField(default=list)
    print_done = models.PositiveSmallIntegerField(default=0)
    print_folder = models.CharField(max_length=100, blank=True)
    print_claimed_until = models.DateTimeField(null=True)
    print_asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(null=True)
    file = models.FileField(max_length=150, blank=True)

    objects = PaperTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("test on paper")
        verbose_name_plural = _("tests on paper")
        ordering = ["-made_at", "-pk"]
        constraints = [
            # Two who prepare at once prepare one test.
            models.UniqueConstraint(
                fields=["session", "quiz"], name="one_paper_test_a_session_and_quiz"
            ),
            models.CheckConstraint(
                # NULL > 0 is no false, so both say whether there is a number.
                condition=Q(kind="drawn", most_points=None)
                | Q(kind="outside", most_points__isnull=False, most_points__gt=0),
                name="points_are_of_tests_marked_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.quiz_id}"

    @property
    def is_drawn(self) -> bool:
        return self.kind == self.Kind.DRAWN

    @property
    def is_printing(self) -> bool:
        return bool(self.print_folder) and self.printed_at is None
