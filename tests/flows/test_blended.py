"""A blended course: lessons, a class session with a share of attendance, and a test at the end."""

import datetime as dt

import pytest

from certification.facts.awards import award_from_enrolment
from certification.issuing.issue import issue_certificate
from certification.models import Evidence
from courses.models import Enrolment
from courses.progress.completion import complete_finished_enrolments, complete_lesson
from courses.quizzes import start_attempt, submit_attempt
from courses.sessions import check_in, finish_session, join_session, save_list
from courses.sessions.attendance import MarkedRow
from courses.sessions.closing import complete_attendants
from tests.certification.factories import make_skill
from tests.courses.factories import make_course, make_lesson, make_module, make_quiz, right_answers
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def course():
    course = make_course(agency=AgencyFactory(), skills=[(make_skill(), 2)], attendance_percent=90)
    module = make_module(course)
    for place in (1, 2):
        make_lesson(course, module=module, position=place)
    make_quiz(course)
    return course


@pytest.fixture
def trainer(course):
    return make_runner(course.agency)


def open_two_halves(course, trainer, *, begins=MONDAY):
    halves = [part(begins), part(begins + HOUR)]
    return make_session(course.agency, by=trainer, course=course, parts=halves, at=begins - WEEK)


def join(session):
    person = make_official()
    join_session(session, person, at=session.begins_at - dt.timedelta(days=1))
    return person


def read_and_pass(person, course, *, at):
    """All that is done alone: the lessons and the final test."""
    enrolment = Enrolment.objects.get(person=person, course=course)
    for lesson in course.modules.get().lessons.order_by("position"):
        complete_lesson(enrolment, lesson.versions.first(), at=at)
    attempt = start_attempt(course.quizzes.get(), enrolment, language="my", at=at)
    submit_attempt(attempt, right_answers(attempt), at=at)
    return enrolment


def finish(session, trainer):
    finish_session(session, by=trainer, at=session.ends_at)
    complete_attendants(session)


def is_completed(enrolment):
    complete_finished_enrolments()
    return Enrolment.objects.get(pk=enrolment.pk).completed_at is not None


def test_lessons_session_and_test_together_give_the_certificate(course, trainer):
    session = open_two_halves(course, trainer)
    person = join(session)
    for half in session.parts.all():
        check_in(half, person, at=half.begins_at)
    finish(session, trainer)
    enrolment = Enrolment.objects.get(person=person, course=course)
    assert not is_completed(enrolment), "the session alone is not the course"
    read_and_pass(person, course, at=MONDAY + WEEK)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == MONDAY + WEEK
    certificate = issue_certificate(enrolment)
    award = award_from_enrolment(enrolment)
    assert (award.current_certificate(), award.score) == (certificate, 100)
    assert Evidence.objects.get(certificate=certificate).person == person


def test_who_was_short_of_attendance_makes_it_up_in_another_session(course, trainer):
    session = open_two_halves(course, trainer)
    person = join(session)
    check_in(session.parts.first(), person, at=MONDAY)
    enrolment = read_and_pass(person, course, at=BEFORE)
    finish(session, trainer)
    assert session.seats.get().share == 50
    assert not is_completed(enrolment), "half of the session is less than asked"
    again = open_two_halves(course, trainer, begins=MONDAY + 4 * WEEK)
    join_session(again, person, at=MONDAY + 3 * WEEK)
    for half in again.parts.all():
        check_in(half, person, at=half.begins_at)
    finish(again, trainer)
    assert is_completed(enrolment)
    assert issue_certificate(Enrolment.objects.get(pk=enrolment.pk))


def test_a_list_that_is_put_right_afterwards_completes_the_course(course, trainer):
    session = open_two_halves(course, trainer)
    person = join(session)
    check_in(session.parts.first(), person, at=MONDAY)
    enrolment = read_and_pass(person, course, at=BEFORE)
    finish(session, trainer)
    seat = session.seats.get()
    rows = {seat.pk: MarkedRow(seen="", state="present")}
    save_list(session.parts.last(), rows, by=trainer, at=session.ends_at + HOUR)
    assert is_completed(enrolment)


def test_who_failed_the_test_is_not_passed_by_attendance(course, trainer):
    session = open_two_halves(course, trainer)
    person = join(session)
    for half in session.parts.all():
        check_in(half, person, at=half.begins_at)
    enrolment = Enrolment.objects.get(person=person, course=course)
    for lesson in course.modules.get().lessons.all():
        complete_lesson(enrolment, lesson.versions.first(), at=BEFORE)
    attempt = start_attempt(course.quizzes.get(), enrolment, language="my", at=BEFORE)
    submit_attempt(attempt, right_answers(attempt, ["b"]), at=BEFORE)
    finish(session, trainer)
    assert not is_completed(enrolment)
