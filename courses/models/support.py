"""Help with attempts: what a learner asks for, and what a trainer or HR manager grants."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.quiz import Quiz
from courses.models.record import Enrolment, build_support_condition
from people.models import Person

_Row = TypeVar("_Row", bound=models.Model)


class SupportQuerySet(models.QuerySet[_Row]):
    def visible_to(self, viewer: Person) -> Self:
        return self.filter(build_support_condition(viewer, "enrolment__"))


class AttemptRequestQuerySet(SupportQuerySet["AttemptRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=AttemptRequest.State.WAITING)


class AttemptRequest(models.Model):
    """A learner asks in one sentence for one more attempt at a quiz."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempt_requests")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempt_requests")
    wish = models.CharField(_("why one more attempt"), max_length=300)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an attempt")
        verbose_name_plural = _("requests for attempts")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "enrolment"],
                condition=Q(state="waiting"),
                name="one_waiting_request_a_quiz_and_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & ~Q(answered_at=None)),
                name="a_request_is_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.enrolment_id}"


class AttemptGrantQuerySet(SupportQuerySet["AttemptGrant"]):
    def standing(self) -> Self:
        """Return grants that nobody took back."""
        return self.filter(withdrawn_at=None)


class AttemptGrant(models.Model):
    """One person may begin the attempt of this number, or has more minutes at the quiz."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempt_grants")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempt_grants")
    number = models.PositiveSmallIntegerField(_("attempt"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("more minutes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant of an attempt")
        verbose_name_plural = _("grants of attempts")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            # Two who grant at once, or one who clicks twice, give one attempt.
            models.UniqueConstraint(
                fields=["quiz", "enrolment", "number"],
                condition=Q(withdrawn_at=None),
                name="an_attempt_is_granted_once",
            ),
            models.CheckConstraint(
                # NULL > 0 is no false, so both say that there is a number.
                condition=Q(number=None, minutes__isnull=False, minutes__gt=0)
                | Q(number__isnull=False, number__gt=0, minutes=None),
                name="a_grant_is_of_an_attempt_or_of_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.enrolment_id} · {self.number or self.minutes}"
