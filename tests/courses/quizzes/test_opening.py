"""A final test opens after the rest of its course, and rests after each attempt."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Attempt, Enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import (
    FinalTestLocked,
    RestNotOver,
    list_steps_before,
)
from courses.quizzes.standing import get_standing
from tests.courses.factories import (
    do_what_comes_before,
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
    right_answers,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def course():
    course = make_course()
    module = make_module(course)
    make_lesson(course, module=module)
    make_quiz(course, module=module)
    return course


@pytest.fixture
def final(course):
    return make_quiz(course, rest_minutes=None)


@pytest.fixture
def enrolment(course):
    return make_enrolment(course)


def take(quiz, enrolment, at=NOW, **answers):
    attempt = start_attempt(quiz, enrolment, language="my", at=at)
    return submit_attempt(attempt, answers.get("answers", {}), at=at)


def test_a_final_test_waits_for_every_lesson_and_quiz(course, final, enrolment):
    assert [step.kind for step in list_steps_before(final, enrolment)] == ["lesson", "quiz"]
    assert [step.kind for step in list_steps_before(final, None)] == ["lesson", "quiz"]
    with pytest.raises(FinalTestLocked):
        take(final, enrolment)
    assert not Attempt.objects.exists()
    do_what_comes_before(final, enrolment)
    assert list_steps_before(final, enrolment) == []
    assert take(final, enrolment).submitted_at == NOW


def test_a_failed_quiz_keeps_the_final_test_closed(course, final, enrolment):
    _lesson, quiz = list_steps_before(final, enrolment)
    take(quiz.row, enrolment)
    assert quiz.row in [step.row for step in list_steps_before(final, enrolment)]


def test_a_quiz_of_a_module_is_open_from_the_start(course, enrolment):
    quiz = course.quizzes.exclude(module=None).get()
    assert list_steps_before(quiz, enrolment) == []
    take(quiz, enrolment)
    assert get_standing(quiz, enrolment, at=NOW).reopens_at is None


def test_a_lesson_added_later_does_not_close_an_attempt_that_is_open(course, final, enrolment):
    do_what_comes_before(final, enrolment)
    begun = start_attempt(final, enrolment, language="my")
    make_lesson(course, module=course.modules.get(), position=2)
    assert start_attempt(final, enrolment, language="my") == begun
    assert submit_attempt(begun, right_answers(begun)).passed


def test_a_final_test_rests_an_hour_unless_told_otherwise(course, final, enrolment):
    do_what_comes_before(final, enrolment)
    take(final, enrolment)
    assert get_standing(final, enrolment, at=NOW).reopens_at == NOW + HOUR
    with pytest.raises(RestNotOver):
        take(final, enrolment, at=NOW + HOUR - dt.timedelta(seconds=1))
    assert take(final, enrolment, at=NOW + HOUR).number == 2


@pytest.mark.parametrize("answers", [{}, {1: ["a"], 2: ["a"], 3: ["a"]}])
def test_a_passed_test_rests_too(course, enrolment, answers):
    quiz = make_quiz(course, module=course.modules.get(), rest_minutes=5)
    take(quiz, enrolment, answers=answers)
    assert get_standing(quiz, enrolment, at=NOW).reopens_at == NOW + dt.timedelta(minutes=5)


def test_coming_back_does_not_shorten_the_rest(course, final, enrolment):
    do_what_comes_before(final, enrolment)
    take(final, enrolment)
    Enrolment.objects.update(withdrawn_at=NOW)
    again = make_enrolment(course, person=enrolment.person)
    assert again == enrolment
    with pytest.raises(RestNotOver):
        take(final, again)


def test_others_do_not_wait(course, final, enrolment):
    do_what_comes_before(final, enrolment)
    take(final, enrolment)
    assert get_standing(final, make_enrolment(course), at=NOW).reopens_at is None
