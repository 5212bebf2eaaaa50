"""When lessons are opened and done is kept, and who was faster than one can read is marked."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import LessonCompletion, LessonOpening
from courses.progress.completion import complete_lesson, visit_lesson
from courses.progress.reading_time import least_seconds, measure_haste
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_module

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def versions():
    """Three lessons of ten minutes: the least time is two minutes each."""
    course = make_course()
    module = make_module(course)
    return [make_lesson(course, module=module, position=n, minutes=10) for n in (1, 2, 3)]


@pytest.fixture
def enrolment(versions):
    return make_enrolment(versions[0].lesson.module.course, at=NOW)


def after(**time):
    return NOW + dt.timedelta(**time)


def test_a_completion_keeps_when_the_lesson_was_first_opened_and_its_least_time(
    versions, enrolment
):
    first, second, _third = versions
    visit_lesson(enrolment, first.lesson, at=after(minutes=1))
    visit_lesson(enrolment, second.lesson, at=after(minutes=2))
    visit_lesson(enrolment, first.lesson, at=after(minutes=3))
    complete_lesson(enrolment, first, at=after(minutes=9))
    done = LessonCompletion.objects.get()
    assert (done.opened_at, done.completed_at) == (after(minutes=1), after(minutes=9))
    assert done.least_seconds == least_seconds(first.lesson) == 120
    assert LessonOpening.objects.count() == 2


def test_a_lesson_done_without_being_opened_took_no_time(versions, enrolment):
    complete_lesson(enrolment, versions[0], at=after(minutes=9))
    assert LessonCompletion.objects.get().opened_at == after(minutes=9)


def test_a_lesson_opened_before_openings_were_kept_was_opened_when_last_seen(versions, enrolment):
    visit_lesson(enrolment, versions[0].lesson, at=NOW)
    LessonOpening.objects.all().delete()
    complete_lesson(enrolment, versions[0], at=after(minutes=9))
    assert LessonCompletion.objects.get().opened_at == NOW


def read(versions, enrolment, minutes):
    at = NOW
    for version in versions:
        visit_lesson(enrolment, version.lesson, at=at)
        at += dt.timedelta(minutes=minutes)
        complete_lesson(enrolment, version, at=at)
    enrolment.refresh_from_db()
    return enrolment.hurried_percent


@pytest.mark.parametrize(("minutes", "percent"), [(0, 100), (1.9, 100), (2, 0), (12, 0)])
def test_a_completion_says_how_many_lessons_were_done_in_haste(
    versions, enrolment, minutes, percent
):
    assert read(versions, enrolment, minutes) == percent
    assert enrolment.completed_at


def test_opening_all_lessons_together_and_waiting_once_is_haste(versions, enrolment):
    for version in versions:
        visit_lesson(enrolment, version.lesson, at=NOW)
    for version in versions:
        complete_lesson(enrolment, version, at=after(minutes=30))
    enrolment.refresh_from_db()
    assert enrolment.hurried_percent == 66


def test_of_lessons_read_before_times_were_kept_nothing_is_said(versions, enrolment):
    complete_lesson(enrolment, versions[0], at=NOW)
    LessonCompletion.objects.update(opened_at=None, least_seconds=None)
    assert measure_haste(enrolment) is None
