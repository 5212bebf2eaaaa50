"""Needs are what posts and targets ask and nobody holds; progress is what was taught."""

import datetime as dt

import pytest

from plan.models import CapacityPlan, CapacityPriority
from reporting.figures.needs import count_trained_by_quarter, list_needs
from tests.plan.factories import RoleProfileFactory, SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def needs(house, unit):
    found = list_needs(house.hr, unit, day=DAY)
    return [(need.skill, need.level, need.headcount, need.gap) for need in found]


def test_the_larger_of_what_posts_and_targets_ask_is_needed(house):
    assert needs(house, house.moha) == [(house.skill, 2, 4, 2)]
    RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    assert needs(house, house.moha) == [(house.skill, 2, 5, 3)]


def test_people_whom_two_profiles_ask_are_counted_once(house):
    for agency in (house.root, house.gad):
        RoleProfileFactory(agency=agency, asks=[(house.skill, 2, None)])
    other = SkillFactory()
    RoleProfileFactory(agency=house.moha, asks=[(other, 1, 2), (house.skill, 4, 1)])
    assert needs(house, house.gad) == [
        (house.skill, 2, 4, 2),
    ]
    assert (other, 1, 2, 2) in needs(house, house.moha)
    assert (house.skill, 4, 1, 1) in needs(house, house.moha)


def test_what_was_taught_is_told_by_the_quarter_up_to_the_day(house):
    plan = CapacityPlan.objects.create(agency=house.gad, year=2026)
    other = SkillFactory()
    one = CapacityPriority.objects.create(plan=plan, skill=other, level=2, headcount=5, gap=5)
    learnt = ((2025, 12, 31), (2026, 1, 1), (2026, 3, 31), (2026, 4, 1), (2026, 12, 1))
    for person, day in zip(house.people, learnt, strict=True):
        EvidenceFactory(person=person, skill=other, agency=house.north, acquired_on=dt.date(*day))
    EvidenceFactory(skill=other, agency=house.moe, acquired_on=dt.date(2026, 2, 1))
    assert count_trained_by_quarter(plan, [one], day=DAY) == {one.pk: [2, 1, 0, 0]}
    assert count_trained_by_quarter(plan, [one], day=dt.date(2026, 12, 31))[one.pk][3] == 1
