"""Sweeps of courses."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from courses import tasks
from courses.catalogue import retire_row
from courses.models import Assignment
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import start_attempt
from people.models import Message
from tests.courses.assignments.factories import (
    assign,
    in_days,
    make_agency_with_manager,
    make_official,
)
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


def test_assignments_are_applied_swept_and_told_by_the_worker(monkeypatch):
    agency, manager = make_agency_with_manager()
    made = assign(agency, manager, starts_on=in_days(1))
    Assignment.objects.filter(pk=made.pk).update(starts_on=in_days(0))
    tasks.apply_waiting()
    late = make_official(agency)
    tasks.apply_one_assignment(made.pk)
    later = make_official(agency)
    asked = []
    monkeypatch.setattr(tasks, "enqueue", lambda name, pk: asked.append((name, pk)))
    night, noon = (timezone.localtime().replace(hour=hour) for hour in (2, 12))
    monkeypatch.setattr(timezone, "now", lambda: night)
    tasks.sweep_assigned_people()
    assert asked == []
    monkeypatch.setattr(timezone, "now", lambda: noon)
    tasks.sweep_assigned_people()
    # A task each, so that a long one keeps none from its turn.
    assert asked == [(tasks.apply_one_assignment.name, made.pk)]
    tasks.apply_one_assignment(made.pk)
    assert {row.person for row in made.people.all()} == {manager, late, later}
    tasks.remind_of_assignments()
    assert Message.objects.filter(kind="courses/duties").count() == 3
