"""A course with everything that may be done in one."""

import pytest

from tests.courses.factories import (
    make_course,
    make_lesson,
    make_module,
    make_quiz,
)


@pytest.fixture
def course(db):
    """Two modules: lessons 1, 2 and a quiz; lesson 3; a final test."""
    course = make_course()
    first, second = make_module(course, position=1), make_module(course, position=2)
    make_quiz(course, pass_mark=50)
    make_quiz(course, module=first, pass_mark=50)
    make_lesson(course, module=second, position=1)
    make_lesson(course, module=first, position=2)
    make_lesson(course, module=first, position=1)
    return course
