"""One rule for withdrawn questions and corrected keys, in whatever order they come."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from courses.items.corrections import KeyUnchanged, KeyWaits, approve_key, ask_key
from courses.items.withdrawal import withdraw_item_version
from courses.models import Attempt, KeyCorrection, Remark
from courses.quizzes.appeals.regrading import regrade_waiting
from courses.quizzes.appeals.remarking import remark_withdrawn
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Message, Role
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers
from tests.people.factories import RoleFactory

ACTS = st.sampled_from(["hand in a", "hand in b", "key a", "key b", "withdraw", "mark"])


class _Undo(Exception):
    """Ends an example: the next one begins with the same rows."""


@pytest.fixture
def quiz(db):
    return make_quiz(make_course(), items=2, pass_mark=100)


@pytest.fixture
def trainers(quiz):
    facts = {"kind": Role.Kind.TRAINER, "agency": quiz.course.agency}
    return [RoleFactory(**facts).person for _second in range(2)]


def act(name, quiz, version, trainers):
    """Do what is done in life; return the paper, if one is handed in."""
    word, _space, letter = name.rpartition(" ")
    if word == "hand in":
        attempt = start_attempt(quiz, make_enrolment(quiz.course), language="my")
        place = {one.version_id: one.position for one in attempt.items.all()}.get(version.pk)
        answers = right_answers(attempt) | ({place: [letter]} if place else {})
        return submit_attempt(attempt, answers)
    if word == "key":
        try:
            asked = ask_key(version, [letter], reason="So says the law.", by=trainers[0])
            approve_key(asked, by=trainers[1])
        except (KeyUnchanged, KeyWaits):
            pass
    elif letter == "withdraw":
        withdraw_item_version(version, note="Both are right.")
    else:
        regrade_waiting()
        remark_withdrawn()
    return None


@pytest.mark.any_database
@given(st.lists(ACTS, max_size=7))
@example(["hand in b", "key b", "withdraw", "mark", "hand in a"])
@example(["hand in b", "key b", "key a", "mark", "key b"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nobody_loses_and_what_stands_now_is_what_counts(quiz, trainers, acts):
    version = quiz.items.order_by("pk").first().versions.get()
    later = timezone.now() + dt.timedelta(minutes=2)
    best: dict[int, tuple[int, bool]] = {}

    def look():
        for attempt in Attempt.objects.all():
            before = best.get(attempt.pk, (0, False))
            assert (attempt.score, attempt.passed) >= before
            best[attempt.pk] = (attempt.score, attempt.passed)

    try:
        with transaction.atomic():
            key, is_withdrawn = "a", False
            for name in acts:
                act(name, quiz, version, trainers)
                version.refresh_from_db()
                key = name[-1] if name.startswith("key") and not is_withdrawn else key
                is_withdrawn = version.withdrawn_at is not None
                look()
            act("mark", quiz, version, trainers)
            look()
            for attempt in Attempt.objects.all():
                item = attempt.items.filter(version=version).first()
                given_right = item is None or is_withdrawn or item.answer == [key]
                assert attempt.score == 100 or not given_right
            # A second turn finds nothing to do, and ends the work.
            told = Message.objects.count(), Remark.objects.count()
            for _again in range(2):
                assert not regrade_waiting(at=later)
                assert not remark_withdrawn(at=later)
            assert told == (Message.objects.count(), Remark.objects.count())
            assert not KeyCorrection.objects.approved().filter(regraded_at=None).exists()
            assert not KeyCorrection.objects.waiting().exists() or not is_withdrawn
            assert (version.remarked_at is None) or is_withdrawn
            raise _Undo
    except _Undo:
        pass


def test_a_withdrawal_takes_back_a_key_that_waits(quiz, trainers):
    version = quiz.items.order_by("pk").first().versions.get()
    waiting = ask_key(version, ["b"], reason="So says the law.", by=trainers[0])
    withdraw_item_version(version, note="Both are right.")
    waiting.refresh_from_db()
    assert (waiting.answer_state, waiting.answer) == ("withdrawn", "Both are right.")
