"""What two people agreed on becomes an attempt on paper, and goes while nothing rests on it."""

import pytest

from courses.items.withdrawal import withdraw_item_version
from courses.models import Attempt, Enrolment, ItemVersion, PaperSheet
from courses.papers import record_sheets, withdraw_record
from courses.papers.confirming import confirm_sheets
from courses.papers.recording import try_again
from courses.papers.refusals import PaperRefused
from courses.progress.enrolment import enrol_person, leave_course
from courses.quizzes import grant_attempt, start_attempt, submit_attempt
from people.models import Role
from tests.courses.factories import make_item, make_lesson, make_quiz
from tests.courses.paper_factories import (
    AFTER,
    confirm,
    enter,
    make_paper_test,
    make_test_session,
)
from tests.courses.session_factories import BEFORE, HOUR, MONDAY, make_runner

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_test_session()


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.fixture
def second(session):
    return make_runner(session.agency, Role.Kind.HR)


@pytest.fixture
def paper(session, trainer):
    return make_paper_test(session, trainer)


def agree(paper, trainer, second, answer=("a",), at=AFTER):
    """Enter the first sheet, confirm and mark it."""
    enter(paper, paper.sheets.all()[:1], trainer, answer=answer, at=at)
    confirm(paper, second, at=at)
    record_sheets(paper, at=at)
    return paper.sheets.first()


def refusal_of(act, *arguments, **named):
    with pytest.raises(PaperRefused) as refused:
        act(*arguments, **named)
    return refused.value.refusal


def test_a_confirmed_sheet_is_an_attempt_on_paper_and_completes_the_course(paper, trainer, second):
    sheet = agree(paper, trainer, second)
    attempt = sheet.attempt
    assert (attempt.taken, attempt.score, attempt.passed) == ("paper", 100, True)
    assert (attempt.started_at, attempt.submitted_at) == (MONDAY, MONDAY + HOUR)
    asked = attempt.items.values_list("version", "option_order")
    assert [[version, order] for version, order in asked] == sheet.drawn
    assert attempt.enrolment.person.messages.filter(kind="courses/paper_marked").exists()
    # The attempt is of the day of the test, the completion of the day it was confirmed.
    assert attempt.enrolment.completed_at == AFTER


def test_a_broken_sheet_holds_up_none_behind_it(paper, trainer, second, caplog):
    sheets = list(paper.sheets.order_by("pk")[:2])
    enter(paper, sheets, trainer, at=AFTER)
    confirm(paper, second, at=AFTER)
    sheets[0].entries.update(answers=[])
    assert record_sheets(at=AFTER) == 1
    states = [PaperSheet.objects.get(pk=sheet.pk).state for sheet in sheets]
    assert states == ["confirmed", "recorded"]
    assert f"failed at {sheets[0].pk}; the others go on" in caplog.text


def test_marked_again_nothing_is_doubled(paper, trainer, second):
    agree(paper, trainer, second)
    assert record_sheets(at=AFTER) == 0
    assert Attempt.objects.count() == 1


def test_a_failed_paper_is_kept_and_completes_nothing(paper, trainer, second):
    attempt = agree(paper, trainer, second, answer=["b"]).attempt
    assert (attempt.score, attempt.passed) == (0, False)
    assert attempt.enrolment.completed_at is None


def test_lessons_are_asked_for_on_paper_too(session, trainer, second):
    make_lesson(session.course)
    attempt = agree(make_paper_test(session, trainer), trainer, second).attempt
    assert attempt.passed
    assert attempt.enrolment.completed_at is None


def test_who_entered_confirms_nothing_nor_who_sees_another_entry(paper, trainer, second):
    sheet = paper.sheets.first()
    enter(paper, [sheet], trainer)
    assert confirm(paper, trainer).left_out[0][1] == "same"
    assert (
        confirm_sheets(paper, {sheet.pk: "old"}, by=second, at=AFTER).left_out[0][1] == "changed"
    )


