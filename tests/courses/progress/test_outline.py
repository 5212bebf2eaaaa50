"""The outline lists the steps of a course in order, and what of it is done."""

import pytest
from django.utils.translation import override

from courses.catalogue import retire_row
from courses.models import Quiz
from courses.progress.completion import complete_lesson
from courses.progress.outline import build_steps, load_completed_steps, load_outlines
from courses.progress.progress import get_progress
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.factories import make_enrolment, make_lesson, right_answers, version_in

pytestmark = pytest.mark.django_db


def test_what_is_retired_is_no_step(course):
    lesson, _other, quiz, *_rest = load_outlines([course.pk])[course.pk]
    retire_row(lesson)
    retire_row(quiz)
    rows = load_outlines([course.pk])[course.pk]
    assert (len(rows), {lesson, quiz} & set(rows)) == (3, set())
    assert load_outlines([]) == {}


def test_a_lesson_read_and_a_quiz_passed_are_done(course):
    enrolment = make_enrolment(course)
    rows = load_outlines([course.pk])[course.pk]
    complete_lesson(enrolment, version_in(rows[1], "my"))
    quiz = next(row for row in rows if isinstance(row, Quiz))
    for answers, passed in (({}, False), (None, True)):
        attempt = start_attempt(quiz, enrolment, language="my")
        submit_attempt(attempt, right_answers(attempt) if answers is None else answers)
        done = load_completed_steps([enrolment])[enrolment.pk]
        assert [step.done for step in build_steps(rows, done)] == [
            False,
            True,
            passed,
            False,
            False,
        ]


def test_a_lesson_and_a_quiz_of_one_number_are_not_taken_for_each_other(course):
    row = make_lesson(course).lesson
    assert [step.done for step in build_steps([row], {("quiz", row.pk)})] == [False]


def test_a_step_leads_to_its_page(course):
    lesson, *_rest, final = build_steps(load_outlines([course.pk])[course.pk])
    with override("en"):
        assert lesson.url == f"/en/courses/{course.slug}/module-1/lesson-1/"
        assert str(final.row.key) in final.url
    assert (lesson.minutes, final.minutes, final.module) == (5, 0, None)


def test_steps_come_in_the_order_of_the_course(course):
    steps = get_progress(make_enrolment(course)).steps
    assert [(s.kind, s.module and s.module.position) for s in steps] == [
        ("lesson", 1),
        ("lesson", 1),
        ("quiz", 1),
        ("lesson", 2),
        ("quiz", None),
    ]
