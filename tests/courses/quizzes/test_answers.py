"""Of two windows each writes what was changed in it, whatever the order in which they send."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import AttemptItem
from courses.quizzes.answers import AnswerNotInAttempt, write_answers
from courses.quizzes.attempts import start_attempt
from tests.courses.factories import make_course, make_enrolment, make_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NOW = timezone.now()
LATER = NOW + dt.timedelta(minutes=1)
NOTHING = {1: [], 2: []}


@pytest.fixture
def items():
    course = make_course()
    attempt = start_attempt(make_quiz(course), make_enrolment(course), language="my", at=NOW)
    return list(attempt.items.select_related("version").order_by("position"))


def stored(items):
    rows = AttemptItem.objects.filter(pk__in=[item.pk for item in items])
    return dict(rows.order_by("position").values_list("position", "answer"))


def test_a_window_changes_only_what_was_changed_in_it(items):
    write_answers(items, {1: ["a"], 2: []}, seen=NOTHING, at=NOW)
    assert write_answers(items, {1: [], 2: ["b"]}, seen=NOTHING, at=LATER) == []
    assert (stored(items)[1], stored(items)[2]) == (["a"], ["b"])
    assert (items[0].answered_at, items[1].answered_at) == (NOW, LATER)


def test_one_question_changed_in_both_keeps_the_first_and_is_told(items):
    write_answers(items, {1: ["a"]}, seen=NOTHING, at=NOW)
    assert write_answers(items, {1: ["b"], 2: ["a"]}, seen=NOTHING, at=LATER) == [1]
    assert (stored(items)[1], stored(items)[2]) == (["a"], ["a"])


def test_the_same_change_in_both_is_no_conflict(items):
    write_answers(items, {1: ["a"]}, seen=NOTHING, at=NOW)
    assert write_answers(items, {1: ["a"]}, seen=NOTHING, at=LATER) == []
    assert items[0].answered_at == NOW


def test_an_answer_is_taken_back(items):
    write_answers(items, {1: ["a"]}, seen=NOTHING, at=NOW)
    write_answers(items, {1: []}, seen={1: ["a"]}, at=LATER)
    assert stored(items)[1] == []


@pytest.mark.parametrize(
    "forged",
    [{99: ["a"]}, {2: ["no option"]}, {2: ["a", "b"]}],
    ids=["place", "option", "two of one"],
)
def test_a_forged_answer_saves_none_of_the_others(items, forged):
    before = stored(items)
    with pytest.raises(AnswerNotInAttempt):
        write_answers(items, {1: ["a"], **forged}, seen={}, at=NOW)
    assert stored(items) == before
