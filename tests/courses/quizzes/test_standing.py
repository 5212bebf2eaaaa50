"""Attempts used and left, and when the next one opens: by itself, by waiting or by a grant."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import AttemptLimitReached, RestNotOver
from courses.quizzes.standing import count_minutes, get_standing, load_standings
from courses.quizzes.support import grant_attempt, grant_time, request_attempt
from tests.courses.factories import make_course, make_enrolment, make_module, make_quiz
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def days(number):
    return dt.timedelta(days=number)


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def enrolment(course):
    return make_enrolment(course)


def make_test(course, **rules):
    return make_quiz(course, module=make_module(course), **{"attempt_limit": 1} | rules)


def fail(quiz, enrolment, at=NOW):
    return submit_attempt(start_attempt(quiz, enrolment, language="my", at=at), {}, at=at)


def test_before_the_first_attempt_all_are_left(course, enrolment):
    standing = get_standing(make_test(course, attempt_limit=3), enrolment, at=NOW)
    assert (standing.left, standing.is_open, standing.is_used_up) == (3, True, False)


def test_without_a_limit_nothing_is_ever_used_up(course, enrolment):
    quiz = make_test(course, attempt_limit=None)
    fail(quiz, enrolment)
    assert get_standing(quiz, enrolment).left is None
    assert get_standing(quiz, enrolment).is_open


def test_used_up_attempts_wait_for_the_trainer(course, enrolment):
    quiz = make_test(course)
    fail(quiz, enrolment)
    standing = get_standing(quiz, enrolment, at=NOW)
    assert (standing.left, standing.is_used_up, standing.reopens_at) == (0, True, None)


def test_where_the_quiz_says_so_one_more_opens_after_days_of_waiting(course, enrolment):
    quiz = make_test(course, retry_days=14)
    fail(quiz, enrolment)
    standing = get_standing(quiz, enrolment, at=NOW)
    assert (standing.left, standing.reopens_at) == (1, NOW + days(14))
    with pytest.raises(RestNotOver):
        fail(quiz, enrolment, at=NOW + days(13))
    fail(quiz, enrolment, at=NOW + days(14))
    assert get_standing(quiz, enrolment, at=NOW + days(15)).reopens_at == NOW + days(28)


def test_waiting_begins_only_after_the_last_attempt_of_the_limit(course, enrolment):
    quiz = make_test(course, attempt_limit=2, retry_days=14)
    fail(quiz, enrolment)
    assert get_standing(quiz, enrolment, at=NOW).is_open


def test_a_granted_attempt_waits_for_no_rest_and_no_days(course, enrolment):
    quiz = make_test(course, retry_days=14, rest_minutes=60)
    fail(quiz, enrolment)
    grant_attempt(quiz, enrolment, by=PersonFactory(), reason="The power was cut.", at=NOW)
    assert get_standing(quiz, enrolment, at=NOW).is_open
    assert fail(quiz, enrolment).number == 2
    assert get_standing(quiz, enrolment, at=NOW).reopens_at == NOW + days(14)


def test_a_grant_is_for_one_person_at_one_quiz(course, enrolment):
    quiz, other_quiz = make_test(course), make_test(course)
    other = make_enrolment(course)
    for one, whose in ((quiz, enrolment), (quiz, other), (other_quiz, enrolment)):
        fail(one, whose)
    grant_attempt(quiz, enrolment, by=PersonFactory(), reason="The power was cut.")
    for one, whose in ((quiz, other), (other_quiz, enrolment)):
        with pytest.raises(AttemptLimitReached):
            fail(one, whose)


def test_more_minutes_are_added_to_the_time_of_each_attempt(course, enrolment):
    quiz = make_test(course, time_limit=10)
    for minutes in (5, 15):
        grant_time(quiz, enrolment, by=PersonFactory(), minutes=minutes, reason="Low sight.")
    assert count_minutes(quiz, enrolment) == 30
    assert count_minutes(quiz, make_enrolment(course)) == 10
    attempt = start_attempt(quiz, enrolment, language="my", at=NOW)
    assert attempt.closes_at == NOW + dt.timedelta(minutes=30)


def test_any_number_of_standings_costs_three_queries(course, enrolment, django_assert_num_queries):
    quizzes = [make_test(course) for _ in range(3)]
    for quiz in quizzes:
        fail(quiz, enrolment)
    request_attempt(quizzes[1], enrolment, wish="I was ill.", at=NOW)
    with django_assert_num_queries(3):
        found = load_standings([(quiz, enrolment) for quiz in quizzes], at=NOW)
    asked = [found[quiz.pk, enrolment.pk].asked_at for quiz in quizzes]
    assert asked == [None, NOW, None]
    with django_assert_num_queries(0):
        assert load_standings([]) == {}
