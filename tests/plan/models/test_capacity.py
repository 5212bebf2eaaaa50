"""Capacity plans are seen where their agency is; the database keeps them possible."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from plan.models import MOST_MONEY, MOST_PEOPLE, CapacityPlan
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db


def make_plan(**fields):
    return CapacityPlan.objects.create(agency=AgencyFactory(**fields), year=2026)


@pytest.mark.any_database
def test_plans_are_seen_in_and_under_the_agency_of_a_role():
    ministry = make_plan()
    below, _beside = make_plan(parent=ministry.agency), make_plan()
    visible_to = CapacityPlan.objects.visible_to
    assert set(visible_to(RoleFactory(agency=ministry.agency).person)) == {ministry, below}
    assert visible_to(RoleFactory(agency=below.agency).person).get() == below
    trainer = RoleFactory(agency=ministry.agency, kind="trainer").person
    assert not any(visible_to(one).exists() for one in (trainer, AnonymousUser()))


@pytest.mark.parametrize("fields", [{"state": "submitted"}, {"year": 1999}, {"state": "approved"}])
def test_the_database_refuses_plans_without_a_name_or_of_no_year(fields):
    plan = make_plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        CapacityPlan.objects.filter(pk=plan.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"quarter": 1},
        {"quarter": 0},
        {"quarter": 5},
        {"seats": MOST_PEOPLE + 1},
        {"budget": MOST_MONEY + 1},
    ],
)
def test_the_database_refuses_a_quarter_twice_outside_of_the_year_or_beyond_reason(fields):
    priority = make_plan().priorities.create(skill=SkillFactory(), level=2, headcount=9, gap=5)
    most = {"seats": MOST_PEOPLE, "budget": MOST_MONEY}
    priority.quarters.create(quarter=1, **most)
    with pytest.raises(IntegrityError), transaction.atomic():
        priority.quarters.create(**{"quarter": 2, **most, **fields})
