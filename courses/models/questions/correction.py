"""What was said against questions that were asked: by learners, and by trainers about the key."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models.item import ItemVersion
from courses.models.quiz import AttemptItem, Quiz
from people.access import agencies_for, has_global_access
from people.dual_control import asked_by_same_authority
from people.models import Person, Role


class KeyCorrectionQuerySet(models.QuerySet["KeyCorrection"]):
    def waiting(self) -> Self:
        return self.filter(answer_state=KeyCorrection.Answer.WAITING)

    def approved(self) -> Self:
        return self.filter(answer_state=KeyCorrection.Answer.APPROVED)

    def visible_to(self, viewer: Person) -> Self:
        """Return those of questions that courses of agencies ask where the viewer is a trainer."""
        if has_global_access(viewer):
            return self
        taught = agencies_for(viewer, Role.Kind.TRAINER)
        asking = Quiz.objects.filter(items=OuterRef("version__item"), course__agency__in=taught)
        return self.filter(Exists(asking))

    def decidable_by(self, viewer: Person) -> Self:
        """Return what waits for the viewer as a second person: asked by nobody one with them."""
        own = asked_by_same_authority(viewer, asker="asked_by", at="asked_at")
        return self.waiting().visible_to(viewer).exclude(own)


class KeyCorrection(models.Model):
    """Another key for a version that stays as it was asked: one trainer asks, a second decides.

    The newest approved one is the key in force. ``regraded_at``: when the last closed paper was
    marked by it; None once approved: work to do.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="key_corrections")
    key_before = models.JSONField()
    answer_key = models.JSONField()
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_state = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    regraded_at = models.DateTimeField(null=True, blank=True)

    objects = KeyCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of an answer key")
        verbose_name_plural = _("corrections of answer keys")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(answer_state="waiting"),
                name="one_waiting_key_a_version",
            ),
            models.CheckConstraint(
                condition=Q(answer_state="waiting", decided_at=None)
                | ~Q(answer_state="waiting") & Q(decided_at__isnull=False),
                name="a_correction_of_a_key_is_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer_state="approved")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="a_second_person_corrects_a_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.answer_state}"


class QuestionReportQuerySet(models.QuerySet["QuestionReport"]):
    def waiting(self) -> Self:
        return self.filter(state=QuestionReport.State.WAITING)

    def visible_to(self, viewer: Person) -> Self:
        """Return those of courses where the viewer is a trainer, but their own."""
        person = "attempt_item__attempt__enrolment__person__in"
        others = self.exclude(**{person: viewer.principals(Role.Kind.TRAINER)})
        if has_global_access(viewer):
            return others
        taught = agencies_for(viewer, Role.Kind.TRAINER)
        return others.filter(attempt_item__attempt__quiz__course__agency__in=taught)


class QuestionReport(models.Model):
    """A learner says of a question of a marked paper, in one sentence, that it is wrong."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RIGHT = "right", _("the question was wrong")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    attempt_item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="reports")
    words = models.CharField(_("what is wrong"), max_length=300)
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a question")
        verbose_name_plural = _("reports of questions")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt_item"],
                condition=Q(state="waiting"),
                name="one_waiting_report_a_question_and_paper",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="a_report_of_a_question_is_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} · {self.state}"
