"""How a course was completed is told of the test that counts for it."""

import pytest

from courses.models import Attempt, AttemptTaken, Enrolment
from courses.progress.ways_taken import build_way_taken
from courses.quizzes import start_attempt, submit_attempt
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_module,
    make_quiz,
    right_answers,
)

pytestmark = pytest.mark.django_db


def take(quiz, enrolment, way, *, answer=("a",)):
    attempt = start_attempt(quiz, enrolment, language="my")
    submit_attempt(attempt, right_answers(attempt, answer))
    Attempt.objects.filter(pk=attempt.pk).update(taken=way)


def way_of(enrolment):
    return Enrolment.objects.annotate(way=build_way_taken()).get(pk=enrolment.pk).way


def test_the_final_test_tells_and_nothing_passed_tells_nothing():
    course = make_course()
    quiz, final = make_quiz(course, module=make_module(course)), make_quiz(course)
    enrolment = make_enrolment(course)
    assert way_of(enrolment) is None
    take(quiz, enrolment, AttemptTaken.ONLINE)
    assert way_of(enrolment) == "online"
    take(final, enrolment, AttemptTaken.ONLINE, answer=["b"])
    take(final, enrolment, AttemptTaken.PAPER)
    assert way_of(enrolment) == "paper"
