"""What is to be learnt before is told with the way there."""

import pytest

from courses.entry import Prerequisite
from courses.entry.words import describe_prerequisites
from courses.models import Course
from tests.courses.entry.courses import english_course
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db


def test_each_is_told_with_its_page_and_whether_it_is_missing(django_assert_max_num_queries):
    before, gone, skill = english_course(), english_course(), SkillFactory()
    Course.objects.filter(pk=gone.pk).update(is_live=False)
    asked = [
        Prerequisite(course=str(before.key)),
        Prerequisite(skill=skill.pk, level=2),
        Prerequisite(course=str(gone.key)),
    ]
    course = english_course(prerequisites=asked)
    with django_assert_max_num_queries(3):
        told = describe_prerequisites(course, [asked[1]])
    # Of a course that is not offered any more nothing is asked.
    assert [one.is_missing for one in told] == [False, True]
    assert told[0].words == before.title
    assert told[0].url.endswith(f"/courses/{before.slug}/")
    assert told[1].words.startswith(str(skill))
    assert told[1].url.endswith(f"/courses/?skill={skill.code}")


def test_a_course_that_asks_for_nothing_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert describe_prerequisites(Course()) == []
