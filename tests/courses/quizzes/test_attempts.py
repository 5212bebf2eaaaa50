"""Attempts: limits, time, saved answers, marking once."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Attempt, ItemVersion
from courses.quizzes.answers import AnsweredElsewhere, AnswerNotInAttempt
from courses.quizzes.attempts import (
    GRACE_PERIOD,
    AttemptClosed,
    EmptyQuiz,
    QuizNotInCourse,
    close_overdue_attempts,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.quizzes.opening import AttemptLimitReached
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_item,
    make_quiz,
    right_answers,
)

NOW = timezone.now()


@pytest.fixture
def course(db):
    return make_course()


@pytest.fixture
def enrolment(course):
    return make_enrolment(course)


def start(course, enrolment, **changes):
    return start_attempt(make_quiz(course, **changes), enrolment, language="my", at=NOW)


def test_right_answers_pass(course, enrolment):
    attempt = start(course, enrolment)
    marked = submit_attempt(attempt, right_answers(attempt))
    assert (marked.score, marked.passed) == (100, True)


def test_two_of_three_is_not_yet_seventy_percent(course, enrolment):
    attempt = start(course, enrolment)
    marked = submit_attempt(attempt, right_answers(attempt) | {1: ["b"]})
    assert (marked.score, marked.passed) == (66, False)
    assert [item.points for item in marked.items.all()] == [0, 1, 1]


@pytest.mark.parametrize(("pass_mark", "passed"), [(65, True), (66, True), (67, False)])
def test_a_score_that_is_exactly_the_pass_mark_passes(course, enrolment, pass_mark, passed):
    attempt = start(course, enrolment, pass_mark=pass_mark)
    marked = submit_attempt(attempt, right_answers(attempt) | {1: ["b"]})
    assert (marked.score, marked.passed) == (66, passed)


def test_no_answers_score_nothing(course, enrolment):
    assert submit_attempt(start(course, enrolment), {}).score == 0


def test_a_second_submission_changes_nothing(course, enrolment):
    attempt = start(course, enrolment)
    first = submit_attempt(attempt, right_answers(attempt))
    second = submit_attempt(attempt, right_answers(attempt, ("b",)))
    assert (second.score, second.submitted_at) == (first.score, first.submitted_at)
    assert all(item.answer == ["a"] for item in second.items.all())


def test_starting_again_opens_the_same_paper(course, enrolment):
    quiz = make_quiz(course)
    first = start_attempt(quiz, enrolment, language="my")
    assert start_attempt(quiz, enrolment, language="en") == first


def test_an_attempt_after_the_limit_is_refused(course, enrolment):
    quiz = make_quiz(course, attempt_limit=2)
    for _ in range(2):
        submit_attempt(start_attempt(quiz, enrolment, language="my"), {})
    with pytest.raises(AttemptLimitReached):
        start_attempt(quiz, enrolment, language="my")
    assert Attempt.objects.count() == 2


def test_a_quiz_without_questions_does_not_start(course, enrolment):
    with pytest.raises(EmptyQuiz):
        start(course, enrolment, items=0)
    assert not Attempt.objects.exists()


def test_a_quiz_of_another_course_does_not_start(enrolment):
    with pytest.raises(QuizNotInCourse):
        start(make_course(), enrolment)


@pytest.mark.parametrize("answers", [{9: ["a"]}, {1: ["z"]}, {1: ["a", "b"]}])
def test_answers_that_are_not_on_the_paper_are_refused_whole(course, enrolment, answers):
    attempt = start(course, enrolment)
    with pytest.raises(AnswerNotInAttempt):
        submit_attempt(attempt, {2: ["a"]} | answers)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert all(item.answer == [] for item in attempt.items.all())


def test_several_options_are_kept_where_several_may_be_right(course, enrolment):
    item = make_item(kind="multiple", answer_key=("a", "c"))
    attempt = start(course, enrolment, item_keys=[item.item.key])
    assert submit_attempt(attempt, {1: ["c", "a"]}).passed


def test_saved_answers_are_kept_until_changed(course, enrolment):
    attempt = start(course, enrolment)
    save_answers(attempt, {1: ["b"], 2: ["a"]})
    save_answers(attempt, {1: ["a"]})
    assert [item.answer for item in attempt.items.all()] == [["a"], ["a"], []]
    assert submit_attempt(attempt, {3: ["a"]}).score == 100


def test_after_the_time_only_saved_answers_count(course, enrolment):
    attempt = start(course, enrolment, time_limit=10)
    save_answers(attempt, {1: ["a"]}, at=NOW + dt.timedelta(minutes=9))
    late = NOW + dt.timedelta(minutes=10) + GRACE_PERIOD + dt.timedelta(seconds=1)
    with pytest.raises(AttemptClosed):
        save_answers(attempt, {2: ["a"]}, at=late)
    marked = submit_attempt(attempt, right_answers(attempt), at=late)
    assert (marked.score, marked.submitted_at) == (33, attempt.closes_at)


def test_a_paper_on_a_slow_line_is_read(course, enrolment):
    attempt = start(course, enrolment, time_limit=10)
    assert submit_attempt(
        attempt, right_answers(attempt), at=attempt.closes_at + GRACE_PERIOD
    ).passed


def test_a_paper_left_open_is_marked_when_its_time_is_over(course, enrolment):
    attempt = start(course, enrolment, time_limit=10)
    save_answers(attempt, right_answers(attempt), at=NOW)
    assert close_overdue_attempts(at=NOW) == 0
    assert close_overdue_attempts(at=NOW + dt.timedelta(hours=1)) == 1
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.submitted_at) == (True, attempt.closes_at)


def test_a_paper_that_cannot_be_marked_holds_up_none_behind_it(course, enrolment, caplog):
    broken = start(course, enrolment, time_limit=10)
    other = start(elsewhere := make_course(), make_enrolment(elsewhere), time_limit=10)
    save_answers(broken, right_answers(broken), at=NOW)
    ItemVersion.objects.filter(attempt_items__attempt=broken).update(answer_key=7)
    assert close_overdue_attempts(at=NOW + dt.timedelta(hours=1)) == 1
    other.refresh_from_db()
    assert other.submitted_at == other.closes_at
    assert f"courses.Attempt {broken.pk}; the others go on" in caplog.text


def test_nothing_is_saved_after_handing_in(course, enrolment):
    attempt = start(course, enrolment)
    submit_attempt(attempt, {})
    with pytest.raises(AttemptClosed):
        save_answers(attempt, {1: ["a"]})


def test_a_changed_question_does_not_change_a_started_paper(course, enrolment):
    attempt = start(course, enrolment)
    for item in attempt.quiz.items.all():
        make_item(key=item.key, answer_key=("b",))
    assert submit_attempt(attempt, right_answers(attempt)).passed


def test_what_the_sender_has_not_touched_undoes_nothing(course, enrolment):
    attempt = start(course, enrolment)
    save_answers(attempt, {1: ["b"]}, seen={1: []})
    save_answers(attempt, {1: [], 2: ["c"]}, seen={1: [], 2: []})
    assert [item.answer for item in attempt.items.all()] == [["b"], ["c"], []]


def test_the_same_choice_in_two_windows_is_no_conflict(course, enrolment):
    attempt = start(course, enrolment)
    for _window in range(2):
        save_answers(attempt, {1: ["b"]}, seen={1: []})
    assert attempt.items.get(position=1).answer == ["b"]


def test_two_windows_that_differ_overwrite_nothing_and_save_the_rest(course, enrolment):
    attempt = start(course, enrolment)
    save_answers(attempt, {1: ["b"]}, seen={1: []})
    with pytest.raises(AnsweredElsewhere) as refused:
        save_answers(attempt, {1: ["a"], 2: ["c"]}, seen={1: [], 2: []})
    assert refused.value.positions == [1]
    assert [item.answer for item in attempt.items.all()] == [["b"], ["c"], []]
    save_answers(attempt, {1: ["a"]}, seen={1: ["b"]})
    assert attempt.items.get(position=1).answer == ["a"]


def test_a_paper_that_differs_elsewhere_is_not_marked_before_it_was_seen(course, enrolment):
    attempt = start(course, enrolment)
    save_answers(attempt, {1: ["b"]}, seen={1: []})
    with pytest.raises(AnsweredElsewhere):
        submit_attempt(attempt, right_answers(attempt), seen={1: [], 2: [], 3: []})
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    marked = submit_attempt(attempt, right_answers(attempt), seen={1: ["b"]})
    assert marked.score == 100
