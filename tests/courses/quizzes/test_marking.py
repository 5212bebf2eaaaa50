"""A question with a wrong key is withdrawn: it counts for nobody, and nobody loses by it."""

import datetime as dt

import pytest
from django.utils import timezone

from courses import tasks
from courses.items.withdrawal import withdraw_item_version
from courses.models import Remark
from courses.quizzes.appeals.remarking import remark_attempts, remark_withdrawn
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import AttemptLimitReached
from courses.quizzes.standing import get_standing
from people.models import Message
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers

pytestmark = pytest.mark.any_database


@pytest.fixture
def quiz(db):
    """Five questions, one attempt."""
    return make_quiz(make_course(), items=5, attempt_limit=1)


def start(quiz, enrolment=None, seed=7):
    return start_attempt(quiz, enrolment or make_enrolment(quiz.course), language="my", seed=seed)


def answer(attempt, *, wrong=()):
    """Hand in the paper, right but for the positions named."""
    return submit_attempt(attempt, right_answers(attempt) | {place: ["b"] for place in wrong})


def version_at(attempt, place):
    return attempt.items.get(position=place).version


def withdraw(attempt, *places):
    versions = [version_at(attempt, place) for place in places]
    for version in versions:
        withdraw_item_version(version, note="The key is wrong.")
    for version in versions:
        remark_attempts(version)
    attempt.refresh_from_db()
    return attempt


def test_an_open_paper_is_marked_without_it(quiz):
    attempt = start(quiz)
    withdraw(attempt, 1, 2, 3)
    marked = answer(attempt, wrong=(1, 2, 3))
    assert (marked.score, marked.passed) == (100, True)
    points = [item.points for item in marked.items.all()]
    assert points == [None, None, None, 1, 1]


def test_a_closed_paper_that_failed_by_it_passes_and_completes_the_course(quiz):
    attempt = answer(start(quiz), wrong=(1, 2))
    assert not attempt.passed
    withdraw(attempt, 1, 2)
    assert (attempt.score, attempt.passed) == (100, True)
    attempt.enrolment.refresh_from_db()
    assert attempt.enrolment.completed_at
    [message] = Message.objects.all()
    assert (message.person, message.kind) == (
        attempt.enrolment.person,
        "courses/passed_after_all",
    )
    assert message.facts["titles"] == quiz.full_titles


def test_a_pass_and_its_score_are_not_taken_away(quiz):
    attempt = answer(start(quiz), wrong=(4,))
    assert (attempt.score, attempt.passed) == (80, True)
    withdraw(attempt, 1, 2)
    assert (attempt.score, attempt.passed) == (80, True)
    assert not Message.objects.exists()
    withdraw(attempt, 4)
    assert attempt.score == 100


def test_who_fails_without_it_too_has_the_attempt_back_and_is_told_once(quiz):
    attempt = answer(start(quiz), wrong=(1, 2, 3, 4))
    with pytest.raises(AttemptLimitReached):
        start(quiz, attempt.enrolment)
    withdraw(attempt, 1, 2)
    assert (attempt.score, attempt.passed) == (33, False)
    assert start(quiz, attempt.enrolment).number == 2
    [message] = Message.objects.all()
    assert message.kind == "courses/attempt_given_back"


def test_an_attempt_is_given_back_at_once_and_no_other(quiz):
    failed, other = answer(start(quiz), wrong=(1, 2)), start(quiz)
    answer(other, wrong=(3, 4))
    asked_by_both = version_at(failed, 1)
    quiz.quiz_items.filter(item=version_at(failed, 1).item).delete()
    later = make_enrolment(quiz.course)
    unconcerned = answer(start(quiz, later), wrong=(1, 2))
    withdraw_item_version(asked_by_both, note="Wrong.")
    used = [get_standing(quiz, one.enrolment).used for one in (failed, other, unconcerned)]
    assert used == [0, 0, 1]


def test_a_paper_of_nothing_but_withdrawn_questions_passes_nobody(quiz):
    attempt = answer(start(quiz), wrong=(1,))
    failed = answer(start(quiz), wrong=(1, 2, 3))
    withdraw(failed, 1, 2, 3, 4, 5)
    attempt.refresh_from_db()
    assert (failed.passed, attempt.passed) == (False, True)


def test_who_has_passed_since_is_not_told(quiz):
    quiz.attempt_limit = None
    quiz.save()
    failed = answer(start(quiz), wrong=(1, 2))
    answer(start(quiz, failed.enrolment))
    withdraw(failed, 1)
    assert not Message.objects.exists()


def test_each_paper_is_marked_again_once_with_what_it_was_before(quiz):
    attempt = answer(start(quiz), wrong=(1, 2))
    version = version_at(attempt, 1)
    withdraw_item_version(version, note="Wrong.")
    assert [remark_attempts(version), remark_attempts(version)] == [1, 0]
    remark = Remark.objects.get()
    assert (remark.attempt, remark.score_before, remark.passed_before) == (attempt, 60, False)


def test_the_sweep_ends_once_papers_of_that_moment_are_handed_in(quiz):
    attempt = answer(start(quiz), wrong=(1, 2))
    version = version_at(attempt, 1)
    assert remark_withdrawn() == 0
    withdraw_item_version(version, note="Wrong.")
    assert [remark_withdrawn(), remark_withdrawn()] == [1, 0]
    version.refresh_from_db()
    assert version.remarked_at is None
    later = timezone.now() + dt.timedelta(minutes=5)
    assert remark_withdrawn(at=later) == 0
    version.refresh_from_db()
    assert version.remarked_at == later


def test_the_tasks_mark_papers_again(quiz):
    attempt = answer(start(quiz), wrong=(1, 2))
    versions = [version_at(attempt, place) for place in (1, 2)]
    for version in versions:
        withdraw_item_version(version, note="Wrong.")
    tasks.remark(versions[0].pk)
    tasks.remark_waiting()
    assert Remark.objects.count() == 2
