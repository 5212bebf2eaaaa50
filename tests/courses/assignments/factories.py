"""Offices that assign a course, for tests of the rules and of the pages."""

import datetime as dt

from django.utils import timezone

from courses.assignments.making import (
    DueRule,
    draft_assignment,
    find_or_make_list,
    make_assignment,
)
from courses.assignments.reaching import (
    apply_assignment,
    list_running_assignments,
    put_on_list,
)
from courses.models import AssignedPerson, Enrolment
from people.audiences import PeopleRule
from people.models import Role
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

ONE_DAY = dt.timedelta(days=1)


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def make_manager(agency, kind=Role.Kind.HR, **names):
    """An HR manager of the agency, who serves there."""
    manager = PersonFactory(**names)
    PostingFactory(person=manager, agency=agency, grade=3)
    RoleFactory(person=manager, agency=agency, kind=kind)
    return manager


def make_official(agency, since=dt.date(2024, 1, 1), **fields):
    person = PersonFactory(
        **{key: fields.pop(key) for key in ("email", "language") if key in fields}
    )
    PostingFactory(person=person, agency=agency, valid_from=since, **fields)
    return person


def assign(agency, by, *, due=None, rule=None, course=None, what=None, **fields):
    """An assignment by a rule, applied to whom it reaches today."""
    due = due or DueRule(due_days=30)
    draft = draft_assignment(
        agency,
        what or course or make_course(agency=agency),
        due,
        rule=rule or PeopleRule(),
        **fields,
    )
    return make_assignment(draft, by=by, expected=1)


def sweep_assignments(day=None):
    """What the worker does once the hourly sweep has asked for it."""
    for pk in list_running_assignments(day=day):
        apply_assignment(pk, day=day)


def assign_to(person, agency, by, *, due_days=30, reached_on=None, course=None):
    """The row of one person on a list, reached today or on the day."""
    course = course or make_course(agency=agency)
    key = course.key
    made = find_or_make_list(agency, course, DueRule(due_days=due_days), key=key, by=by)
    if reached_on:
        made.starts_on = min(reached_on, made.starts_on)
        made.save()
    put_on_list(made, person, day=reached_on)
    return AssignedPerson.objects.get(assignment=made, person=person)


def complete(person, course, *, at=None, ends_on=None):
    at = at or timezone.now()
    return Enrolment.objects.create(
        person=person, course=course, enrolled_at=at, completed_at=at, ends_on=ends_on
    )


def make_agency_with_manager():
    agency = AgencyFactory()
    return agency, make_manager(agency)
