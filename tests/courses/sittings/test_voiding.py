"""A voided attempt counts for nothing, whatever happens later; it may be taken once more."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.items.withdrawal import withdraw_item_version
from courses.models import Attempt, VoidedAttempt
from courses.quizzes import marking, submit_attempt
from courses.quizzes.appeals.remarking import remark_attempts, remark_withdrawn
from courses.quizzes.standing import get_standing
from courses.sittings import close_sitting, void_attempt
from courses.sittings.refusals import SittingRefusal
from courses.sittings.voiding import restore_attempt
from tests.courses.factories import make_lesson
from tests.courses.session_factories import MONDAY
from tests.courses.sittings.factories import (
    OTHER_PHONE,
    enter,
    make_open_sitting,
    make_supervised_quiz,
    right_answers,
)
from tests.courses.sittings.test_entering import refusal
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
R = SittingRefusal


@pytest.fixture
def sitting():
    return make_open_sitting()


@pytest.fixture
def paper(sitting):
    return enter(sitting.seats.get())


def void(paper, **changes):
    told = {"by": paper.seat.sitting.made_by, "reason": "Copied", "at": MONDAY + MINUTE}
    return void_attempt(paper, **told | changes)


def test_a_passed_paper_counts_for_nothing_once_it_is_void(paper):
    submit_attempt(paper, right_answers(paper), at=MONDAY)
    assert void(paper).passed_before
    standing = get_standing(paper.quiz, paper.enrolment)
    assert (standing.has_passed, standing.used) == (False, 0)
    assert refusal(void, paper) == R.MEANWHILE


def test_an_open_paper_is_handed_in_first(paper):
    void(paper)
    paper.refresh_from_db()
    assert (paper.submitted_at, paper.passed) == (MONDAY + MINUTE, False)


def test_the_test_is_taken_once_more_on_any_device_where_that_is_allowed(paper):
    seat = paper.seat
    void(paper)
    assert refusal(enter, seat) == R.TAKEN
    restore_attempt(Attempt.objects.get(), by=seat.sitting.made_by)
    void(Attempt.objects.get(), again=True)
    second = enter(seat, device=OTHER_PHONE, at=MONDAY + 2 * MINUTE)
    assert second.number == 2
    submit_attempt(second, {}, at=MONDAY + 3 * MINUTE)
    assert refusal(enter, seat, device=OTHER_PHONE, at=MONDAY + 3 * MINUTE) == R.TAKEN
    # The first one does not come back beside the second.
    assert refusal(restore_attempt, paper, by=seat.sitting.made_by) == R.MEANWHILE


def test_voiding_is_taken_back_and_then_completes_the_course():
    quiz = make_supervised_quiz()
    lesson = make_lesson(quiz.course).lesson
    paper = enter(make_open_sitting(quiz).seats.get())
    submit_attempt(paper, right_answers(paper), at=MONDAY)
    void(paper)
    type(lesson).objects.update(is_live=False)
    restore_attempt(Attempt.objects.get(), by=paper.seat.sitting.made_by, at=MONDAY)
    paper.enrolment.refresh_from_db()
    assert paper.enrolment.completed_at == MONDAY
    assert not VoidedAttempt.objects.exists()


def test_a_withdrawn_question_passes_no_voided_paper(paper):
    answers = right_answers(paper)
    answers[1] = ["b"]
    answers[2] = ["b"]
    submit_attempt(paper, answers, at=MONDAY)
    void(paper)
    for item in paper.items.filter(position__lte=2):
        withdraw_item_version(item.version, note="Wrong")
        remark_attempts(item.version)
    paper.refresh_from_db()
    assert paper.passed is False


def test_a_question_withdrawn_meanwhile_counts_for_nobody_once_it_is_taken_back(paper):
    submit_attempt(paper, right_answers(paper) | {1: ["b"], 2: ["b"]}, at=MONDAY)
    void(paper)
    for item in paper.items.filter(position__lte=2):
        withdraw_item_version(item.version, note="Wrong")
    later = timezone.now() + 2 * MINUTE
    remark_withdrawn(at=later)
    restore_attempt(paper, by=paper.seat.sitting.made_by)
    remark_withdrawn(at=later)
    paper.refresh_from_db()
    assert paper.passed


def test_nor_one_that_is_voided_while_papers_are_marked_again(paper, monkeypatch):
    submit_attempt(paper, right_answers(paper) | {1: ["b"], 2: ["b"]}, at=MONDAY)
    for item in paper.items.filter(position__lte=2):
        withdraw_item_version(item.version, note="Wrong")
    lock = marking.lock_enrolment
    monkeypatch.setattr(marking, "lock_enrolment", lambda pk: [void(paper), lock(pk)][1])
    remark_attempts(paper.items.first().version)
    paper.refresh_from_db()
    assert paper.passed is False


def test_after_the_room_is_closed_it_is_voided_without_another_try(sitting, paper):
    close_sitting(sitting, by=sitting.made_by, at=MONDAY + MINUTE)
    void(paper, again=True)
    seat = sitting.seats.get()
    assert seat.passages == 1


def test_a_reason_and_the_right_are_asked(paper):
    assert refusal(void, paper, reason="\u200b") == R.REASON
    assert refusal(void, paper, by=PersonFactory()) == R.NOT_YOURS
    assert not VoidedAttempt.objects.exists()
