"""Quizzes, the questions they may draw, and the attempts at them."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.catalogue import Course, Module, PublishedModel
from courses.models.item import Item, ItemVersion
from courses.models.record import Enrolment
from people.text.languages import in_language
from plan.models import Skill

# Without a rest a script tries a final test until it has the whole key; within an hour a person
# has read again what was not known.
FINAL_TEST_REST_MINUTES = 60


class QuizQuerySet(models.QuerySet["Quiz"]):
    def live(self) -> Self:
        """Return published quizzes; those of a module only while the module is published."""
        return self.filter(Q(module=None) | Q(module__is_live=True), is_live=True)

    def counted(self) -> Self:
        """Return published quizzes that are to be passed: first tests are not."""
        return self.live().filter(is_first_test=False)


class Supervision(models.TextChoices):
    """Whether a quiz is taken in a room with an invigilator."""

    NEVER = "never", pgettext_lazy("supervision", "Never")
    MAY = "may", pgettext_lazy("supervision", "May be")
    MUST = "must", pgettext_lazy("supervision", "Must be: no other attempt counts")


class AnswersShown(models.TextChoices):
    """When those who took a quiz see its right answers."""

    NEVER = "never", pgettext_lazy("right answers", "Never")
    AFTER_PASS = "after_pass", pgettext_lazy("right answers", "After passing")
    AFTER_LAST = "after_last", pgettext_lazy("right answers", "After passing or the last attempt")
    ALWAYS = "always", pgettext_lazy("right answers", "After each attempt")


class GradingRule(models.TextChoices):
    """What an answer gets that is right in part."""

    ALL_OR_NOTHING = "all_or_nothing", _("Nothing unless all of it is right")
    PARTIAL = "partial", _("The share that is right")


class Quiz(PublishedModel):
    """Asks questions at the end of a module, or (no module) as a test of the course.

    That is the final test, or the first test, which tells what is known before and counts nowhere.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="quizzes")
    module = models.ForeignKey(
        Module, models.PROTECT, null=True, blank=True, related_name="quizzes"
    )
    items: models.ManyToManyField[Item, QuizItem] = models.ManyToManyField(
        Item, through="QuizItem", related_name="quizzes"
    )
    draw_count = models.PositiveSmallIntegerField(
        _("questions drawn"), null=True, blank=True, help_text=_("Empty: all of them.")
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=70)
    attempt_limit = models.PositiveSmallIntegerField(_("attempts allowed"), null=True, blank=True)
    time_limit = models.PositiveSmallIntegerField(_("minutes allowed"), null=True, blank=True)
    # Of this and what follows the database's default too: processes of the release before write
    # none.
    answers_shown = models.CharField(
        _("right answers are shown"),
        max_length=10,
        choices=AnswersShown.choices,
        default=AnswersShown.ALWAYS,
        db_default=AnswersShown.ALWAYS,
    )
    shuffles_questions = models.BooleanField(
        _("shuffles the questions"), default=True, db_default=True
    )
    shuffles_options = models.BooleanField(
        _("shuffles the answers to choose from"), default=True, db_default=True
    )
    rest_minutes = models.PositiveSmallIntegerField(
        _("minutes of rest between attempts"), null=True, blank=True
    )
    # None: who has used all attempts asks the trainer.
    retry_days = models.PositiveSmallIntegerField(
        _("days of waiting once all attempts are used"), null=True, blank=True
    )

    supervision = models.CharField(
        _("taken under supervision"),
        max_length=10,
        choices=Supervision.choices,
        default=Supervision.NEVER,
        db_default=Supervision.NEVER,
    )

    is_first_test = models.BooleanField(
        _("first test of the course"), default=False, db_default=False
    )
    grading_rule = models.CharField(
        _("an answer that is right in part gets"),
        max_length=16,
        choices=GradingRule.choices,
        default=GradingRule.ALL_OR_NOTHING,
        db_default=GradingRule.ALL_OR_NOTHING,
    )

    # How many mark an essay without seeing each other, and how far they may be apart.
    marker_count = models.PositiveSmallIntegerField(
        _("people who mark an essay"), default=1, db_default=1
    )
    marker_threshold = models.PositiveSmallIntegerField(
        _("difference in percent that a third one decides"), default=20, db_default=20
    )

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="a_pass_mark_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(is_first_test=False)
                | Q(module=None, answers_shown=AnswersShown.NEVER),
                name="a_first_test_is_of_a_course_and_keeps_its_answers",
            ),
            models.CheckConstraint(
                condition=Q(marker_count__in=(1, 2), marker_threshold__lte=100),
                name="an_essay_is_marked_by_one_or_by_two",
            ),
        ]

    @property
    def full_titles(self) -> dict[str, str]:
        """Return the titles behind the course's: most final tests are called alike."""
        return {
            code: f"{in_language(self.course.titles, code)} · {in_language(self.titles, code)}"
            for code in settings.CONTENT_LANGUAGES
        }

    @property
    def full_title(self) -> str:
        """Return the title behind the course's in the active language."""
        return in_language(self.full_titles)

    @property
    def is_final(self) -> bool:
        return self.module_id is None and not self.is_first_test

    @property
    def must_be_supervised(self) -> bool:
        return self.supervision == Supervision.MUST

    @property
    def rest(self) -> dt.timedelta:
        """Return how long the quiz stays closed after an attempt."""
        usual = FINAL_TEST_REST_MINUTES if self.is_final else 0
        return dt.timedelta(minutes=usual if self.rest_minutes is None else self.rest_minutes)