def test_the_quiz_may_change_after_the_print(paper, trainer, second):
    key = ItemVersion.objects.get(pk=paper.sheets.first().drawn[0][0]).item.key
    make_item(key=key, answer_key=["b"])
    paper.quiz.pass_mark = 101 - 1
    paper.quiz.save()
    attempt = agree(paper, trainer, second).attempt
    assert (attempt.score, attempt.pass_mark) == (100, 70)


def test_a_question_withdrawn_meanwhile_counts_for_nobody(paper, trainer, second):
    version = ItemVersion.objects.get(pk=paper.sheets.first().drawn[0][0])
    withdraw_item_version(version, note="Two are right", at=MONDAY)
    attempt = agree(paper, trainer, second).attempt
    assert attempt.score == 100
    assert attempt.items.filter(points=None).count() == 1


def test_points_of_a_test_marked_elsewhere_are_a_score(session, trainer, second):
    paper = make_paper_test(session, trainer, quiz=make_quiz(session.course), most_points=20)
    enter(paper, paper.sheets.all()[:1], trainer, text="14")
    confirm(paper, second)
    record_sheets(paper, at=AFTER)
    attempt = paper.sheets.first().attempt
    assert (attempt.score, attempt.passed, attempt.items.count()) == (70, True, 0)


def test_the_limit_of_attempts_holds_and_a_grant_opens_it(session, trainer, second):
    quiz = make_quiz(session.course, attempt_limit=1)
    paper = make_paper_test(session, trainer, quiz=quiz)
    enrolment = Enrolment.objects.get(person=paper.sheets.first().seat.person)
    attempt = start_attempt(quiz, enrolment, language="my")
    submit_attempt(attempt, {})
    sheet = agree(paper, trainer, second)
    assert (sheet.state, sheet.refusal) == ("confirmed", "limit")
    grant_attempt(quiz, enrolment, reason="Ill", by=trainer)
    try_again(sheet, by=trainer)
    assert record_sheets(paper, at=AFTER) == 1
    assert paper.sheets.first().attempt.number == 2


def test_a_test_from_before_a_renewal_began_passes_no_renewal(session, paper, trainer, second):
    first = Enrolment.objects.get(person=paper.sheets.first().seat.person)
    Enrolment.objects.filter(pk=first.pk).update(completed_at=BEFORE, ends_on=MONDAY.date())
    renewal = enrol_person(first.person, session.course, language="my", at=MONDAY + HOUR * 30)
    sheet = agree(paper, trainer, second, at=MONDAY + HOUR * 40)
    assert sheet.attempt.enrolment == first
    renewal.refresh_from_db()
    assert (renewal.occasion, renewal.completed_at) == (2, None)


def test_who_left_the_course_is_told(paper, trainer, second):
    leave_course(Enrolment.objects.get(person=paper.sheets.first().seat.person))
    assert agree(paper, trainer, second).refusal == "not_enrolled"


def test_a_row_is_taken_back_with_a_reason_and_entered_anew(paper, trainer, second):
    sheet = agree(paper, trainer, second, answer=["b"])
    assert refusal_of(withdraw_record, sheet, by=trainer, reason="") == "reason"
    sheet = withdraw_record(sheet, by=trainer, reason="Read from the wrong sheet")
    assert (sheet.state, sheet.attempt, sheet.entries.count()) == ("ready", None, 0)
    assert not Attempt.objects.exists()
    assert sheet.seat.person.messages.filter(kind="courses/paper_taken_back").exists()
    assert agree(paper, trainer, second).attempt.number == 1


def test_a_completed_course_keeps_its_attempt(paper, trainer, second):
    sheet = agree(paper, trainer, second)
    assert refusal_of(withdraw_record, sheet, by=trainer, reason="Wrong") == "completed"
    assert PaperSheet.objects.get(pk=sheet.pk).state == "recorded"


def test_a_later_attempt_rests_on_it(paper, trainer, second):
    sheet = agree(paper, trainer, second, answer=["b"])
    start_attempt(paper.quiz, sheet.attempt.enrolment, language="my")
    assert refusal_of(withdraw_record, sheet, by=trainer, reason="Wrong") == "later"
