"""The record of learning of somebody whose data was erased."""

import pytest

from courses.models import Attempt, AttemptItem, Enrolment
from courses.quizzes import request_attempt
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Message
from people.privacy.erasure import erase_person
from tests.courses.factories import make_enrolment, make_quiz, right_answers
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_answers_go_and_scores_stay():
    enrolment = make_enrolment()
    attempt = start_attempt(make_quiz(enrolment.course, module=None), enrolment, language="en")
    submit_attempt(attempt, right_answers(attempt))
    erase_person(enrolment.person)
    assert {tuple(row.answer) for row in AttemptItem.objects.all()} == {()}
    assert all(row.points for row in AttemptItem.objects.all())
    assert Attempt.objects.get().score == 100


def test_courses_that_were_open_are_left():
    enrolment = make_enrolment()
    erase_person(enrolment.person)
    assert Enrolment.objects.get().is_left


def test_a_wish_goes_and_waits_no_longer():
    enrolment = make_enrolment()
    quiz = make_quiz(enrolment.course, module=None, attempt_limit=1)
    attempt = start_attempt(quiz, enrolment, language="en")
    submit_attempt(attempt, {})
    row = request_attempt(quiz, enrolment, wish="I was ill.")
    erase_person(enrolment.person)
    row.refresh_from_db()
    assert (row.wish, row.state) == ("", "withdrawn")


def test_letters_to_helpers_do_not_keep_the_name():
    enrolment = make_enrolment(person=PersonFactory(name_en="Khin Myo"))
    quiz = make_quiz(enrolment.course, module=None, attempt_limit=1)
    submit_attempt(start_attempt(quiz, enrolment, language="en"), {})
    PersonFactory(admin=True)
    request_attempt(quiz, enrolment, wish="I was ill.")
    told = Message.objects.filter(kind="courses/asked")
    assert "Khin Myo" in str(told.get().facts)
    erase_person(enrolment.person)
    assert not told.exists()
