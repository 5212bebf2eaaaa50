"""The plan with its phases, which have days, and its clauses, which targets cite."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import require_period
from plan.models.dated import DatedModel, PastModel
from plan.models.framework import NamedModel


def hold_on(day: dt.date, *, plan: str = "") -> Q:
    """Return the condition that a plan is in force on the day; ``plan`` leads to it (``a__b__``).

    ``closed_on`` is the first day that it no longer is.
    """
    is_open = Q(**{f"{plan}closed_on": None}) | Q(**{f"{plan}closed_on__gt": day})
    return Q(**{f"{plan}in_force_on__lte": day}) & is_open


class PlanQuerySet(models.QuerySet["Plan"]):
    def published(self, day: dt.date) -> Self:
        """Return plans that came into force by the day, closed ones among them."""
        return self.filter(in_force_on__lte=day)


class Plan(NamedModel):
    """A plan of the government that sets targets for skills.

    Without ``in_force_on`` it is a draft, which no figure and no visitor sees. One plan leads: it
    is *the* plan, and pages name every other one beside its targets.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")
        CLOSED = "closed", _("Closed")

    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.TextField(_("source"), blank=True)
    in_force_on = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Until that day it is a draft: its targets count nowhere."),
    )
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("The first day it no longer holds.")
    )
    is_leading = models.BooleanField(
        _("the leading plan"),
        default=False,
        help_text=_("Its targets come first. Every other plan is named beside its own."),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["is_leading"],
                condition=Q(is_leading=True),
                name="one_plan_leads",
                violation_error_message=_("Another plan leads. Take that from it first."),
            ),
            models.CheckConstraint(
                # A comparison with an empty day is neither true nor false, and would pass.
                condition=Q(is_leading=False) | Q(in_force_on__isnull=False, closed_on=None),
                name="a_leading_plan_is_in_force",
                violation_error_message=_("Only a plan in force leads."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(in_force_on__isnull=False, closed_on__gt=F("in_force_on")),
                name="a_plan_closes_after_it_is_in_force",
                violation_error_message=_("A plan closes after it came into force."),
            ),
        ]

    def state_on(self, day: dt.date) -> State:
        """Return how the plan stands on the day."""
        if self.in_force_on is None or day < self.in_force_on:
            return self.State.DRAFT
        is_closed = self.closed_on is not None and self.closed_on <= day
        return self.State.CLOSED if is_closed else self.State.IN_FORCE


class Phase(NamedModel):
    """A numbered period of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phases", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="a_phase_is_numbered_once_in_its_plan"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="phase_ends_after_it_starts"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        require_period(self.starts_on, self.ends_on, field="ends_on")


class Clause(DatedModel, NamedModel):
    """A clause of a plan, coded as the printed plan codes it; reworded, it stays the same."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=20)

    KEPT_FIELDS = ("names",)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["plan", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="a_clause_is_coded_once_in_its_plan"
            )
        ]


class PastClause(PastModel, NamedModel):
    """How a clause was worded until it was reworded."""

    # Nothing of the screens deletes a clause; one that is gone had no wording.
    current = models.ForeignKey(
        Clause, models.CASCADE, related_name="past", verbose_name=_("clause")
    )

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["current", "until"], name="a_clause_is_reworded_once_a_day"
            )
        ]
