"""Who is in charge hears once a week of those who are long overdue."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.assignments.escalation import tell_line_managers
from people.models import Message, Role
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
)

pytestmark = pytest.mark.django_db


def at_noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def test_a_line_manager_is_told_once_a_week_how_many_are_seven_days_late():
    agency, manager = make_agency_with_manager()
    line = make_manager(agency, Role.Kind.LINE_MANAGER)
    rows = [assign_to(make_official(agency), agency, manager, due_days=10) for _ in range(3)]
    complete(rows[0].person, rows[0].assignment.course)
    tell_line_managers(at=at_noon(in_days(16)))
    assert not Message.objects.exists()
    monday = in_days(24) - dt.timedelta(days=in_days(24).weekday())
    for day in range(7):
        tell_line_managers(at=at_noon(monday + dt.timedelta(days=day)))
    letter = Message.objects.get()
    assert letter.person == line
    assert letter.facts["units"] == [{"agency": agency.names, "count": 2}]
    tell_line_managers(at=at_noon(monday + dt.timedelta(days=7)))
    assert Message.objects.filter(person=line).count() == 2
    assert str(rows[1].person) not in str(letter.facts)


def test_without_a_line_manager_the_nearest_hr_manager_is_told_and_never_at_night():
    agency, manager = make_agency_with_manager()
    assign_to(make_official(agency), agency, manager, due_days=10)
    night = at_noon(in_days(20)) + dt.timedelta(hours=10)
    assert tell_line_managers(at=night) == 0
    assert tell_line_managers(at=at_noon(in_days(20))) == 1
    assert Message.objects.get().person == manager
