"""Targets are narrowed, ordered and grouped as an address says."""

import datetime as dt

import pytest

from plan.models import Measure
from reporting.figures.targets import list_target_rows
from reporting.insights.home import TargetWish, list_targets, pick_targets
from tests.people.factories import PersonFactory
from tests.plan.factories import (
    ClauseFactory,
    PhaseFactory,
    PlanFactory,
    SkillFactory,
    TargetFactory,
)
from tests.reporting.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def rows(house):
    """Six targets: of two plans, three phases, two clauses, units and states."""
    later = PhaseFactory(number=2, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))
    other = PlanFactory(code="OTHER", is_leading=False, names={"en": "Other plan"})
    of_moha = {"agency": house.moha, "skill": house.skill, "headcount": 1}
    TargetFactory(**of_moha, phase=later, due_on=dt.date(2029, 12, 31))
    TargetFactory(**of_moha | {"headcount": 9}, due_on=dt.date(2026, 6, 30), level=4)
    TargetFactory(**of_moha, clause=ClauseFactory(code="1.1"), measure=Measure.TRAINED)
    TargetFactory(
        agency=house.south,
        skill=SkillFactory(code="DC3-1.1"),
        phase=PhaseFactory(plan=other),
        clause=ClauseFactory(plan=other),
    )
    admin = PersonFactory(admin=True)
    return list_target_rows(admin, house.moha, day=DAY)


def pick(rows, house, **parts):
    return pick_targets(rows, TargetWish.read(parts), house.moha.pk)


def test_what_is_behind_comes_first_by_itself(rows, house):
    states = [row.state for row in pick(rows, house)]
    assert states == ["overdue", "behind", "behind", "behind", "reached", "reached"]


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("due", lambda row: row.target.due_on),
        ("gap", lambda row: -row.gap),
        ("unit", lambda row: row.target.agency.path),
    ],
)
def test_rows_come_in_the_order_asked_for(rows, house, order, key):
    found = pick(rows, house, order=order)
    assert found == sorted(found, key=key)
    assert len(found) == len(rows) == 6


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ({"state": "reached"}, 2),
        ({"state": "behind"}, 3),
        ({"phase": "MEGP2030.2"}, 1),
        ({"clause": "MEGP2030.1.1"}, 1),
        ({"about": "DC3-1.1"}, 1),
        ({"plan": "OTHER"}, 1),
        ({"own": "1"}, 4),
        ({"own": "1", "state": "reached"}, 2),
        ({"state": "guessed"}, 0),
        ({"phase": "MEGP2030.9"}, 0),
        ({"order": "guessed", "group": "guessed"}, 6),
    ],
)
def test_every_part_narrows(rows, house, parts, count):
    assert len(pick(rows, house, **parts)) == count


def test_states_are_told_of_all_that_fits_but_the_state(rows, house):
    wish = TargetWish.read({"own": "1", "state": "overdue"})
    found = list_targets(rows, wish, house.moha.pk, None)
    assert dict(found.states) == {"overdue": 1, "behind": 1, "reached": 2}
    assert (len(found.page), len(found.rows), found.plan.code) == (1, 6, "MEGP2030")


def test_groups_follow_plan_phase_and_clause_and_add_up(rows, house):
    wish = TargetWish.read({"group": "clause"})
    found = list_targets(rows, wish, house.moha.pk, None)
    told = [
        (one.row.target.phase.plan.code, one.row.target.phase.number, one.row.target.clause.code)
        for one in found.groups
    ]
    assert told == [
        ("MEGP2030", 1, "1.1"),
        ("MEGP2030", 1, "2.1"),
        ("MEGP2030", 2, "2.1"),
    ]
    assert sum(one.count for one in found.groups) == 5
    [last] = list_targets(rows, wish, house.moha.pk, "2").groups
    assert (last.row.target.phase.plan.code, last.count) == ("OTHER", 1)
    assert found.plan is None


def test_a_group_that_goes_on_counts_all_of_it_on_both_pages(rows, house):
    for level in range(3, 15):
        TargetFactory(agency=house.moha, skill=SkillFactory(), level=2, headcount=level)
    many = list_target_rows(PersonFactory(admin=True), house.moha, day=DAY)
    wish = TargetWish.read({"group": "phase"})
    first, second = (list_targets(many, wish, house.moha.pk, page) for page in ("1", "2"))
    assert first.groups[0].count == second.groups[0].count == 16
    assert len(first.groups[0].rows) == 5


def test_an_address_tells_what_differs_from_the_default():
    assert TargetWish.read({}).parts == {}
    parts = {"state": "behind", "order": "gap", "group": "phase", "own": "1"}
    assert TargetWish.read(parts | {"about": ""}).parts == parts
    assert len(TargetWish.read({"about": "x" * 500}).about) == 60
