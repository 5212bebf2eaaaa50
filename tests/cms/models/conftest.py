"""A course with one lesson, on the shelf of an agency."""

import pytest

from tests.cms import factories as f


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


@pytest.fixture
def lesson(course):
    return f.put_lesson(f.put_module(course))
