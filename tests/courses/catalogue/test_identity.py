"""Rows are retired, and languages withdrawn, without touching the record."""

import pytest

from courses.catalogue import (
    retire_row,
    withdraw_language,
)
from courses.models import LessonVersion
from tests.courses.factories import (
    make_course,
    make_lesson,
)

pytestmark = pytest.mark.django_db


def test_a_retired_lesson_leaves_the_search_but_not_the_record():
    course = make_course()
    version = make_lesson(course, titles={"my": "စကားဝှက်", "en": "Passphrases"})
    course.refresh_from_db()
    assert "passphrases" in course.search_text
    retire_row(version.lesson)
    course.refresh_from_db()
    assert "passphrases" not in course.search_text
    assert LessonVersion.objects.filter(pk=version.pk).exists()


def test_withdrawing_the_last_language_retires_the_row():
    course = make_course()
    withdraw_language(course, "my")
    assert (course.is_live, course.languages) == (True, ["en"])
    withdraw_language(course, "en")
    assert not course.is_live
