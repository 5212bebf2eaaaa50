"""Whoever listens hears of a completed course once, and only when it is on record."""

import pytest
from django.db import transaction

from courses.progress.completion import complete_if_finished, complete_lesson
from courses.signals import course_completed
from tests.courses.factories import make_course, make_enrolment, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    enrolments = []

    def hear(enrolment, **_):
        enrolments.append(enrolment)

    course_completed.connect(hear)
    yield enrolments
    course_completed.disconnect(hear)


@pytest.fixture
def last_step():
    course = make_course()
    version = make_lesson(course)
    return make_enrolment(course), version


def test_it_is_sent_after_the_commit_and_once(
    heard, last_step, django_capture_on_commit_callbacks
):
    enrolment, version = last_step
    with django_capture_on_commit_callbacks(execute=True):
        complete_lesson(enrolment, version)
        assert heard == []
    assert heard == [enrolment]
    with django_capture_on_commit_callbacks(execute=True):
        complete_if_finished(enrolment)
    assert heard == [enrolment]


def test_it_is_not_sent_for_what_is_taken_back(
    heard, last_step, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        complete_lesson(*last_step)
        transaction.set_rollback(True)
    assert heard == []
