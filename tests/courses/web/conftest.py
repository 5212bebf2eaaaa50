"""A course to read, a quiz, and a person who has begun an attempt at it."""

import pytest

from courses.quizzes.attempts import start_attempt
from tests.courses.addresses import address
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
)
from tests.people.factories import PersonFactory


@pytest.fixture
def person(db, client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def quiz(db):
    course = make_course(slug="data")
    module = make_module(course)
    make_lesson(course, module=module)
    return make_quiz(course, module=module, attempt_limit=2)


@pytest.fixture
def attempt(quiz, person):
    return start_attempt(quiz, make_enrolment(quiz.course, person=person), language="en")


@pytest.fixture
def paper(attempt):
    return address("attempt", attempt.quiz.key, attempt.number)


@pytest.fixture
def course(db):
    """A module of two lessons and a quiz."""
    course = make_course(slug="data")
    module = make_module(course)
    make_lesson(course, module=module, position=1, html="<p>First text</p>")
    make_lesson(course, module=module, position=2, html="<p>Second text</p>")
    make_quiz(course, module=module)
    return course


@pytest.fixture
def quiz_at_the_end(course):
    return make_quiz(course)
