"""A plan is a draft, in force or closed; one leads; phases and clauses are kept apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from plan.models import Clause, Phase, Plan, Target
from tests.plan.factories import ClauseFactory, PhaseFactory, PlanFactory, TargetFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


def test_a_phase_ends_after_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseFactory(starts_on=DAY, ends_on=DAY)


def test_phases_and_clauses_are_named_once_in_their_plan():
    phase, clause, other = PhaseFactory(), ClauseFactory(), PlanFactory(code="OTHER")
    days = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(days=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Phase.objects.create(plan=phase.plan, number=phase.number, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.create(plan=clause.plan, code=clause.code)
    Phase.objects.create(plan=other, number=phase.number, **days)
    Clause.objects.create(plan=other, code=clause.code)


@pytest.mark.parametrize(
    ("in_force_on", "closed_on", "state"),
    [
        (None, None, "draft"),
        (DAY + dt.timedelta(1), None, "draft"),
        (DAY, None, "in_force"),
        (DAY - dt.timedelta(9), DAY + dt.timedelta(1), "in_force"),
        (DAY - dt.timedelta(9), DAY, "closed"),
    ],
)
def test_the_state_of_a_plan_follows_its_days(in_force_on, closed_on, state):
    plan = PlanFactory(in_force_on=in_force_on, closed_on=closed_on)
    target = TargetFactory(phase=PhaseFactory(plan=plan))
    assert plan.state_on(DAY) == state
    assert list(Target.objects.in_force(DAY)) == ([target] if state == "in_force" else [])


@pytest.mark.parametrize(
    "days",
    [
        {"is_leading": True, "in_force_on": None},
        {"is_leading": True, "closed_on": DAY},
        {"in_force_on": None, "closed_on": DAY},
        {"in_force_on": DAY, "closed_on": DAY},
    ],
)
def test_the_database_refuses_days_that_contradict_each_other(days):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(**days)


def test_one_plan_leads():
    PlanFactory(is_leading=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(code="OTHER", is_leading=True)
    assert Plan.objects.count() == 1
