"""Completion: lessons read, quizzes passed, and the one completion of the course."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.catalogue import retire_row
from courses.models import Enrolment, LessonCompletion
from courses.progress.completion import (
    LessonNotInCourse,
    complete_finished_enrolments,
    complete_if_finished,
    complete_lesson,
    visit_lesson,
)
from courses.progress.enrolment import current_enrolment
from courses.progress.progress import get_progress
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.signals import course_completed
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
    right_answers,
    version_in,
)
from tests.people.factories import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    events = []

    def hear(enrolment, **_):
        events.append(enrolment.pk)

    course_completed.connect(hear)
    yield events
    course_completed.disconnect(hear)


def read_all(enrolment, language="my", **when):
    for step in get_progress(enrolment).steps:
        if step.kind == "lesson":
            complete_lesson(enrolment, version_in(step.row, language), **when)


def pass_quiz(quiz, enrolment, answer=("a",), wrong=0, **when):
    attempt = start_attempt(quiz, enrolment, language="my", **when)
    answers = right_answers(attempt, answer) | {n + 1: ["b"] for n in range(wrong)}
    return submit_attempt(attempt, answers, **when)


def quizzes(enrolment):
    return [step.row for step in get_progress(enrolment).steps if step.kind == "quiz"]


def test_the_language_of_each_lesson_is_on_one_record(course):
    enrolment = make_enrolment(course)
    lessons = [step.row for step in get_progress(enrolment).steps if step.kind == "lesson"]
    complete_lesson(enrolment, version_in(lessons[0], "my"))
    complete_lesson(enrolment, version_in(lessons[0], "en"))
    complete_lesson(enrolment, version_in(lessons[1], "en"))
    languages = LessonCompletion.objects.order_by("pk").values_list("version__language", flat=True)
    assert list(languages) == ["my", "en"]


def test_a_lesson_of_another_course_is_refused(course):
    with pytest.raises(LessonNotInCourse):
        complete_lesson(make_enrolment(course), make_lesson(make_course()))


def test_visiting_the_same_lesson_writes_place_and_opening_once(course, django_assert_num_queries):
    enrolment = make_enrolment(course)
    lesson = get_progress(enrolment).steps[0].row
    with django_assert_num_queries(2):
        visit_lesson(enrolment, lesson)
        visit_lesson(enrolment, lesson)


def test_completing_a_lesson_is_a_short_write(course, django_assert_max_num_queries):
    enrolment = make_enrolment(course)
    version = version_in(get_progress(enrolment).steps[0].row, "my")
    with django_assert_max_num_queries(7):
        complete_lesson(enrolment, version)


def test_the_last_thing_done_completes_once(course, heard, django_capture_on_commit_callbacks):
    enrolment = make_enrolment(course)
    with django_capture_on_commit_callbacks(execute=True):
        read_all(enrolment)
        assert not complete_if_finished(enrolment)
        first, final = quizzes(enrolment)
        pass_quiz(first, enrolment)
        pass_quiz(final, enrolment, wrong=1)
        assert not complete_if_finished(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.completed_at
    assert enrolment.score == 66
    assert heard == [enrolment.pk]
    assert current_enrolment(enrolment.person, course) == enrolment


def test_the_completion_freezes_the_posting_of_that_day(course):
    day = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)
    posting = PostingFactory(valid_to=dt.date(2025, 7, 1))
    PostingFactory(person=posting.person, valid_from=dt.date(2025, 7, 1), grade=9)
    enrolment = make_enrolment(course, person=posting.person, at=day)
    read_all(enrolment, at=day)
    for quiz in quizzes(enrolment):
        pass_quiz(quiz, enrolment, at=day)
    enrolment.refresh_from_db()
    assert (enrolment.agency, enrolment.grade) == (posting.agency, posting.grade)
    assert (enrolment.completed_at, enrolment.position) == (day, posting.position)


def test_without_a_final_test_the_score_is_the_mean_of_the_quizzes():
    course = make_course()
    enrolment = make_enrolment(course)
    made = [make_quiz(course, module=make_module(course), pass_mark=50) for _ in range(2)]
    pass_quiz(made[0], enrolment, wrong=1)
    pass_quiz(made[0], enrolment)
    pass_quiz(made[1], enrolment, wrong=1)
    enrolment.refresh_from_db()
    assert enrolment.score == (100 + 66) // 2


def test_a_course_without_quizzes_completes_without_a_score():
    version = make_lesson(make_course())
    done = complete_lesson(make_enrolment(version.lesson.module.course), version)
    done.refresh_from_db()
    assert (bool(done.completed_at), done.score) == (True, None)


def test_an_empty_course_is_never_complete():
    assert complete_if_finished(make_enrolment()) is False
    assert complete_finished_enrolments() == 0


def test_the_sweep_completes_what_a_retired_lesson_held_up(course, heard):
    enrolment = make_enrolment(course)
    read_all(enrolment)
    quiz, final = quizzes(enrolment)
    pass_quiz(quiz, enrolment)
    begun = start_attempt(final, enrolment, language="my")
    added = make_lesson(course, module=quiz.module, position=3).lesson
    submit_attempt(begun, right_answers(begun))
    assert complete_finished_enrolments() == 0
    retire_row(added)
    assert complete_finished_enrolments() == 1
    assert complete_finished_enrolments() == 0
    enrolment.refresh_from_db()
    assert enrolment.completed_at


def test_the_sweep_completes_a_course_of_lessons_only():
    course = make_course()
    enrolment = make_enrolment(course)
    version, added = make_lesson(course), make_lesson(course, position=2)
    complete_lesson(enrolment, version)
    assert complete_finished_enrolments() == 0
    retire_row(added.lesson)
    assert complete_finished_enrolments() == 1


def test_the_sweep_locks_nobody_who_has_something_left_to_do(course, django_assert_num_queries):
    read_all(make_enrolment(course))
    other = make_course()
    quiz = make_quiz(other, module=make_lesson(other).lesson.module)
    pass_quiz(quiz, make_enrolment(other))
    make_enrolment()  # of an empty course
    # The rules that somebody is held to, and all who are held to none.
    with django_assert_num_queries(2):
        assert complete_finished_enrolments() == 0


def test_a_withdrawn_enrolment_is_not_completed(course):
    enrolment = make_enrolment(course)
    Enrolment.objects.update(withdrawn_at=timezone.now())
    read_all(enrolment)
    for quiz in quizzes(enrolment):
        pass_quiz(quiz, enrolment)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None


def test_a_completion_keeps_whether_its_course_gave_a_certificate_then():
    course = make_course(gives_certificate=False)
    enrolment = make_enrolment(course)
    complete_lesson(enrolment, make_lesson(course))
    course.gives_certificate = True
    course.save()
    enrolment.refresh_from_db()
    assert enrolment.completed_at
    assert not enrolment.is_certified
