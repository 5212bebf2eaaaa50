"""The catalogue is narrowed by what a course teaches, for whom, and who offers it."""

import pytest

from courses.models import Course
from courses.search.filters import CourseFilter
from courses.skills import taught_skills
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db


def narrow(**asked):
    taught = [one for skills in taught_skills().values() for one in skills]
    found = CourseFilter(asked, queryset=Course.objects.live(), taught=taught)
    return {course.slug for course in found.qs} if found.is_valid() else set(found.errors)


def test_skill_and_level_are_of_one_row():
    one, other = SkillFactory(code="DC3-1.1"), SkillFactory(code="DC3-1.2")
    make_course(slug="apart", skills=[(one, 2), (other, 4)])
    make_course(slug="together", skills=[(one, 4)])
    assert narrow(skill="DC3-1.1") == {"apart", "together"}
    assert narrow(level="4") == {"apart", "together"}
    assert narrow(skill="DC3-1.1", level="4") == {"together"}


def test_a_course_for_everyone_is_for_each_audience():
    make_course(slug="all", audience="")
    make_course(slug="citizens", audience="citizen")
    assert narrow(audience="official") == {"all"}
    assert narrow(audience="citizen") == {"all", "citizens"}


def test_only_agencies_with_a_published_course_are_choices():
    make_course(slug="data", agency=AgencyFactory(code="MOE"))
    AgencyFactory(code="MOHA")
    assert narrow(agency="MOE") == {"data"}
    assert narrow(agency="MOHA") == {"agency"}


@pytest.mark.parametrize(
    "wrong", [{"skill": "X"}, {"level": "two"}, {"audience": "x"}, {"q": "x" * 201}, {"q": "()"}]
)
def test_what_is_no_choice_is_an_error_of_its_field(wrong):
    make_course()
    assert narrow(**wrong) == set(wrong)
