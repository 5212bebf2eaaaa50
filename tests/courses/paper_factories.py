"""Tests on paper made through the doors that trainers use, for tests."""

from courses.models import PaperSheet
from courses.papers import EnteredRow, TestPlan, confirm_sheets, enter_rows, prepare_test
from courses.papers.confirming import mark_entry
from courses.papers.letters import write_answer
from courses.sessions import join_session
from tests.courses.factories import make_course, make_quiz
from tests.courses.session_factories import BEFORE, HOUR, MONDAY, make_official, make_session

AFTER = MONDAY + 2 * HOUR


def make_test_session(*, seats=2, course=None, **changes):
    """A session of a course with a seat for each of some officials."""
    course = course or make_course()
    session = make_session(course.agency, course=course, capacity=max(seats, 2), **changes)
    for _seat in range(seats):
        join_session(session, make_official(), at=BEFORE)
    return session


def make_paper_test(session, by, *, quiz=None, **changes):
    plan = TestPlan(quiz or make_quiz(session.course), changes.pop("language", "en"), **changes)
    return prepare_test(session, plan, by=by, at=BEFORE)


def write_answers(sheet, answer=("a",)):
    """What somebody reads from the sheet who ticked this in each question; ``a`` is right."""
    return " ".join(write_answer(options, answer, "en") for _version, options in sheet.drawn)


def enter(test, sheets, by, *, text=None, answer=("a",), at=AFTER):
    rows = [
        EnteredRow(line, sheet.code, write_answers(sheet, answer) if text is None else text)
        for line, sheet in enumerate(sheets, start=1)
    ]
    return enter_rows(test, rows, by=by, at=at)


def confirm(test, by, *, at=AFTER):
    """Confirm everything that was entered."""
    seen = {
        sheet.pk: mark_entry(sheet.entries.get(is_second=False))
        for sheet in PaperSheet.objects.filter(test=test, state="entered")
    }
    return confirm_sheets(test, seen, by=by, at=at)
