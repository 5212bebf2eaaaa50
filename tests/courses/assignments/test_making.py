"""An assignment is made, changed, ended and gone on with by the office that owns it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from courses.assignments.making import (
    AssignmentOver,
    DueRule,
    change_due,
    end_assignment,
    resume_assignment,
)
from courses.assignments.requests import ask_about_assignment, grant_request
from courses.models import AssignedPerson, Assignment
from people.models import Role
from tests.courses.assignments.factories import (
    assign,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
    sweep_assignments,
)
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_agency_with_manager()


def due_days(made):
    return {row.person: row.due_on for row in AssignedPerson.objects.filter(assignment=made)}


@pytest.mark.parametrize("kind", [Role.Kind.VIEWER, Role.Kind.LINE_MANAGER, Role.Kind.TRAINER])
def test_only_hr_managers_of_the_agency_assign(office, kind):
    agency, _manager = office
    with pytest.raises(PermissionDenied):
        assign(agency, make_manager(agency, kind))
    with pytest.raises(PermissionDenied):
        assign(agency, make_manager(AgencyFactory()))
    assert not Assignment.objects.exists()


def test_another_due_day_is_everybodys_but_theirs_who_were_granted_one(office):
    agency, manager = office
    person, late = make_official(agency), make_official(agency, since=in_days(2))
    made = assign(agency, manager, due=DueRule(due_days=10))
    row = AssignedPerson.objects.get(assignment=made, person=person)
    grant_request(ask_about_assignment(row, reason="Ill", until=in_days(50)), by=manager)
    sweep_assignments(day=in_days(2))
    change_due(made, DueRule(due_days=20), takes_until=None, by=manager)
    assert due_days(made) == {manager: in_days(20), late: in_days(22), person: in_days(50)}
    change_due(made, DueRule(due_on=in_days(60)), takes_until=None, by=manager)
    assert due_days(made)[late] == in_days(60)
    change_due(made, DueRule(), takes_until=None, by=manager)
    assert due_days(made)[late] is None
    made.refresh_from_db()
    assert not made.is_mandatory


def test_more_time_that_was_granted_never_becomes_less_than_everybody_has(office):
    agency, manager = office
    person = make_official(agency)
    made = assign(agency, manager, due=DueRule(due_on=in_days(30)))
    row = made.people.get(person=person)
    grant_request(ask_about_assignment(row, reason="Ill", until=in_days(40)), by=manager)

    def move(due_on):
        change_due(made, DueRule(due_on=due_on), takes_until=None, by=manager)
        row.refresh_from_db()
        return row.due_on

    assert move(in_days(60)) == in_days(60)
    assert row.remind_on == in_days(46)
    assert move(in_days(35)) == in_days(40)
    assert move(None) is None


def test_ending_twice_and_going_on_twice_are_refused(office):
    agency, manager = office
    made = assign(agency, manager)
    with pytest.raises(AssignmentOver):
        resume_assignment(made, by=manager)
    end_assignment(made, reason="Over", by=manager)
    with pytest.raises(AssignmentOver):
        end_assignment(made, reason="Over", by=manager)
    with pytest.raises(AssignmentOver):
        change_due(made, DueRule(due_days=3), takes_until=None, by=manager)


@pytest.mark.parametrize(
    "changes",
    [
        {"due_on": None, "due_days": None},
        {"due_on": in_days(3), "due_days": 3},
        {"is_mandatory": False},
        {"due_days": 0},
        {"takes_until": in_days(-9)},
        {"end_reason": "", "ended_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_what_cannot_be(office, changes):
    agency, manager = office
    made = assign(agency, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=made.pk).update(**changes)
