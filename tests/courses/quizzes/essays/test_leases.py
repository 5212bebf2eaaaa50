"""Two who open one essay do not both mark it, and neither loses what they wrote."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Essay, EssayMark
from courses.quizzes.essays.leases import (
    LEASE_TIME,
    EssayGone,
    EssayTaken,
    release_essay,
    save_draft,
    take_essay,
)
from courses.quizzes.essays.marks import give_marks
from tests.courses.quizzes.essays.factories import (
    BEST,
    HALF,
    hand_in,
    make_essay_quiz,
    make_trainer,
)
from tests.threads import at_once

NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_an_essay_is_lent_for_a_while_and_a_draft_outlives_it():
    quiz = make_essay_quiz()
    hand_in(quiz)
    essay, one, two = Essay.objects.get(), make_trainer(quiz), make_trainer(quiz)
    take_essay(essay, by=one, at=NOW)
    with pytest.raises(EssayTaken) as taken:
        take_essay(essay, by=two, at=NOW + LEASE_TIME / 2)
    assert taken.value.until == NOW + LEASE_TIME
    save_draft(essay, by=one, choices=HALF, comment="So so.", at=NOW + LEASE_TIME / 2)
    later = NOW + LEASE_TIME * 2
    take_essay(essay, by=two, at=later)
    with pytest.raises(EssayTaken):
        save_draft(essay, by=one, choices=BEST, comment="Better.", at=later)
    mine = EssayMark.objects.get(marker=one)
    assert (mine.choices, mine.comment) == (BEST, "Better.")
    release_essay(essay, by=two)
    give_marks(essay, by=one, choices=BEST, comment="Best.", at=timezone.now())
    with pytest.raises(EssayGone):
        give_marks(essay, by=two, choices=HALF, comment="Not so good.", at=timezone.now())
    lost = EssayMark.objects.get(marker=two)
    assert (lost.choices, lost.comment, lost.given_at) == (HALF, "Not so good.", None)


def test_of_two_who_mark_at_once_one_decides(committed_db):
    quiz = make_essay_quiz()
    attempt = hand_in(quiz)
    essay = Essay.objects.get()
    pairs = [(make_trainer(quiz), how) for how in (BEST, HALF)]
    acts = [lambda by=by, how=how: give_marks(essay, by=by, choices=how) for by, how in pairs]
    at_once(*acts, refusals=(EssayGone, EssayTaken))
    mark = EssayMark.objects.given().get()
    attempt.refresh_from_db()
    assert attempt.score == {"1.00": 100, "0.40": 70}[str(mark.share)]
