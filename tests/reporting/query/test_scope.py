"""A question that leaves parts out is completed from what the reader may see."""

import datetime as dt

from people.models import Role
from reporting.figures.coverage import Measure
from reporting.query.scope import top_units
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.questions import ask


def test_nothing_asked_is_the_own_unit_today_and_its_next_target(house, settings):
    scope = ask(house.hr).scope
    assert (scope.unit, scope.skill, scope.level) == (house.moha, house.skill, 2)
    assert scope.measure == Measure.HELD


def test_the_largest_of_the_next_targets_comes_first_and_past_ones_last(house):
    past, large = SkillFactory(), SkillFactory()
    TargetFactory(agency=house.moha, skill=past, due_on=dt.date(2025, 12, 31), headcount=900)
    TargetFactory(agency=house.moha, skill=large, headcount=90, level=4)
    scope = ask(house.hr, day="2026-11-23").scope
    assert (scope.skill, scope.level) == (large, 4)
    assert ask(house.hr, day="2026-11-23", level="2").scope.level == 2


def test_a_unit_without_targets_takes_those_below_then_any_skill(house):
    assert ask(house.hr, unit="GAD").scope.skill == house.skill
    other = RoleFactory(agency=house.moe, kind=Role.Kind.HR).person
    assert ask(other).scope.skill == house.skill


def test_roles_within_roles_give_one_top_and_others_beside_it(house):
    RoleFactory(agency=house.gad, person=house.hr, kind=Role.Kind.SECRETARIAT)
    RoleFactory(agency=house.moe, person=house.hr)
    RoleFactory(agency=AgencyFactory(), person=house.hr, kind=Role.Kind.TRAINER)
    assert top_units(house.hr) == [house.moha, house.moe]


def test_an_administrator_starts_at_the_root(house):
    assert top_units(PersonFactory(admin=True))[0] == house.root


def test_a_question_survives_as_an_address(house):
    scope = ask(house.hr, unit="GAD", day="2026-01-31", measure="trained").scope
    query = scope.query(who=None, skill="DC3-4.2")
    assert query == "?unit=GAD&skill=DC3-4.2&level=2&day=2026-01-31&measure=trained"
