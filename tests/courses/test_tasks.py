"""Sweeps of courses."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from courses import tasks
from courses.catalogue import retire_row
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import start_attempt
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz

pytestmark = pytest.mark.django_db


def test_an_overdue_attempt_is_closed_whatever_apps_are_above():
    enrolment = make_enrolment(make_course())
    quiz = make_quiz(enrolment.course, time_limit=10)
    begun = timezone.now() - dt.timedelta(hours=1)
    attempt = start_attempt(quiz, enrolment, language="my", at=begun)
    tasks.close_overdue()
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.submitted_at) == (False, attempt.closes_at)


def test_an_enrolment_with_nothing_left_to_do_is_completed():
    enrolment = make_enrolment(make_course())
    read, left = make_lesson(enrolment.course), make_lesson(enrolment.course)
    complete_lesson(enrolment, read)
    retire_row(left.lesson)
    tasks.complete_finished()
    enrolment.refresh_from_db()
    assert enrolment.completed_at


def test_the_schedule_runs_both_sweeps():
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled >= {"courses.tasks.close_overdue", "courses.tasks.complete_finished"}
    assert apps.get_containing_app_config("courses.tasks").label == "courses"
