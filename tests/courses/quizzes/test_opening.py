"""A final test opens after the rest of its course, and rests after each attempt."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Attempt, Enrolment
from courses.progress.completion import complete_finished_enrolments, visit_lesson
from courses.progress.progress import get_progress
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import (
    AttemptLimitReached,
    FinalTestLocked,
    FirstTestOver,
    RestNotOver,
    find_first_test,
    list_steps_before,
)
from courses.quizzes.standing import get_standing
from courses.quizzes.support import NothingToAsk, request_attempt
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


@pytest.fixture
def first_test(course):
    return make_quiz(course, is_first_test=True, shows_answers=True, attempt_limit=9)


def test_a_first_test_is_taken_once_and_counts_nowhere(course, final, first_test, enrolment):
    assert find_first_test(enrolment) == first_test
    assert len(get_progress(enrolment).steps) == 3
    attempt = start_attempt(first_test, enrolment, language="my", at=NOW)
    attempt = submit_attempt(attempt, right_answers(attempt), at=NOW)
    assert (attempt.score, attempt.passed) == (100, False)
    assert get_progress(enrolment).done == 0
    with pytest.raises(AttemptLimitReached):
        take(first_test, enrolment)
    with pytest.raises(NothingToAsk):
        request_attempt(first_test, enrolment, wish="Once more, please.")
    assert find_first_test(enrolment) is None
    do_what_comes_before(final, enrolment, at=NOW)
    done = start_attempt(final, enrolment, language="my", at=NOW)
    submit_attempt(done, {1: ["a"], 2: ["a"], 3: ["b"]}, at=NOW)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    again = start_attempt(final, enrolment, language="my", at=NOW + HOUR)
    submit_attempt(again, right_answers(again), at=NOW + HOUR)
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, enrolment.score) == (NOW + HOUR, 100)


def test_a_first_test_is_closed_once_a_lesson_is_opened_and_may_be_finished(
    course, first_test, enrolment
):
    other = make_enrolment(course)
    begun = start_attempt(first_test, other, language="my")
    for one in (enrolment, other):
        visit_lesson(one, get_progress(one).steps[0].row)
    with pytest.raises(FirstTestOver):
        take(first_test, enrolment)
    assert find_first_test(enrolment) is None
    assert find_first_test(other) == first_test
    assert start_attempt(first_test, other, language="my") == begun


def test_a_course_with_only_a_first_test_completes_nobody():
    course = make_course()
    make_quiz(course, is_first_test=True)
    make_enrolment(course)
    assert complete_finished_enrolments() == 0
