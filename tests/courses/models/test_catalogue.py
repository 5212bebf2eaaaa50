"""Rows of the catalogue are named in the reader's language and found while they are live."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from courses.catalogue import retire_row
from courses.models import Course, Lesson
from tests.courses.factories import make_course, make_lesson, make_module

pytestmark = pytest.mark.django_db


def test_titles_and_summaries_are_in_the_language_of_the_reader():
    course = Course(titles={"my": "က", "en": "Data"}, summaries={"my": "ခ"})
    with override("en"):
        assert (course.title, course.summary) == ("Data", "ခ")
    with override("my"):
        assert (str(course), course.summary) == ("က", "ခ")


def test_a_retired_course_gives_its_slug_free():
    course = make_course(slug="data")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_course(slug="data")
    retire_row(course)
    other = make_course(slug="data")
    assert Course.objects.live().get() == other


def test_a_course_teaches_a_skill_once():
    course = make_course()
    taught = course.course_skills.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        course.course_skills.create(skill=taught.skill, level=5)


def test_lessons_of_a_retired_module_are_not_live():
    course = make_course()
    module = make_module(course)
    lessons = [make_lesson(course, module=module, key=uuid.uuid4()).lesson for _ in range(2)]
    retire_row(lessons[0])
    assert Lesson.objects.live().get() == lessons[1]
    retire_row(module)
    assert not Lesson.objects.live().exists()
