"""A target is set against the people who hold the skill, and against time."""

import datetime as dt

import pytest
from django.utils import translation

from people.models import Role
from plan.models import Measure, Target
from plan.past import keep_past
from reporting.figures.targets import TargetState, list_target_rows
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import (
    LevelFactory,
    PhaseFactory,
    PlanFactory,
    SkillFactory,
    TargetFactory,
)
from tests.reporting.factories import EvidenceFactory

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def ministry(db):
    return AgencyFactory(code="MOHA")


@pytest.fixture
def viewer(ministry):
    return RoleFactory(agency=ministry, kind=Role.Kind.HR).person


def holders(agency, skill, *days):
    for day in days:
        person = PostingFactory(agency=agency).person
        EvidenceFactory(person=person, skill=skill, acquired_on=day)


def test_a_row_says_held_target_gap_and_pace(ministry, viewer):
    target = TargetFactory(agency=ministry, headcount=6, due_on=dt.date(2027, 5, 23))
    LevelFactory(framework=target.skill.framework, number=2)
    holders(ministry, target.skill, dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2026, 11, 1))
    with translation.override("my"):
        [row] = list_target_rows(viewer, ministry, day=DAY)
    assert (row.held, row.gap, row.target.headcount, row.level_name) == (3, 3, 6, "၂ · အခြေခံ")
    assert (row.lately, row.longer, row.needed) == (0.3, 0.3, 0.6)
    assert row.state == TargetState.BEHIND


@pytest.mark.parametrize(
    ("headcount", "due_on", "state"),
    [
        (2, dt.date(2026, 12, 31), TargetState.REACHED),
        (2, dt.date(2026, 1, 1), TargetState.REACHED),
        (3, dt.date(2030, 12, 31), TargetState.ON_TRACK),
        (30, dt.date(2026, 12, 31), TargetState.BEHIND),
        (3, DAY, TargetState.BEHIND),
        (3, DAY - dt.timedelta(1), TargetState.OVERDUE),
    ],
)
def test_the_state_follows_the_gap_and_the_days_left(ministry, viewer, headcount, due_on, state):
    target = TargetFactory(agency=ministry, headcount=headcount, due_on=due_on)
    holders(ministry, target.skill, dt.date(2026, 11, 1), dt.date(2026, 11, 2))
    [row] = list_target_rows(viewer, ministry, day=DAY)
    assert row.state == state


def test_the_unit_comes_first_then_those_below_and_never_a_neighbour(ministry, viewer):
    below, neighbour = AgencyFactory(parent=ministry), AgencyFactory()
    for agency in (below, neighbour, ministry):
        TargetFactory(agency=agency)
    rows = list_target_rows(viewer, ministry, day=DAY)
    assert [row.target.agency for row in rows] == [ministry, below]
    assert list_target_rows(viewer, neighbour, day=DAY) == []
    assert list_target_rows(PersonFactory(), ministry, day=DAY) == []


def test_a_plan_asks_while_it_is_in_force_and_the_leading_one_first(ministry, viewer):
    first, leading, draft = (
        PlanFactory(code="FIRST"),
        PlanFactory(code="LEADS", is_leading=True),
        PlanFactory(code="DRAFT", in_force_on=None),
    )
    for plan in (first, leading, draft):
        TargetFactory(agency=ministry, phase=PhaseFactory(plan=plan))
    rows = list_target_rows(viewer, ministry, day=DAY)
    assert [row.target.phase.plan for row in rows] == [leading, first]
    assert list_target_rows(viewer, ministry, day=dt.date(2019, 1, 1)) == []


def test_a_past_day_keeps_the_target_of_its_day(ministry, viewer):
    target = TargetFactory(agency=ministry, headcount=3)
    holders(ministry, target.skill, dt.date(2026, 1, 1), dt.date(2026, 1, 2), dt.date(2026, 1, 3))
    keep_past(Target, [target.pk], DAY)
    Target.objects.update(headcount=9)
    found = [list_target_rows(viewer, ministry, day=DAY - dt.timedelta(days)) for days in (1, 0)]
    [(before,), (now,)] = found
    assert (before.gap, before.state, before.earlier) == (0, TargetState.REACHED, [])
    assert (now.gap, [past.headcount for past in now.earlier]) == (6, [3])


def test_a_target_counts_by_its_measure_and_with_or_without_the_units_below(ministry, viewer):
    skill, below = SkillFactory(), AgencyFactory(parent=ministry)
    for agency in (ministry, below, below):
        person = PostingFactory(agency=agency).person
        EvidenceFactory(person=person, skill=skill, agency=agency, acquired_on=DAY)
    # Trained here and moved away since: counts for the training, and not for what is held.
    EvidenceFactory(person=PostingFactory().person, skill=skill, agency=ministry, acquired_on=DAY)
    for agency in (ministry, below):
        for measure in Measure:
            for with_below in (True, False):
                TargetFactory(agency=agency, skill=skill, measure=measure, with_below=with_below)
    rows = list_target_rows(viewer, ministry, day=DAY)
    ways = {(r.target.agency, r.measure.value, r.target.with_below): r.held for r in rows}
    assert [ways[ministry, m, b] for m in ("held", "trained") for b in (True, False)] == [
        3,
        1,
        4,
        2,
    ]
    assert [ways[below, m, b] for m in ("held", "trained") for b in (True, False)] == [2, 2, 2, 2]


