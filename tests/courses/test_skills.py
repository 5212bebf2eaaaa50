"""Courses tell the skills they teach with the names of the levels."""

import pytest
from django.utils.translation import override

from courses.catalogue import retire_row
from courses.skills import taught_skills
from tests.courses.factories import make_course
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    first, second = SkillFactory(code="DC3-1.1"), SkillFactory(code="DC3-1.2")
    LevelFactory(framework=first.framework, number=2)
    return make_course(skills=[(second, 7), (first, 2)])


def test_skills_come_by_code_and_each_level_has_its_number(course):
    with override("en"):
        told = [str(one) for one in taught_skills([course])[course.pk]]
    assert told == ["DC3-1.1 · 2 · Basic", "DC3-1.2 · 7"]


def test_without_courses_all_published_ones_are_read(course):
    retired = make_course()
    retire_row(retired)
    assert set(taught_skills()) == {course.pk}
    assert set(taught_skills([retired])) == {retired.pk}
    assert taught_skills([]) == {}


def test_many_courses_cost_two_queries(course, django_assert_num_queries):
    courses = [course, make_course(), make_course()]
    with django_assert_num_queries(2):
        assert len(taught_skills(courses)) == 3
