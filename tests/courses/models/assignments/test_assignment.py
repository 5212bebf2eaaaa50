"""Rows of assignments say what cannot be, whoever writes them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import AssignedPerson, Assignment, AssignmentRequest, ProgrammeEnrolment
from courses.progress.programmes import enrol_in_programme
from tests.courses.assignments.factories import (
    assign_to,
    in_days,
    make_agency_with_manager,
    make_official,
)
from tests.courses.programmes import make_programme

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


def test_exactly_one_thing_is_assigned(row):
    mine, course = Assignment.objects.filter(pk=row.assignment_id), row.assignment.course
    programme = make_programme([course])
    for change in ({"course": None}, {"programme": programme}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            mine.update(**change)
    mine.update(course=None, programme=programme)
    assert Assignment.objects.get(pk=row.assignment_id).what == programme


def test_a_programme_is_done_while_its_completion_counts(row):
    course, today = row.assignment.course, timezone.localdate()
    programme = make_programme([course])
    Assignment.objects.update(course=None, programme=programme)
    taken = enrol_in_programme(row.person, programme, language="my")
    rows = AssignedPerson.objects.with_state(today)
    assert rows.get().state == "open"
    mine = ProgrammeEnrolment.objects.filter(pk=taken.pk)
    mine.update(completed_at=timezone.now(), ends_on=in_days(40))
    assert rows.get().state == "done"
    mine.update(ends_on=today)
    assert rows.get().state == "open"
