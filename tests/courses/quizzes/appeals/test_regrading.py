"""A wrong key is put right by two people: papers gain by it, and nobody loses."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from courses.catalogue.items import publish_item
from courses.items.corrections import (
    KeyDecided,
    KeyNotOfVersion,
    KeyUnchanged,
    KeyWaits,
    approve_key,
    ask_key,
    decline_key,
)
from courses.items.withdrawal import withdraw_item_version
from courses.models import KeyCorrection, QuestionReport, Remark
from courses.quizzes.appeals.answering import decline_report
from courses.quizzes.appeals.regrading import (
    forecast_regrade,
    regrade_attempts,
    regrade_waiting,
)
from courses.quizzes.appeals.remarking import remark_attempts
from courses.quizzes.appeals.reports import NothingToReport, report_question
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.presentation import present_graded_questions
from people.models import Message, Role
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers
from tests.courses.items.kinds.questions import QUESTIONS
from tests.people.factories import PersonFactory, RoleFactory


@pytest.fixture
def quiz(db):
    """Two questions, of which both are needed; the right answer of each is said to be a."""
    return make_quiz(make_course(), items=2, pass_mark=100)


@pytest.fixture
def version(quiz):
    return quiz.items.order_by("pk").first().versions.get()


def teacher(quiz):
    role = RoleFactory(kind=Role.Kind.TRAINER, agency=quiz.course.agency)
    return role.person


def take(quiz, version, answer, *, person=None):
    """Hand in a paper: the answer to the version, and the other question right."""
    attempt = start_attempt(quiz, make_enrolment(quiz.course, person=person), language="my")
    place = attempt.items.get(version=version).position
    return submit_attempt(attempt, right_answers(attempt) | {place: [answer]})


def correct(quiz, version, key="b"):
    """Ask for the key, approve it and mark the papers."""
    correction = ask_key(version, [key], reason="The law says so.", by=teacher(quiz))
    approve_key(correction, by=teacher(quiz))
    regrade_attempts(correction)
    return correction


def result(attempt):
    attempt.refresh_from_db()
    return attempt.score, attempt.passed


def test_papers_rise_by_the_key_and_none_falls(quiz, version):
    by_key, by_law = take(quiz, version, "a"), take(quiz, version, "b")
    told = forecast_regrade(version, ["b"], by=[])
    assert (told.asked, told.risen, told.lower, told.passed, told.failing) == (2, 1, 1, 1, 1)
    assert told.enrolments == {by_key.enrolment_id}
    correct(quiz, version)
    assert result(by_key) == (100, True)
    assert result(by_law) == (100, True)
    by_law.enrolment.refresh_from_db()
    assert by_law.enrolment.completed_at
    [message] = Message.objects.filter(kind="courses/passed_by_key")
    assert message.person == by_law.enrolment.person
    rows = Remark.objects.values_list("attempt", "score_before", "passed_before")
    assert set(rows) == {(by_key.pk, 100, True), (by_law.pk, 50, False)}


def test_a_second_correction_undoes_it_for_papers_to_come(quiz, version):
    attempt = take(quiz, version, "b")
    correct(quiz, version)
    correct(quiz, version, "a")
    assert result(attempt) == (100, True)
    assert result(take(quiz, version, "a")) == (100, True)
    assert result(take(quiz, version, "b")) == (50, False)
    version.refresh_from_db()
    assert version.answer_key == ["a"]


def test_the_result_shows_the_key_in_force(quiz, version):
    attempt = take(quiz, version, "a")
    correct(quiz, version)
    place = attempt.items.get(version=version).position
    shown = present_graded_questions(attempt, language="my")[place - 1]
    assert [one.id for one in shown.options if one.is_right] == ["b"]
    assert (shown.is_right, shown.is_corrected) == (False, True)


def test_nobody_marks_their_own_paper(quiz, version):
    trainer = teacher(quiz)
    own = take(quiz, version, "b", person=trainer)
    correction = ask_key(version, ["b"], reason="It is.", by=trainer)
    with pytest.raises(PermissionDenied):
        approve_key(correction, by=trainer)
    with pytest.raises(PermissionDenied):
        approve_key(correction, by=PersonFactory())
    approve_key(correction, by=teacher(quiz))
    with pytest.raises(KeyDecided):
        decline_key(correction, by=teacher(quiz), answer="No.")
    regrade_attempts(correction)
    assert result(own) == (50, False)


def test_what_does_not_fit_or_waits_already_is_refused(quiz, version):
    trainer = teacher(quiz)
    for key in ([], ["z"], ["a", "b"]):
        with pytest.raises(KeyNotOfVersion):
            ask_key(version, key, reason="Why.", by=trainer)
    with pytest.raises(KeyUnchanged):
        ask_key(version, ["a"], reason="Why.", by=trainer)
    waiting = ask_key(version, ["b"], reason="Why.", by=trainer)
    with pytest.raises(KeyWaits):
        ask_key(version, ["c"], reason="Why.", by=trainer)
    withdraw_item_version(version, note="Two are right.")
    with pytest.raises(KeyWaits):
        approve_key(waiting, by=teacher(quiz))


TYPED = {
    "short_text": (
        {"accepted": ["ကွန်ရက်"]},
        {"accepted": ["ကွန်ရက်", "network"]},
        [" NET work ", "text:ကွန် ရက်"],
        "text:lattice",
    ),
    "numeric": (
        {"value": "12.5", "tolerance": "0", "units": {"km": "1", "m": "0.01"}},
        {"value": "၁၂.၅", "tolerance": "0.10", "units": {"km": "1", "m": "0.001"}},
        ["၁၂.၆", "unit:km"],
        "value:12500",
    ),
    "cloze": (
        {"gaps": {"g1": ["key"], "g2": ["g2-a"]}},
        {"gaps": {"g1": ["key", "သော့"], "g2": ["g2-a", "g2-b"]}},
        ["သော့ ", "g2:g2-b"],
        "g1:door",
    ),
}


@pytest.mark.parametrize("kind", sorted(TYPED))
def test_what_is_typed_is_right_by_a_wider_key_in_either_script(kind, db):
    key, wider, _right, _wrong = TYPED[kind]
    words = {"stem": "<p>?</p>", "options": {}, **QUESTIONS[kind][0]}
    version = publish_item(key=uuid4(), kind=kind, content={"my": words}, answer_key=key)
    quiz = make_quiz(make_course(), item_keys=[version.item.key], pass_mark=100)
    first = {"short_text": "text", "numeric": "value", "cloze": "g1"}[kind]
    typed, second = TYPED[kind][2]
    right = [f"{first}:{typed}", *([second] if kind != "short_text" else [])]

    def hand_in(answer):
        attempt = start_attempt(quiz, make_enrolment(quiz.course), language="my")
        return submit_attempt(attempt, {1: answer})

    papers = [hand_in(right), hand_in([TYPED[kind][3]])]
    assert [one.score for one in papers] == [0, 0]
    trainer = teacher(quiz)
    with pytest.raises(KeyUnchanged):
        ask_key(version, key, reason="Why.", by=trainer)
    bad = [None, [], {}, {"accepted": []}, {"accepted": ["x" * 201]}, {"gaps": {"g1": ["x"]}}]
    bad += [{**wider, "value": "1e9"}, {**wider, "units": {"mile": "1"}}]
    for one in bad if kind == "numeric" else bad[:6]:
        with pytest.raises(KeyNotOfVersion):
            ask_key(version, one, reason="Why.", by=trainer)
    assert forecast_regrade(version, wider, by=[]).risen == 1
    approve_key(ask_key(version, wider, reason="Why.", by=trainer), by=teacher(quiz))
    assert regrade_waiting() == 1
    assert [result(one) for one in papers] == [(100, True), (0, False)]
    assert hand_in(right).score == 100


def test_the_sweep_finds_what_a_lost_message_left_and_ends(quiz, version):
    attempt = take(quiz, version, "b")
    correction = ask_key(version, ["b"], reason="Why.", by=teacher(quiz))
    approve_key(correction, by=teacher(quiz))
    assert (regrade_waiting(), regrade_waiting()) == (1, 0)
    assert result(attempt) == (100, True)
    assert KeyCorrection.objects.filter(regraded_at=None).exists()
    regrade_waiting(at=timezone.now() + dt.timedelta(minutes=2))
    assert not KeyCorrection.objects.filter(regraded_at=None).exists()


def test_a_report_is_made_once_and_answered_by_what_is_done(quiz, version):
    trainer, attempt = teacher(quiz), take(quiz, version, "b")
    place = attempt.items.get(version=version).position
    report = report_question(attempt, place, words="The law says b.")
    with pytest.raises(NothingToReport):
        report_question(attempt, place, words="Once more.")
    assert Message.objects.get(kind="courses/question_reported").person == trainer
    assert QuestionReport.objects.visible_to(trainer).get() == report
    assert not QuestionReport.objects.visible_to(attempt.enrolment.person).exists()
    correct(quiz, version)
    report.refresh_from_db()
    assert report.state == QuestionReport.State.RIGHT
    other = report_question(attempt, 3 - place, words="This too.")
    decline_report(other, by=trainer, answer="Read article 4.")
    kinds = Message.objects.filter(person=attempt.enrolment.person).values_list("kind", flat=True)
    assert set(kinds) >= {"courses/report_right", "courses/report_declined"}


def test_a_quiz_that_keeps_its_answers_takes_no_report(quiz, version):
    attempt = take(quiz, version, "b")
    type(quiz).objects.update(answers_shown="never")
    attempt.quiz.refresh_from_db()
    with pytest.raises(NothingToReport):
        report_question(attempt, 1, words="Wrong.")


def test_a_withdrawal_after_a_correction_is_marked_too(quiz, version):
    attempt = take(quiz, version, "c")
    correct(quiz, version)
    withdraw_item_version(version, note="Both are right.")
    remark_attempts(version)
    assert result(attempt) == (100, True)
