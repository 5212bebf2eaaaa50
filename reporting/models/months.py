"""A month whose figures were locked, and the dated adjustments that stand beside them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.dual_control import asked_by_same_authority
from people.models import Person
from plan.models import MOST_PEOPLE
from plan.secretariat import is_of_national_secretariat


class LockedMonth(models.Model):
    """All figures of the last day of a month, as one signed file.

    The database refuses every change of a row. `reporting.months.locking` is the only writer.
    """

    # The first day of the month.
    month = models.DateField(_("month"), unique=True)
    content = models.TextField()
    digest = models.CharField("SHA-256", max_length=64)
    key = models.CharField(_("key"), max_length=60)
    signature = models.CharField(_("signature"), max_length=120)
    locked_at = models.DateTimeField(_("locked at"))
    # Nobody where the schedule did it.
    locked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("locked by")
    )

    class Meta:
        verbose_name = _("locked month")
        verbose_name_plural = _("locked months")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1), name="a_locked_month_begins_on_its_first_day"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.month:%Y-%m}"


class MonthAdjustmentQuerySet(models.QuerySet["MonthAdjustment"]):
    def waiting(self) -> Self:
        return self.filter(answer_state=MonthAdjustment.Answer.WAITING)

    def approved(self) -> Self:
        """Return those that count, the last word on a figure last."""
        approved = self.filter(answer_state=MonthAdjustment.Answer.APPROVED)
        return approved.order_by("decided_at", "pk")

    def decidable_by(self, viewer: Person) -> Self:
        """Return what the viewer may decide: neither their own, nor that of a deputy of theirs."""
        if not is_of_national_secretariat(viewer):
            return self.none()
        return self.waiting().exclude(
            asked_by_same_authority(viewer, asker="asked_by", at="asked_at")
        )


class MonthAdjustment(models.Model):
    """A figure of a locked month is put right beside it: who, when, why, and a second person.

    `reporting.months.adjusting` is the only writer.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    month = models.ForeignKey(LockedMonth, models.PROTECT, related_name="adjustments")
    figure = models.CharField(_("figure"), max_length=200)
    value = models.PositiveIntegerField(_("right number"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_state = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answer = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = MonthAdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjustment of a locked month")
        verbose_name_plural = _("adjustments of locked months")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "figure"],
                condition=Q(answer_state="waiting"),
                name="one_waiting_adjustment_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(value__lte=MOST_PEOPLE), name="an_adjustment_counts_people"
            ),
            models.CheckConstraint(
                condition=Q(answer_state="waiting", decided_at=None)
                | ~Q(answer_state="waiting") & Q(decided_at__isnull=False),
                name="an_adjustment_is_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer_state="approved")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="a_second_person_adjusts_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_id} · {self.figure}"
