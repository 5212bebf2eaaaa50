"""Attendance counts by minutes, and a course may ask for a share of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Enrolment
from courses.progress.completion import complete_finished_enrolments, complete_lesson
from courses.progress.enrolment import enrol_person, record_end
from courses.sessions import check_in, finish_session, join_session, save_list
from courses.sessions.attendance import MarkedRow
from courses.sessions.closing import complete_attendants
from courses.sessions.shares import count_share
from tests.courses.factories import make_course, make_lesson
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

STATES = ["present", "late", "excused", "absent", None]
rows = st.lists(st.tuples(st.integers(1, 720), st.sampled_from(STATES)), min_size=1, max_size=10)


def count(rows, late_percent=50):
    parts = {key: minutes for key, (minutes, _state) in enumerate(rows)}
    states = {key: state for key, (_minutes, state) in enumerate(rows) if state}
    return count_share(parts, states, late_percent=late_percent)


@pytest.mark.any_database
@given(rows, st.integers(0, 100))
def test_a_share_is_of_a_hundred_and_more_presence_never_lowers_it(rows, late_percent):
    share = count(rows, late_percent)
    if all(state == "excused" for _minutes, state in rows):
        assert share.percent is None
        return
    assert 0 <= share.percent <= 100
    better = [(minutes, "present" if state != "excused" else state) for minutes, state in rows]
    assert count(better, late_percent).percent == 100
    assert (share.percent == 100) <= all(
        state in ("present", "excused", "late") for _minutes, state in rows
    )


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("rows", "percent"),
    [
        ([(90, "present"), (10, "absent")], 90),
        ([(899, "present"), (101, None)], 89),
        ([(60, "present"), (60, "late")], 75),
        ([(60, "present"), (60, "excused")], 100),
        ([(60, "absent"), (60, "excused")], 0),
    ],
)
def test_parts_weigh_by_minutes_and_shares_are_rounded_down(rows, percent):
    assert count(rows).percent == percent


@pytest.fixture
def office(db):
    return AgencyFactory()


@pytest.fixture
def course(office):
    return make_course(agency=office, attendance_percent=90)


def attend(course, *, minutes=60, late=False, person=None):
    """Finish a session of two parts, the first of which the person attended."""
    by = make_runner(course.agency)
    parts = [part(), part(MONDAY + 24 * HOUR, minutes)]
    session = make_session(course.agency, by=by, course=course, parts=parts)
    seat = join_session(session, person or make_official(), at=BEFORE)
    at = MONDAY + dt.timedelta(minutes=30 if late else 0)
    check_in(session.parts.first(), seat.person, at=at)
    return finish_session(session, by=by, at=MONDAY + 48 * HOUR), seat


def is_completed(seat):
    return Enrolment.objects.completed().filter(person=seat.person).exists()


@pytest.mark.parametrize(("minutes", "completes"), [(6, True), (7, False)])
def test_attendance_alone_completes_a_course_without_lessons(course, minutes, completes):
    session, seat = attend(course, minutes=minutes)
    assert complete_attendants(session) == completes
    assert is_completed(seat) == completes


def test_the_sweep_completes_whom_a_lost_message_forgot(course):
    _session, seat = attend(course, minutes=5)
    assert complete_finished_enrolments() == 1
    assert is_completed(seat)


def test_lessons_and_attendance_are_both_asked_in_whatever_order(course):
    version = make_lesson(course)
    session, seat = attend(course, minutes=5)
    assert complete_attendants(session) == 0
    complete_lesson(Enrolment.objects.get(), version)
    assert is_completed(seat)
    reader = enrol_person(make_official(), course, language="my")
    complete_lesson(reader, version)
    assert Enrolment.objects.open().get() == reader
    assert complete_finished_enrolments() == 0


def test_a_session_attended_on_the_occasion_before_counts_for_no_renewal(course):
    session, seat = attend(course, minutes=5)
    complete_attendants(session)
    done = Enrolment.objects.get()
    record_end(done, dt.date(2026, 3, 20))
    enrol_person(seat.person, course, language="my", at=MONDAY + 500 * HOUR)
    assert complete_finished_enrolments() == 0


def test_a_correction_upwards_completes_and_one_downwards_names_who_has_completed(course):
    session, seat = attend(course)
    by, last = make_runner(course.agency), session.parts.last()
    at = MONDAY + 49 * HOUR
    outcome = save_list(last, {seat.pk: MarkedRow("", "present")}, by=by, at=at)
    assert is_completed(seat)
    assert outcome.completed == []
    outcome = save_list(last, {seat.pk: MarkedRow("present", "absent")}, by=by, at=at)
    assert outcome.completed == [seat.person]
    assert is_completed(seat)