CLERK = {"my": "စာရေး", "en": "Clerk"}


def test_a_percent_is_of_the_head_count_of_its_audience_on_the_day(ministry, viewer):
    skill = SkillFactory()
    clerks = [PostingFactory(agency=ministry, position=CLERK, grade=3) for _ in range(3)]
    PostingFactory(agency=ministry, position=CLERK, grade=4, valid_from=DAY)
    EvidenceFactory(person=clerks[0].person, skill=skill, acquired_on=dt.date(2026, 1, 1))
    EvidenceFactory(person=PostingFactory(agency=ministry).person, skill=skill)
    asked = {"agency": ministry, "skill": skill, "headcount": None, "percent": 50}
    TargetFactory(**asked)
    TargetFactory(**asked, positions=[{"en": "clerk"}])
    TargetFactory(**asked, positions=[{"en": "clerk"}], grade_to=3)
    TargetFactory(**asked, grade_from=9)

    def read_figures(day):
        rows = list_target_rows(viewer, ministry, day=day)
        return [(row.posted, row.asked, row.held, row.gap) for row in rows]

    assert read_figures(DAY) == [(5, 3, 2, 1), (4, 2, 1, 1), (3, 2, 1, 1), (0, 0, 0, 0)]
    assert read_figures(DAY - dt.timedelta(1))[1] == (3, 2, 1, 1)
    states = [row.state for row in list_target_rows(viewer, ministry, day=DAY)]
    assert states[-1] == TargetState.NOBODY


def test_parts_of_the_people_add_up_to_all_of_them(ministry, viewer):
    skill, below = SkillFactory(), AgencyFactory(parent=ministry)
    for number in range(8):
        agency = (ministry, below)[number % 2]
        one = PostingFactory(agency=agency, grade=number, position=CLERK if number > 5 else {})
        if number % 3:
            EvidenceFactory(person=one.person, skill=skill, agency=agency, grade=number)
    for measure in Measure:
        for bounds in ((None, None), (None, 3), (4, 6), (7, None)):
            grades = dict(zip(("grade_from", "grade_to"), bounds, strict=True))
            TargetFactory(agency=ministry, skill=skill, measure=measure, **grades)
    rows = list_target_rows(viewer, ministry, day=DAY)
    for measure in Measure:
        whole, *parts = [row.held for row in rows if row.measure == measure]
        assert (sum(parts), whole) == (whole, 5)


def test_a_target_with_an_audience_or_a_percent_keeps_its_past(ministry, viewer):
    PostingFactory(agency=ministry, position=CLERK)
    target = TargetFactory(agency=ministry, headcount=None, percent=50, positions=[CLERK])
    keep_past(Target, [target.pk], DAY)
    Target.objects.update(headcount=7, percent=None, positions=[])
    found = [
        list_target_rows(viewer, ministry, day=DAY - dt.timedelta(days))[0] for days in (1, 0)
    ]
    assert [(row.asked, row.posted) for row in found] == [(1, 1), (7, None)]


@pytest.mark.parametrize(
    ("milestones", "state"),
    [
        ([], TargetState.BEHIND),
        ([["2026-06-30", 2], ["2027-06-30", 2]], TargetState.ON_TRACK),
        ([["2026-06-30", 3]], TargetState.BEHIND),
        ([["2026-06-30", 2]], TargetState.BEHIND),
        ([["2027-06-30", 3]], TargetState.BEHIND),
    ],
)
def test_the_pace_is_that_of_the_milestones(ministry, viewer, milestones, state):
    later = dt.date(2028, 12, 31)
    target = TargetFactory(agency=ministry, headcount=90, due_on=later, milestones=milestones)
    holders(ministry, target.skill, dt.date(2025, 11, 1), dt.date(2025, 11, 2))
    [row] = list_target_rows(viewer, ministry, day=DAY)
    assert row.state == state
    assert [one.is_passed for one in row.milestones] == [
        day < DAY.isoformat() for day, _value in milestones
    ]


def test_many_targets_cost_as_many_queries_as_one(ministry, viewer, django_assert_num_queries):
    for number in range(20):
        unit = AgencyFactory(parent=ministry)
        TargetFactory(agency=unit, skill=SkillFactory(), phase=PhaseFactory(number=number))
    viewer.current_roles  # noqa: B018
    with django_assert_num_queries(10):
        assert len(list_target_rows(viewer, ministry, day=DAY)) == 20


def test_targets_that_are_alike_keep_their_order(house):
    same = {"agency": house.moha, "skill": house.skill, "headcount": 4}
    first = house.target
    more = [
        TargetFactory(
            **same, level=level, phase=first.phase, clause=first.clause, due_on=first.due_on
        )
        for level in (5, 3, 4)
    ]
    rows = list_target_rows(house.hr, house.moha, day=DAY)
    own = [row.target.pk for row in rows if row.target.agency == house.moha]
    assert own == [one.pk for one in (first, more[1], more[2], more[0])]
