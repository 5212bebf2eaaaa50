"""Rows of assignments say what cannot be, whoever writes them."""

import pytest
from django.db import IntegrityError, transaction

from courses.models import AssignedPerson, AssignmentRequest
from tests.courses.assignments.factories import (
    assign_to,
    in_days,
    make_agency_with_manager,
    make_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    agency, manager = make_agency_with_manager()
    return assign_to(make_official(agency), agency, manager)


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_an_assignment_reaches_a_person_once_at_a_time(row):
    same = {"assignment": row.assignment, "person": row.person, "reached_on": in_days(0)}
    refused(lambda: AssignedPerson.objects.create(**same))
    AssignedPerson.objects.filter(pk=row.pk).update(let_go_on=in_days(0))
    AssignedPerson.objects.create(**same)


def test_nothing_is_due_before_it_is_assigned(row):
    refused(lambda: AssignedPerson.objects.filter(pk=row.pk).update(due_on=in_days(-1)))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "extension"},
        {"until": in_days(1)},
        {"state": "granted"},
        {"decided_at": "2026-01-01T00:00Z"},
    ],
)
def test_a_request_is_whole(row, changes):
    whole = {"assigned": row, "kind": "exemption", "asked_at": "2026-01-01T00:00Z"}
    refused(lambda: AssignmentRequest.objects.create(**whole | changes))
    AssignmentRequest.objects.create(**whole)
    refused(lambda: AssignmentRequest.objects.create(**whole))
