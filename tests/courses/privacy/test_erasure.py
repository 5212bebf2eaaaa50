"""The record of learning of somebody whose data was erased."""

import pytest

from courses.assignments.requests import ask_about_assignment
from courses.models import Attempt, AttemptItem, Enrolment
from courses.quizzes import request_attempt
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.sessions import join_session
from people.models import Message
from people.postings import end_posting
from people.privacy.erasure import erase_person
from tests.courses.assignments.factories import (
    assign_to,
    in_days,
    make_agency_with_manager,
    make_official,
)
from tests.courses.factories import make_enrolment, make_quiz, right_answers
from tests.courses.paper_factories import enter, make_paper_test, make_test_session
from tests.courses.session_factories import make_runner, make_session, soon
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


def test_requests_about_assigned_courses_lose_their_words_and_all_is_let_go():
    agency, manager = make_agency_with_manager()
    row = assign_to(make_official(agency), agency, manager)
    asked = ask_about_assignment(row, reason="I was ill.")
    end_posting(row.person, day=in_days(0))
    erase_person(row.person)
    asked.refresh_from_db()
    row.refresh_from_db()
    assert (asked.reason, asked.state) == ("", "withdrawn")
    assert row.let_go_on
    assert not Message.objects.filter(kind="courses/duty_asked").exists()


def test_a_seat_to_come_goes_to_whoever_waits_for_it():
    session = make_session(parts=[soon()], capacity=1)
    person, waiting = PersonFactory(), PersonFactory()
    for one in (person, waiting):
        join_session(session, one)
    erase_person(person)
    states = {seat.person: seat.state for seat in session.seats.select_related("person")}
    assert (states[person], states[waiting]) == ("withdrawn", "seated")


def test_what_was_read_from_a_sheet_goes_and_it_counts_for_nothing():
    session = make_test_session()
    trainer = make_runner(session.agency)
    paper = make_paper_test(session, trainer)
    enter(paper, paper.sheets.all(), trainer)
    person = paper.sheets.first().seat.person
    end_posting(person, day=in_days(0))
    erase_person(person)
    left = [(sheet.state, sheet.entries.count()) for sheet in paper.sheets.all()]
    assert left == [("void", 0), ("entered", 1)]
