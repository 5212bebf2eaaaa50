"""A skill is laid out by unit and level, with the courses of each level."""

import pytest

from courses.models import Course
from reporting.figures.subtree import UnitContext
from reporting.insights.skill_map import build_skill_map
from reporting.query.units import load_relatives
from tests.courses.factories import make_course
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.any_database


def map_of(house, **query):
    scope = scope_of(house.hr, **query)
    context = UnitContext.of(scope.unit, DAY)
    return build_skill_map(scope, load_relatives(scope, context.places), context)


@pytest.mark.parametrize("measure", ["held", "trained"])
def test_each_level_counts_those_who_hold_it_or_more_and_the_parts_add_up(house, measure):
    EvidenceFactory(person=house.people[1], skill=house.skill, level=4, agency=house.gad)
    skill_map = map_of(house, unit="GAD", measure=measure)
    lines = [[cell.cell.count for cell in row.cells] for row in skill_map.heat.rows]
    assert lines == [[3, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]
    assert [cell.cell.level for cell in skill_map.heat.rows[0].cells] == [2, 4, 6, 8]


def test_a_course_stands_at_the_level_it_leads_to_and_ended_ones_last(house):
    ended, current, higher = (make_course(skills=[(house.skill, n)]) for n in (1, 2, 3))
    Course.objects.filter(pk=ended.pk).update(is_live=False)
    first, second, *_higher = map_of(house).levels
    assert [row.course for row in first.courses] == [current, ended]
    assert [row.course for row in second.courses] == [higher]


def test_a_map_costs_as_much_for_many_units(house, django_assert_max_num_queries):
    scope = scope_of(house.hr)
    with django_assert_max_num_queries(12):
        context = UnitContext.of(scope.unit, DAY)
        build_skill_map(scope, load_relatives(scope, context.places), context)
