"""The page compares its unit with the target that is due next."""

import datetime as dt

import pytest

from reporting.insights.page import gather_insights
from tests.plan.factories import PhaseFactory, TargetFactory
from tests.reporting.questions import scope_of


def test_the_figure_is_of_the_unit_and_the_skill(house):
    insights = gather_insights(scope_of(house.hr, unit="GAD"), None)
    assert (insights.figure.cell.unit, insights.figure.cell.count) == (house.gad, 2)
    assert (insights.posted, insights.target) == (4, None)
    assert insights.relatives.below == (house.north, house.south)


@pytest.mark.parametrize(
    ("day", "number"), [("2026-11-23", 1), ("2027-06-01", 2), ("2031-01-01", 2)]
)
def test_the_next_target_counts_and_after_the_last_the_last(house, day, number):
    later = PhaseFactory(number=2, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))
    due = dt.date(2029, 12, 31)
    TargetFactory(agency=house.moha, skill=house.skill, phase=later, due_on=due)
    insights = gather_insights(scope_of(house.hr, day=day), None)
    assert insights.target.target.phase.number == number


def test_a_target_is_drawn_only_beside_those_who_hold_the_skill(house):
    held = gather_insights(scope_of(house.hr), None)
    trained = gather_insights(scope_of(house.hr, measure="trained"), None)
    assert (bool(held.target), bool(trained.target)) == (True, False)


def test_levels_are_offered_in_pairs_and_the_one_asked_for_too(house):
    insights = gather_insights(scope_of(house.hr, level="3"), None)
    assert [number for number, _name in insights.levels] == [2, 3, 4, 6, 8]


@pytest.mark.parametrize(("page", "number"), [(None, 1), ("x", 1), ("99", 3)])
def test_targets_are_shown_by_the_page(house, page, number):
    for level in range(3, 13):
        TargetFactory(agency=house.moha, skill=house.skill, level=level)
    assert gather_insights(scope_of(house.hr), page).targets.number == number
