"""A renewal takes only the final test where the author says so and nothing has changed since."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.catalogue import publish_course, retire_row
from courses.models import Enrolment, Quiz
from courses.progress.completion import complete_finished_enrolments, complete_if_finished
from courses.progress.enrolment import enrol_person, leave_course, record_end
from courses.progress.progress import get_progress
from courses.progress.renewal import is_renewable, spares_lessons
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import FinalTestLocked
from tests.courses.factories import make_enrolment, make_lesson, right_answers

pytestmark = pytest.mark.django_db
LATER = timezone.now() + dt.timedelta(days=300)


@pytest.fixture
def final(course):
    return Quiz.objects.get(course=course, module=None)


@pytest.fixture
def completed(course):
    """Completed after everything of the course was published; ends soon."""
    course.renews_by_final_test, course.validity_months = True, 9
    course.save()
    enrolment = make_enrolment(course)
    enrolment.completed_at = timezone.now()
    enrolment.save()
    record_end(enrolment, timezone.localdate(LATER))
    return Enrolment.objects.select_related("course").get()


def renew(completed):
    return enrol_person(completed.person, completed.course, language="my", at=LATER)


def publish_again(course, **changes):
    fields = {"key": course.key, "slug": course.slug, "audience": course.audience}
    fields |= {"title": course.titles["my"], "summary": "", "language": "my"}
    publish_course(**fields, agency=course.agency, skills=[], **changes)


def test_what_is_not_completed_or_has_no_end_is_not_renewed(course):
    enrolment = make_enrolment(course)
    assert not is_renewable(enrolment)
    enrolment.completed_at = timezone.now()
    assert not is_renewable(enrolment)


def test_days_before_the_end_are_a_setting(completed, settings):
    day = completed.ends_on - dt.timedelta(days=30)
    assert is_renewable(completed, day)
    settings.RENEWAL_DAYS = 29
    assert not is_renewable(completed, day)


def test_the_author_allows_the_short_route(completed):
    assert spares_lessons(completed)
    completed.course.renews_by_final_test = False
    assert not spares_lessons(completed)


@pytest.mark.parametrize("months", [9, None])
def test_a_completion_that_was_ended_before_its_time_spares_nothing(completed, final, months):
    completed.course.validity_months = months
    record_end(completed, timezone.localdate() + dt.timedelta(days=30))
    assert not spares_lessons(completed)


def test_a_new_lesson_ends_it_and_a_new_version_of_an_old_one_does_not(completed, course):
    module = course.modules.first()
    lesson = module.lessons.first()
    words = {"key": lesson.key, "slug": lesson.slug, "position": lesson.position}
    make_lesson(course, module=module, html="<p>Clearer.</p>", at=LATER, **words)
    assert spares_lessons(completed)
    make_lesson(course, module=module, position=9, at=LATER)
    assert not spares_lessons(completed)


def test_without_a_final_test_the_whole_course_is_taken_again(completed, final):
    retire_row(final)
    assert not spares_lessons(completed)


def test_the_short_route_leaves_only_the_final_test(completed, final):
    again = renew(completed)
    progress = get_progress(again)
    assert [step.done for step in progress.steps] == [True] * 4 + [False]
    assert progress.next_step.row == final
    assert not complete_if_finished(again, at=LATER)
    assert complete_finished_enrolments(at=LATER) == 0
    attempt = start_attempt(final, again, language="my", at=LATER)
    submit_attempt(attempt, right_answers(attempt), at=LATER)
    again.refresh_from_db()
    assert (again.completed_at, again.score) == (LATER, 100)
    assert (again.agency, again.hurried_percent) == (None, None)


def test_a_change_while_the_renewal_is_under_way_or_left_asks_the_lessons_too(
    completed, final, course
):
    again = renew(completed)
    leave_course(again)
    make_lesson(course, module=course.modules.first(), position=9)
    again = renew(completed)
    assert not any(step.done for step in get_progress(again).steps)
    with pytest.raises(FinalTestLocked):
        start_attempt(final, again, language="my")


def test_what_the_author_takes_back_while_the_renewal_is_under_way_ends_the_short_route(
    completed, final, course
):
    again = renew(completed)
    publish_again(course, renews_by_final_test=True)
    again.refresh_from_db()
    assert again.spares_lessons
    publish_again(course, renews_by_final_test=False)
    again.refresh_from_db()
    assert not again.spares_lessons


def test_the_sweep_completes_the_short_route_too(completed, final):
    again = renew(completed)
    attempt = start_attempt(final, again, language="my", at=LATER)
    submit_attempt(attempt, right_answers(attempt), at=LATER)
    Enrolment.objects.filter(pk=again.pk).update(completed_at=None)
    assert complete_finished_enrolments(at=LATER) == 1


def test_a_final_test_that_is_taken_off_meanwhile_spares_nothing(completed, final):
    again = renew(completed)
    retire_row(final)
    assert [step.done for step in get_progress(again).steps] == [False] * 4
    assert complete_finished_enrolments(at=LATER) == 0
    assert not complete_if_finished(again, at=LATER)


def test_without_the_short_route_everything_is_to_do_again(completed):
    completed.course.renews_by_final_test = False
    completed.course.save()
    assert [step.done for step in get_progress(renew(completed)).steps] == [False] * 5


def test_a_renewal_that_spares_lessons_spares_no_class(completed, final):
    """Decision 0017: a renewal asks for a session since it began, beside the final test."""
    completed.course.attendance_percent = 90
    completed.course.save()
    again = renew(completed)
    attempt = start_attempt(final, again, language="my", at=LATER)
    submit_attempt(attempt, right_answers(attempt), at=LATER)
    assert complete_finished_enrolments(at=LATER) == 0
    again.refresh_from_db()
    assert again.spares_lessons
    assert again.completed_at is None
