"""Gives the demo the capacity plan of a department for this year, approved by its ministry."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.models import Agency, Person, Role
from plan.capacity import (
    Need,
    QuarterPlan,
    choose_priority,
    decide_capacity,
    start_capacity,
    submit_capacity,
)
from plan.models import CapacityPlan, Skill

_DEPARTMENT = "GAD"
# Skill, level, people asked and missing, importance, seats a quarter, kyat a seat. The figures
# are samples, as of a day early in the year.
_PRIORITIES = (
    ("DC3-4.2", 2, 640, 520, 3, 90, 15_000),
    ("DC3-1.2", 2, 640, 410, 2, 40, 15_000),
)


@transaction.atomic
def plan_year() -> None:
    """Plan the year for the department, by its own HR manager, and approve it from above."""
    department = Agency.objects.get(code=_DEPARTMENT)
    roles = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.HR, acting_for=None)
    chief = roles.filter(agency=department)[0].person
    plan = start_capacity(department, timezone.localdate().year, by=chief)
    for code, level, headcount, gap, importance, seats, price in _PRIORITIES:
        need = Need(Skill.objects.get(code=code), level, headcount, gap)
        quarters = [QuarterPlan(number, seats, seats * price) for number in (1, 2, 3, 4)]
        choose_priority(plan, need, importance=importance, quarters=quarters, by=chief)
    plan = submit_capacity(plan, by=chief)
    decide_capacity(plan, approves=True, answer="", by=Person.objects.get(username="hr"))


def has_plan() -> bool:
    return CapacityPlan.objects.exists()
