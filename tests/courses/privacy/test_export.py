"""The record of learning in the copy of one's own data."""

import json

import pytest

from courses.papers import record_sheets
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.factories import make_enrolment, make_quiz, right_answers
from tests.courses.paper_factories import (
    AFTER,
    confirm,
    enter,
    make_paper_test,
    make_test_session,
)
from tests.courses.session_factories import make_runner
from tests.people.privacy.test_export import read_copy

pytestmark = pytest.mark.django_db


def copy_after_an_attempt(**quiz):
    enrolment = make_enrolment()
    attempt = start_attempt(make_quiz(enrolment.course, **quiz), enrolment, language="en")
    submit_attempt(attempt, right_answers(attempt))
    return read_copy(enrolment.person)


def test_answers_are_in_it_and_neither_questions_nor_keys():
    data, page = copy_after_an_attempt(module=None, shows_answers=True)
    assert [row["question"] for row in data["answers"]] == [1, 2, 3]
    assert all(row["answer"] for row in data["answers"])
    assert set(data["answers"][0]) == {"quiz", "attempt", "question", "answer", "answered"}
    assert "answer_key" not in json.dumps(data) + page
    assert data["attempts"][0]["score"] == "100"


def test_a_test_that_hides_its_answers_tells_the_step_of_the_score():
    data, _page = copy_after_an_attempt(module=None, shows_answers=False, pass_mark=70)
    assert data["attempts"][0]["passed"] is True
    assert data["attempts"][0]["score"] == "70-100"


def test_each_course_is_in_it_once():
    data, _page = copy_after_an_attempt(module=None)
    assert len(data["courses"]) == 1


def test_a_test_on_paper_is_in_it_with_its_sheet_and_as_an_attempt():
    session = make_test_session()
    paper = make_paper_test(session, make_runner(session.agency))
    enter(paper, paper.sheets.all(), paper.made_by)
    confirm(paper, make_runner(session.agency))
    record_sheets(paper, at=AFTER)
    sheet = paper.sheets.first()
    data, _page = read_copy(sheet.seat.person)
    assert [row["code"] for row in data["papers"]] == [sheet.printed_code]
    assert [row["taken"] for row in data["attempts"]] == ["On paper"]
