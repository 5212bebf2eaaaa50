"""What a person has still to do, each course once, the first due first."""

import pytest

from courses.assignments.duties import list_duties
from courses.assignments.making import end_assignment
from courses.assignments.requests import ask_about_assignment
from courses.catalogue import retire_row
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
)

pytestmark = pytest.mark.django_db


def test_the_first_due_stands_first_and_what_is_recommended_last(django_assert_num_queries):
    agency, manager = make_agency_with_manager()
    person = make_official(agency)
    days = {due: assign_to(person, agency, manager, due_days=due) for due in (None, 20, 5)}
    asked = ask_about_assignment(days[20], reason="On leave")
    with django_assert_num_queries(1):
        duties = list_duties(person)
        assert [duty.title and duty.agency.name for duty in duties]
    assert [duty.assigned for duty in duties] == [days[5], days[20], days[None]]
    assert [duty.waiting for duty in duties] == [None, asked.pk, None]
    assert [duty.days_left for duty in duties] == [5, 20, None]


def test_what_is_done_ended_or_offered_no_more_is_not_among_them():
    agency, manager = make_agency_with_manager()
    person = make_official(agency)
    done, ended, gone = (assign_to(person, agency, manager) for _ in range(3))
    complete(person, done.assignment.course)
    end_assignment(ended.assignment, reason="Over", by=manager)
    retire_row(gone.assignment.course)
    assert list_duties(person) == []


def test_of_two_for_one_course_the_nearer_day_is_told():
    agency, manager = make_agency_with_manager()
    person = make_official(agency)
    first, second = (assign_to(person, agency, manager, due_days=days) for days in (30, 4))
    second.assignment.course = first.assignment.course
    second.assignment.save()
    (duty,) = list_duties(person)
    assert duty.assigned.due_on == in_days(4)
