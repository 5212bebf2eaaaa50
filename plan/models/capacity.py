"""Capacity plans: what an agency means to teach in a year, by quarter, and who approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Agency, Person
from plan.models.framework import Skill
from plan.models.target import MOST_PEOPLE, Target

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

FIRST_YEAR, LAST_YEAR = 2021, 2100
QUARTERS = (1, 2, 3, 4)
MOST_MONEY = 10**12  # kyat; more than the country spends on all its training


class CapacityPlanQuerySet(models.QuerySet["CapacityPlan"]):
    def visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return plans of the agencies whose figures the person reads."""
        return self.filter(agency__in=Agency.objects.figures_visible_to(person))


class CapacityPlan(models.Model):
    """The plan of one agency, with all below it, for one year."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("capacity plan", "Draft")
        SUBMITTED = "submitted", _("Waits for approval")
        APPROVED = "approved", pgettext_lazy("capacity plan", "Approved")

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="capacity_plans", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, default="")

    objects = CapacityPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("capacity plan")
        verbose_name_plural = _("capacity plans")
        ordering = ["-year", "agency__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="an_agency_has_one_capacity_plan_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="capacity_plans_are_of_possible_years",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="somebody_submitted_the_capacity_plan",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="somebody_approved_the_capacity_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.year}"


class CapacityPriority(models.Model):
    """A need that the plan answers, with the figures of the day on which it was chosen."""

    class Importance(models.IntegerChoices):
        LOW = 1, _("Useful")
        MIDDLE = 2, _("Important")
        HIGH = 3, _("Urgent")

    plan = models.ForeignKey(CapacityPlan, models.CASCADE, related_name="priorities")
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="priorities", verbose_name=_("skill")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    importance = models.PositiveSmallIntegerField(
        _("importance"), choices=Importance.choices, default=Importance.MIDDLE
    )
    headcount = models.PositiveIntegerField(_("people asked"))
    gap = models.PositiveIntegerField(_("people who lack it"))
    target = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="priorities")

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["-importance", "-gap", "skill__code", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "skill", "level"], name="a_need_is_a_priority_once"
            ),
            models.CheckConstraint(
                condition=Q(importance__gte=1, importance__lte=3, level__gte=1),
                name="priorities_are_of_importance_and_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} · {self.level}"


class CapacityQuarter(models.Model):
    """Seats and money for a priority in one quarter of the year."""

    priority = models.ForeignKey(CapacityPriority, models.CASCADE, related_name="quarters")
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    seats = models.PositiveIntegerField(
        _("seats"), validators=[MinValueValidator(0), MaxValueValidator(MOST_PEOPLE)]
    )
    budget = models.PositiveBigIntegerField(
        _("budget in kyat"), validators=[MaxValueValidator(MOST_MONEY)]
    )

    class Meta:
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")
        ordering = ["quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "quarter"], name="a_priority_has_each_quarter_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4, seats__lte=MOST_PEOPLE)
                & Q(budget__lte=MOST_MONEY),
                name="quarters_are_of_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority} · {self.quarter}"
