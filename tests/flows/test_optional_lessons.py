"""An optional lesson is read, and counts for nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Enrolment, Lesson
from courses.progress.completion import complete_finished_enrolments, complete_lesson
from courses.progress.progress import get_progress
from courses.progress.renewal import spares_lessons
from tests.courses.addresses import address
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def lessons():
    """The versions of three lessons in one module; the second is optional."""
    module = make_module(make_course())
    return [
        make_lesson(module.course, module=module, position=place, is_optional=place == 2)
        for place in (1, 2, 3)
    ]


def course_of(version):
    return version.lesson.module.course


def test_it_stands_in_the_outline_and_counts_neither_as_to_do_nor_as_done(lessons):
    enrolment = make_enrolment(course_of(lessons[0]))
    progress = get_progress(enrolment)
    assert [step.is_optional for step in progress.steps] == [False, True, False]
    assert (progress.done, progress.total, progress.minutes_left) == (0, 2, 10)
    complete_lesson(enrolment, lessons[1])
    progress = get_progress(enrolment)
    assert (progress.done, progress.total) == (0, 2)
    assert progress.steps[1].done


def test_the_way_on_leads_past_it_and_the_course_is_completed_without_it(lessons):
    enrolment = make_enrolment(course_of(lessons[0]))
    complete_lesson(enrolment, lessons[0])
    assert get_progress(enrolment).next_after(lessons[0].lesson).row == lessons[2].lesson
    assert complete_lesson(enrolment, lessons[2]).completed_at


def test_a_course_of_optional_lessons_alone_is_completed_by_nobody(lessons):
    enrolment = make_enrolment(course_of(lessons[0]))
    Lesson.objects.update(is_optional=True)
    complete_lesson(enrolment, lessons[0])
    assert complete_finished_enrolments() == 0


def test_what_becomes_optional_completes_who_lacked_only_that(lessons):
    enrolment = make_enrolment(course_of(lessons[0]))
    complete_lesson(enrolment, lessons[0])
    Lesson.objects.filter(pk=lessons[2].lesson_id).update(is_optional=True)
    assert complete_finished_enrolments() == 1
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at


def test_a_new_one_is_no_change_that_matters_to_a_renewal(lessons):
    course, now = course_of(lessons[0]), timezone.now()
    make_quiz(course)
    type(course).objects.filter(pk=course.pk).update(renews_by_final_test=True)
    completed = make_enrolment(course)
    Enrolment.objects.filter(pk=completed.pk).update(completed_at=now + dt.timedelta(hours=1))
    completed = Enrolment.objects.select_related("course").get(pk=completed.pk)
    module, later = lessons[0].lesson.module, now + dt.timedelta(hours=2)
    added = make_lesson(course, module=module, position=4, is_optional=True, at=later)
    assert spares_lessons(completed)
    Lesson.objects.filter(pk=added.lesson_id).update(is_optional=False)
    assert not spares_lessons(completed)


def test_pages_say_that_it_is_optional(client, lessons):
    course = course_of(lessons[0])
    html = client.get(address("course", course.slug)).content.decode()
    assert "2 lessons" in html
    assert html.count("· optional") == 1
    steps = get_progress(make_enrolment(course)).steps
    assert (
        "<span>optional</span>"
        in client.get(steps[1].url.replace("/my/", "/en/")).content.decode()
    )
