"""What waits leaves the queue when its paper opens again or its writer is erased."""

import datetime as dt

import pytest

from courses.models import Essay, EssayMark
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.essays.correcting import correct_mark
from courses.quizzes.essays.handing_in import forget_essays
from courses.quizzes.essays.leases import take_essay
from courses.quizzes.lengthening import reopen_paper
from tests.courses.factories import make_enrolment
from tests.courses.quizzes.essays.factories import (
    GOOD,
    HALF,
    answer_paper,
    hand_in,
    make_essay_quiz,
    make_trainer,
    mark_paper,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


def test_a_paper_that_opens_again_waits_no_more_unless_somebody_marks_it():
    quiz = make_essay_quiz(time_limit=10)
    attempt = start_attempt(quiz, make_enrolment(quiz.course), language="en", at=NOW)
    for is_taken in (False, True):
        attempt.refresh_from_db()
        attempt = submit_attempt(attempt, answer_paper(attempt), at=attempt.closes_at)
        if is_taken:
            take_essay(Essay.objects.get(), by=make_trainer(quiz))
        assert reopen_paper(attempt, 5, at=NOW) is not is_taken
        assert Essay.objects.exists() is is_taken


def test_who_is_erased_leaves_no_words_and_nothing_to_mark():
    quiz = make_essay_quiz()
    waiting = hand_in(quiz)
    person = waiting.enrolment.person
    marked = hand_in(make_essay_quiz(), person=person)
    trainer = make_trainer(marked.quiz)
    mark_paper(marked, HALF, by=trainer, comment="Too short.")
    essay = Essay.objects.get(attempt_item__attempt=marked)
    correct_mark(essay, by=trainer, choices=GOOD, reason="You were right.", comment="Sorry.")
    forget_essays(person)
    assert Essay.objects.get() == essay
    words = EssayMark.objects.order_by("pk").values_list("comment", "reason")
    assert list(words) == [("", ""), ("", "–")]
