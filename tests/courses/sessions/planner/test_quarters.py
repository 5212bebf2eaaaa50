"""Seats of sessions stand beside those that the year's plan of an agency asks for."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.sessions import check_in, finish_session, join_session
from courses.sessions.planner import list_planned_seats
from courses.sessions.planner.quarters import QuarterSeats
from plan.models import CapacityPlan, CapacityPriority, CapacityQuarter
from tests.courses.factories import make_course
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course(agency=AgencyFactory(parent=AgencyFactory()))


def approve_plan(agency, skill, level, seats, year=2026):
    person, at = PersonFactory(), timezone.now()
    plan = CapacityPlan.objects.create(
        agency=agency,
        year=year,
        state="approved",
        submitted_by=person,
        submitted_at=at,
        decided_by=person,
        decided_at=at,
    )
    one = CapacityPriority.objects.create(
        plan=plan, skill=skill, level=level, headcount=90, gap=80
    )
    for quarter, count in seats.items():
        CapacityQuarter.objects.create(priority=one, quarter=quarter, seats=count, budget=0)
    return one


def taught(course):
    return course.course_skills.get()


def test_planned_opened_taken_and_attended_stand_beside_each_other(course):
    row = taught(course)
    above = course.agency.get_parent()
    priority = approve_plan(above, row.skill, row.level, {1: 40, 2: 20})
    runner = make_runner(course.agency)
    session = make_session(course.agency, by=runner, course=course, capacity=30)
    people = [make_official() for _ in range(3)]
    for person in people:
        join_session(session, person, at=BEFORE)
    check_in(session.parts.get(), people[0], at=MONDAY)
    finish_session(session, by=runner, at=MONDAY + 2 * HOUR)
    second = MONDAY + dt.timedelta(days=45)
    make_session(course.agency, by=runner, course=course, capacity=25, parts=[part(second)])
    make_session(course.agency, by=runner, capacity=99)
    [found] = list_planned_seats(course.agency, course, 2026)
    assert found.priority == priority
    assert found.quarters == [
        QuarterSeats(1, planned=40, opened=30, taken=3, attended=1),
        QuarterSeats(2, planned=20, opened=25),
        QuarterSeats(3),
        QuarterSeats(4),
    ]


def test_the_nearest_plan_counts_and_only_for_what_the_course_teaches(course):
    row = taught(course)
    approve_plan(course.agency.get_parent(), row.skill, row.level, {1: 40})
    approve_plan(course.agency, row.skill, row.level + 1, {1: 7})
    assert list_planned_seats(course.agency, course, 2026) == []
    assert list_planned_seats(course.agency, course, 2027) == []
    assert list_planned_seats(course.agency, None, 2026) == []
