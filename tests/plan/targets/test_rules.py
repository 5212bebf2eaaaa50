"""A target fits its plan, its phase, its agency and its framework."""

import datetime as dt

import pytest

from plan.targets import Milestone, find_target_faults
from tests.people.factories import AgencyFactory
from tests.plan.factories import ClauseFactory, PhaseFactory, PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
END = dt.date(2026, 12, 31)


def faults(**changes):
    parts = {
        "phase": PhaseFactory(ends_on=END),
        "clause": ClauseFactory(),
        "agency": AgencyFactory(),
        "skill": SkillFactory(),
        "due_on": END,
        "baseline_on": dt.date(2026, 1, 1),
    }
    return set(find_target_faults(**(parts | changes)))


def test_a_target_that_fits_has_no_faults_and_neither_has_one_that_says_nothing():
    assert faults() == set()
    assert faults(phase=None, clause=None, agency=None, skill=None, due_on=None) == set()
    assert faults(baseline_on=None) == set()


def test_each_part_that_contradicts_another_one_is_named():
    assert faults(clause=ClauseFactory(plan=PlanFactory(code="OTHER"))) == {"clause"}
    assert faults(skill=SkillFactory().area) == {"skill"}
    assert faults(due_on=END + dt.timedelta(1)) == {"due_on"}
    assert faults(due_on=dt.date(2019, 12, 31), baseline_on=None) == {"due_on"}
    assert faults(baseline_on=END) == {"due_on"}
    assert faults(agency=AgencyFactory(valid_to=END)) == {"agency"}
    assert faults(agency=AgencyFactory(valid_to=END + dt.timedelta(1))) == set()


def test_no_more_people_hold_the_skill_already_than_are_asked_for():
    assert faults(headcount=740, baseline=741) == {"baseline"}
    assert faults(headcount=740, baseline=740) == set()
    assert faults(headcount=None, baseline=5) == set()


def test_a_target_is_of_people_or_of_a_percent_of_those_who_hold_it():
    assert faults(headcount=740, percent=80) == {"percent"}
    assert faults(percent=80, measure="trained") == {"percent"}
    assert faults(percent=80, measure="held") == set()


def test_grades_and_milestones_stand_in_order():
    def stands(*pairs, **more):
        days = [Milestone(dt.date(2026, month, 1), value) for month, value in pairs]
        return faults(milestones=days, **({"headcount": 9} | more)) == set()

    assert faults(grade_from=5, grade_to=3) == {"grade_to"}
    assert faults(grade_from=3, grade_to=3) == set()
    assert stands((3, 2), (6, 2), (9, 9))
    assert not stands((6, 2), (3, 3))
    assert not stands((3, 3), (6, 2))
    assert not stands((3, 10))
    assert not stands((3, 0))
    assert not stands((3, 90), headcount=None, percent=80)
    assert not stands((12, 2), due_on=dt.date(2026, 12, 1))
    assert not stands((3, 2), phase=PhaseFactory(number=2, starts_on=dt.date(2026, 4, 1)))
