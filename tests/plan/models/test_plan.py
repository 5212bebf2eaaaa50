"""The database keeps phases and clauses of a plan apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from plan.models import Clause, Phase
from tests.plan.factories import ClauseFactory, PhaseFactory, PlanFactory

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
