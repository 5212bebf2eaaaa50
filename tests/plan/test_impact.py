"""Whoever closes or moves an agency is told how many targets still hang on it."""

import datetime as dt

import pytest

from people.agencies.impact import describe_impact
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY, ONE_DAY = dt.date(2026, 11, 1), dt.timedelta(days=1)


def test_targets_that_fall_due_on_the_day_or_later_are_counted_and_no_past_ones(english):
    agency, other = AgencyFactory.create_batch(2)
    for due_on in (DAY - ONE_DAY, DAY, DAY + ONE_DAY):
        TargetFactory(agency=agency, skill=SkillFactory(), due_on=due_on)
    assert describe_impact([agency], DAY) == ["2 targets to come"]
    assert describe_impact([agency], DAY + ONE_DAY) == ["1 target to come"]
    assert describe_impact([other], DAY) == []