class QuizItem(models.Model):
    """States that the quiz may draw the item."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="quiz_items")
    item = models.ForeignKey(Item, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "item"], name="a_quiz_lists_an_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.item_id}"


class QuizSection(models.Model):
    """Draws some of the questions of a quiz. A quiz without sections draws from all of them."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(null=True, blank=True)  # None: all that are left
    # What is empty, any question has.
    bank = models.UUIDField(null=True, blank=True)
    tag = models.CharField(max_length=60, blank=True)
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    difficulty = models.CharField(max_length=10, choices=Item.Difficulty.choices, blank=True)

    class Meta:
        ordering = ["quiz", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "position"], name="a_section_has_one_place_in_its_quiz"
            ),
            models.CheckConstraint(
                condition=Q(count=None) | Q(count__gte=1), name="a_section_draws_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.position}"


class AttemptTaken(models.TextChoices):
    """How an attempt was taken."""

    ONLINE = "online", pgettext_lazy("attempt", "Online")
    SUPERVISED = "supervised", pgettext_lazy("attempt", "Supervised")
    PAPER = "paper", pgettext_lazy("attempt", "On paper")


def build_passed_condition(path: str = "") -> Q:
    """Return the condition that an attempt passes its quiz.

    One that must be supervised is passed by nothing else. ``path`` leads to the attempt.
    """
    is_online = Q(**{f"{path}taken": AttemptTaken.ONLINE})
    is_bound = Q(**{f"{path}quiz__supervision": Supervision.MUST})
    return Q(**{f"{path}passed": True}) & ~(is_online & is_bound)


class Attempt(models.Model):
    """Keeps one try at a quiz. Seed, drawn versions, option order and answers rebuild it."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    language = models.CharField(max_length=10)
    # The quiz's rules at the start.
    pass_mark = models.PositiveSmallIntegerField()
    grading_rule = models.CharField(
        max_length=16,
        choices=GradingRule.choices,
        default=GradingRule.ALL_OR_NOTHING,
        db_default=GradingRule.ALL_OR_NOTHING,
    )
    shuffles_questions = models.BooleanField(default=True, db_default=True)
    shuffles_options = models.BooleanField(default=True, db_default=True)
    started_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)  # None: no time limit
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score in percent"), null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    # The database's default too: processes of the release before write none.
    taken = models.CharField(
        _("how it was taken"),
        max_length=16,
        choices=AttemptTaken.choices,
        default=AttemptTaken.ONLINE,
        db_default=AttemptTaken.ONLINE,
    )

    # Of a supervised one: where it was taken.
    seat = models.ForeignKey(
        "courses.SittingSeat", models.PROTECT, null=True, blank=True, related_name="attempts"
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["quiz", "enrolment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "enrolment", "number"], name="an_attempt_is_numbered_once"
            ),
            # Two requests that start at once get the same attempt.
            models.UniqueConstraint(
                fields=["quiz", "enrolment"],
                condition=Q(submitted_at=None),
                name="one_open_attempt_a_quiz_and_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(taken="supervised"),
                name="a_seat_is_of_a_supervised_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.enrolment_id} · {self.number}"

    @property
    def awaits_marks(self) -> bool:
        """Return whether it is handed in without an outcome: its essays are not marked yet."""
        return self.submitted_at is not None and self.score is None

    @property
    def is_counted(self) -> bool:
        """Return whether it is handed in and not voided."""
        return self.submitted_at is not None and not hasattr(self, "void")

    @property
    def is_supervised(self) -> bool:
        return self.taken == AttemptTaken.SUPERVISED

    @property
    def score_step(self) -> tuple[int, int]:
        """Return the lowest and the highest score of the step that the score is in.

        A quiz that hides its answers tells no more. Three steps: passed, and the two halves below.
        """
        # Finer steps would tell which single answer of two attempts made the difference.
        half = -(-self.pass_mark // 2)
        if self.passed:
            return self.pass_mark, 100
        return (half, self.pass_mark - 1) if (self.score or 0) >= half else (0, half - 1)


class AttemptItem(models.Model):
    """Keeps one question of an attempt: version asked, option order shown, answer given."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    # The place of the section of the quiz that asked it, from 0.
    section = models.PositiveSmallIntegerField(default=0, db_default=0)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="attempt_items")
    option_order = models.JSONField()
    answer = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        # The column: the name would stand for the order of attempts, and join them.
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "position"], name="a_question_has_one_place_in_its_attempt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.position}"
