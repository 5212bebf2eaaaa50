"""A figure is followed over eighteen months, in front of the phases of the plan."""

import datetime as dt

import pytest

from people.postings import end_posting
from plan.models import PastTarget
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.own_target import find_own_target
from reporting.insights.trend import (
    TrendRange,
    build_trend,
    list_trend_lines,
    months_before,
)
from reporting.insights.trend.marks import MarkKind, Step
from tests.plan.factories import (
    ClauseFactory,
    PhaseFactory,
    PlanFactory,
    SkillFactory,
    TargetFactory,
)
from tests.reporting.questions import scope_of

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
    [curve] = as_hr.get("/en/insights/trend/", {"day": "2027-06-30"}).context["curves"]
    assert [band.label for band in curve.wide.bands] == ["Short term", "Next"]
    assert curve.wide.bands[0].x == curve.wide.frame.left + ".0"


def test_a_plan_that_somebody_prepares_changes_nobodys_page(as_hr, house):
    before = as_hr.get("/en/insights/trend/").context
    second = PlanFactory(code="NEXT")
    phase = PhaseFactory(plan=second, number=1, names={"en": "Of the next plan"})
    sooner = house.target.due_on - dt.timedelta(30)
    for agency in (house.root, house.moha):
        clause = ClauseFactory(plan=second)
        other = SkillFactory(code="DC3-1.1")
        TargetFactory(agency=agency, phase=phase, clause=clause, skill=other, due_on=sooner)
        TargetFactory(agency=agency, phase=phase, clause=clause, skill=house.skill, due_on=sooner)
    after = as_hr.get("/en/insights/trend/").context
    for page in (before, after):
        [curve] = page["curves"]
        assert page["scope"].skill == house.skill
        assert curve.trend.target.target.pk == house.target.pk
        assert [band.label for band in curve.wide.bands] == ["Short term"]


def read(house, reach=TrendRange.EIGHTEEN, **query):
    scope = scope_of(house.hr, **query)
    context = UnitContext.of(scope.unit, scope.day)
    rows = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    return build_trend(scope, context, find_own_target(scope, rows), reach)


@pytest.mark.parametrize(
    ("reach", "number", "last"),
    [("12", 13, DAY), ("18", 19, DAY), ("36", 37, DAY), ("plan", 36, dt.date(2026, 12, 31))],
)
def test_a_range_has_a_figure_a_month(house, reach, number, last):
    trend = read(house, TrendRange(reach))
    assert (len(trend.cells), trend.cells[-1].day, trend.last) == (number, DAY, last)


def test_a_figure_before_the_usual_time_uses_the_tree_of_its_day(house):
    trend = read(house, TrendRange.THREE_YEARS)
    usual = read(house)
    assert trend.cells[-19:] == usual.cells
    assert trend.cells[0].count == 0


def test_phases_are_those_of_the_plan_of_the_target(house):
    second = PlanFactory(code="NEXT", in_force_on=dt.date(2025, 1, 1), is_leading=False)
    phase = PhaseFactory(plan=second, number=1, names={"en": "Of the other plan"})
    TargetFactory(
        agency=house.gad, skill=house.skill, phase=phase, clause=ClauseFactory(plan=second)
    )
    assert read(house, unit="GAD").phases == (phase,)
    assert read(house).phases == (house.target.phase,)


def test_the_targets_line_has_a_step_for_each_change(house):
    day = dt.date(2026, 6, 1)
    PastTarget.objects.create(
        current=house.target, until=day, headcount=3, due_on=house.target.due_on,
        baseline_on=house.target.baseline_on,
    )  # fmt: skip
    steps = read(house).steps
    assert [(step.asked, step.since == day) for step in steps] == [(3, False), (4, True)]


def test_a_target_in_percent_follows_the_people_posted(house):
    house.target.headcount, house.target.percent = None, 50
    house.target.save()
    end_posting(house.people[4], day=dt.date(2026, 10, 1))
    trend = read(house)
    assert trend.steps[-1] == Step(dt.date(2026, 10, 23), 2)
    assert max(step.asked for step in trend.steps) == 3
    assert trend.target.asked == 2


def test_the_table_has_every_number_and_mark_of_the_picture(house):
    house.target.milestones = [["2026-06-30", 2]]
    house.target.save()
    trend = read(house, TrendRange.PLAN)
    lines = list_trend_lines(trend)
    assert [(line.day, line.count) for line in lines if line.count is not None] == [
        (cell.day, cell.count) for cell in trend.cells
    ]
    marks = [mark for line in lines for mark in line.marks]
    assert marks == sorted(trend.marks, key=lambda mark: mark.on)
    assert {mark.kind for mark in marks} >= {MarkKind.MILESTONE, MarkKind.DUE}
    assert {line.phase for line in lines} == {house.target.phase}


def test_completions_have_no_target_of_those_who_hold_it(house):
    trend = read(house, measure="trained")
    assert (trend.target, trend.steps, trend.marks) == (None, (), ())


def test_a_curve_of_any_range_costs_the_same(house, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        read(house, TrendRange.PLAN)
