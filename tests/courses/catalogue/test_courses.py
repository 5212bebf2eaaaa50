"""Courses are one row for all languages."""

import pytest

from courses.catalogue import (
    publish_course,
)
from courses.models import Course
from tests.courses.factories import (
    make_course,
)
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db


def test_a_course_in_two_languages_is_one_row():
    course = make_course()
    assert Course.objects.count() == 1
    assert course.languages == ["my", "en"]
    assert set(course.titles) == {"my", "en"}


def test_publishing_again_replaces_the_skills_and_keeps_the_first_day():
    course, other = make_course(), SkillFactory()
    again = publish_course(
        key=course.key,
        slug=course.slug,
        language="en",
        title="New title",
        summary="",
        audience="",
        agency=course.agency,
        skills=[(other, 3)],
    )
    assert again.pk == course.pk
    assert again.published_at == course.published_at
    assert list(again.course_skills.values_list("skill", "level")) == [(other.pk, 3)]
    assert again.titles["my"] == course.titles["my"]
