"""Asks those who completed a course, months later, whether they use it at work."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.record import Enrolment
from people.models import Person


class WorkUse(models.TextChoices):
    """What somebody answers."""

    OFTEN = "often", pgettext_lazy("use at work", "Yes, often")
    SOMETIMES = "sometimes", pgettext_lazy("use at work", "Sometimes")
    NOT_YET = "not_yet", pgettext_lazy("use at work", "Not yet")
    # Nobody has to answer: who declines is asked no more, and counts as without an answer.
    DECLINED = "declined", pgettext_lazy("use at work", "I would rather not say")


ANSWERS_TOLD = (WorkUse.OFTEN, WorkUse.SOMETIMES, WorkUse.NOT_YET)
APPLIED = (WorkUse.OFTEN, WorkUse.SOMETIMES)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self, day: dt.date) -> Self:
        """Return questions that may be answered, or answered otherwise, on the day.

        None of a course whose author asks no more: what was said of it is kept.
        """
        return self.filter(closes_on__gt=day, enrolment__course__asks_feedback=True)

    def answered(self) -> Self:
        return self.filter(answer__in=ANSWERS_TOLD)

    def visible_to(self, viewer: Person) -> Self:
        """Return the viewer's own, and those of people whom the viewer may see today."""
        return self.filter(enrolment__person__in=Person.objects.visible_to(viewer))


class FollowUp(models.Model):
    """The question of one completion, with what was answered last."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="follow_up")
    asked_at = models.DateTimeField()
    closes_on = models.DateField()  # the first day on which nothing can be answered any more
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=WorkUse.choices, blank=True)
    words = models.CharField(_("in one sentence"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about use at work")
        verbose_name_plural = _("questions about use at work")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", words="", answered_at=None)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_about_use_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer=WorkUse.DECLINED) | Q(words=""),
                name="who_declines_to_tell_of_use_tells_nothing",
            ),
        ]
        # Reminders look for those that wait.
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(answer="", reminded_at=None),
                name="follow_ups_to_remind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.answer}"

    @property
    def last_day(self) -> dt.date:
        return self.closes_on - dt.timedelta(days=1)
