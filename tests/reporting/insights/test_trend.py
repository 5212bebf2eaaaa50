"""A figure is followed over eighteen months, in front of the phases of the plan."""

import datetime as dt

import pytest

from reporting.insights.trend import months_before
from tests.plan.factories import (
    ClauseFactory,
    PhaseFactory,
    PlanFactory,
    SkillFactory,
    TargetFactory,
)

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (0, DAY),
        (1, dt.date(2026, 10, 23)),
        (11, dt.date(2025, 12, 23)),
        (18, dt.date(2025, 5, 23)),
    ],
)
def test_months_are_counted_back_over_the_year(months, day):
    assert months_before(DAY, months) == day


def test_a_day_that_a_month_does_not_have_becomes_its_last():
    assert months_before(dt.date(2026, 3, 31), 1) == dt.date(2026, 2, 28)


def test_a_phase_that_touches_the_trend_is_drawn_behind_it(as_hr):
    PhaseFactory(
        number=2,
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2029, 12, 31),
        names={"en": "Next"},
    )
    insights = as_hr.get("/en/insights/", {"day": "2027-06-30"}).context["insights"]
    assert [band.name for band in insights.wide.bands] == ["Short term", "Next"]
    assert insights.wide.bands[0].x == insights.wide.frame.left + ".0"


def test_a_plan_that_somebody_prepares_changes_nobodys_page(as_hr, house):
    before = as_hr.get("/en/insights/").context["insights"]
    second = PlanFactory(code="NEXT")
    phase = PhaseFactory(plan=second, number=1, names={"en": "Of the next plan"})
    sooner = house.target.due_on - dt.timedelta(30)
    for agency in (house.root, house.moha):
        clause = ClauseFactory(plan=second)
        other = SkillFactory(code="DC3-1.1")
        TargetFactory(agency=agency, phase=phase, clause=clause, skill=other, due_on=sooner)
        TargetFactory(agency=agency, phase=phase, clause=clause, skill=house.skill, due_on=sooner)
    after = as_hr.get("/en/insights/").context["insights"]
    for insights in (before, after):
        assert insights.scope.skill == house.skill
        assert insights.target.target == house.target
        assert [band.name for band in insights.wide.bands] == ["Short term"]
