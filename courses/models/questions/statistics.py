"""What was counted of the questions of quizzes: sums without a person, made anew by the worker."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from courses.models.item import ItemVersion
from courses.models.quiz import Quiz
from people.access import agencies_for, has_global_access
from people.models import Person, Role

_Row = TypeVar("_Row", bound=models.Model)


class _TaughtQuerySet(models.QuerySet[_Row]):
    def visible_to(self, viewer: Person) -> Self:
        """Return those of courses of agencies where the viewer is a trainer."""
        if has_global_access(viewer):
            return self
        return self.filter(quiz__course__agency__in=agencies_for(viewer, Role.Kind.TRAINER))


class QuizStatistics(models.Model):
    """How the papers of a quiz came out; ``courses.items.statistics`` is the only writer."""

    quiz = models.OneToOneField(Quiz, models.CASCADE, related_name="statistics")
    # All that are closed and not void: another number means that the quiz is to be counted anew.
    closed = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField(_("papers counted"))
    passed = models.PositiveIntegerField()
    # Of each tenth of the score, from 0; the eleventh are those with everything right.
    scores = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    objects = _TaughtQuerySet["QuizStatistics"].as_manager()

    class Meta:
        verbose_name = _("statistics of a quiz")
        verbose_name_plural = _("statistics of quizzes")

    def __str__(self) -> str:
        return str(self.quiz_id)


class ItemWeakness(models.TextChoices):
    """What the figures of a question say against it."""

    HARD = "hard", _("Hardly anybody knows it")
    EASY = "easy", _("Nearly everybody knows it")
    FLAT = "flat", _("It does not tell those who know more from the others")
    RIVAL = "rival", _("Who knows more takes a wrong answer")
    IDLE = "idle", _("A wrong answer that nobody takes")


class ItemStatisticsQuerySet(_TaughtQuerySet["ItemStatistics"]):
    def newest(self) -> Self:
        """Return those of the newest versions of questions."""
        return self.filter(~Exists(ItemVersion.objects.newer("version__")))

    def poor(self) -> Self:
        """Return questions to look at: of the newest version, and still asked."""
        asked = Q(version__withdrawn_at=None, version__item__is_live=True)
        return self.newest().filter(asked, is_poor=True)


class ItemStatistics(models.Model):
    """How a version of a question was answered in a quiz.

    ``answers``: ``{answer: [all, of the upper third, of the lower third]}``; ``languages`` and
    ``ways``: ``{key: [asked, share of the points]}``. What is too small to be told is not hidden
    here, but typed answers are kept only where many gave the same.
    """

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="item_statistics")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="statistics")
    asked = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    facility = models.FloatField(_("share of the points"))
    discrimination = models.FloatField(null=True)  # None: all had the same
    seconds = models.PositiveIntegerField(null=True)  # the median; None: not known
    upper = models.PositiveIntegerField()
    lower = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    languages = models.JSONField(default=dict)
    ways = models.JSONField(default=dict)
    weaknesses = models.JSONField(default=list)
    is_poor = models.BooleanField(db_index=True)
    told_at = models.DateTimeField(null=True)  # when its author had the letter

    objects = ItemStatisticsQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistics of a question")
        verbose_name_plural = _("statistics of questions")
        ordering = ["quiz", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "version"], name="a_question_is_counted_once_a_quiz"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.version_id}"
