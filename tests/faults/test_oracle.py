"""The judge of the faults finds what it is there to find."""

import json
from dataclasses import replace

import pytest

from courses.models import Attempt
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import save_answers, start_attempt, submit_attempt
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_quiz,
    right_answers,
)
from tests.faults.journal import Act, Journal
from tests.faults.oracle import count_unsealed, find_doubled, find_missing
from tests.faults.results import Result, print_results

pytestmark = pytest.mark.django_db
FINE = Result("a fault", 9, 0, 0, 1.0, 2.0, 0.5, "", [])


def test_what_was_acknowledged_and_left_no_row_is_missing():
    course = make_course()
    version, quiz = make_lesson(course), make_quiz(course)
    enrolment = make_enrolment(course)
    about = {"enrol": course.pk, "lesson": version.lesson_id}
    about |= dict.fromkeys(("start", "save", "hand in"), quiz.pk)
    acts = [Act(name, enrolment.person_id, what) for name, what in about.items()]
    names = list(about)
    assert find_missing(acts) == acts[1:]
    complete_lesson(enrolment, version)
    attempt = start_attempt(quiz, enrolment, language="my")
    assert [act.name for act in find_missing(acts)] == names[3:]
    save_answers(attempt, right_answers(attempt))
    assert [act.name for act in find_missing(acts)] == names[4:]
    submit_attempt(attempt, {})
    assert find_missing(acts) == []


def test_what_is_there_twice_is_found():
    enrolment = make_enrolment(make_course())
    quiz = make_quiz(enrolment.course)
    start_attempt(quiz, enrolment, language="my")
    assert find_doubled([enrolment.person]) == []
    Attempt.objects.update(submitted_at=enrolment.enrolled_at, passed=False, score=0)
    start_attempt(quiz, enrolment, language="my")
    [found] = find_doubled([enrolment.person])
    assert found.startswith("attempt")


def test_a_completion_without_a_certificate_is_counted():
    course = make_course()
    enrolment = complete_lesson(make_enrolment(course), make_lesson(course))
    assert enrolment.completed_at
    assert count_unsealed([enrolment.person]) == 1


@pytest.mark.any_database
def test_the_journal_is_written_before_something_is_sent(tmp_path):
    journal, act = Journal(tmp_path / "journal"), Act("enrol", 1, 2)
    journal.sending(act)
    assert json.loads((tmp_path / "journal").read_text())["event"] == "sending"
    assert journal.acknowledged == {}
    journal.answered(act, 0.1, 302)
    assert set(journal.acknowledged) == {act}


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"missing": 1}, "missing"),
        ({"doubled": 1}, "doubled"),
        ({"acknowledged": 0}, "nothing was acknowledged"),
        ({"answered_after": 61.0}, "answered only after 61 s"),
        ({"sealed_after": float("inf")}, "sealed only after"),
        ({"longest": 5.0, "limit": 4.0}, "a request took 5.0 s"),
        ({"problems": ["it burns"]}, "it burns"),
    ],
)
def test_a_line_that_is_not_fine_fails(capsys, changes, words):
    assert print_results([FINE]) == 0
    assert print_results([FINE, replace(FINE, **changes)]) == 1
    assert words in capsys.readouterr().out
