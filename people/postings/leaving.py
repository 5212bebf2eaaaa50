"""Lets offices end the service of their people: who may, and the trace of it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from people.access import has_role_over
from people.history import office_acted
from people.models import Person, Posting, Role
from people.postings.writing import correct_posting, end_posting, last_posting


class PersonOutOfReach(Exception):
    """Nobody with the number was posted last in an office of the asker."""


class AlreadyLeft(Exception):
    """The posting has ended on another day (``args[0]``)."""


def end_service(staff_number: str, *, day: dt.date, by: Person, reason: str = "") -> Posting:
    """End the open posting of whoever has the number, as `end_service_of` does."""
    person = Person.objects.filter(staff_number=staff_number).first()
    if person is None:
        raise PersonOutOfReach
    return end_service_of(person, day=day, by=by, reason=reason)


@transaction.atomic
def end_service_of(person: Person, *, day: dt.date, by: Person, reason: str = "") -> Posting:
    """End the open posting on the day, the first that is not served; the same again is no act.

    Raise `PersonOutOfReach`, `AlreadyLeft` or `PostingOutOfOrder`, and ValidationError for an
    impossible day. A reason that was not known before may be given later.
    """
    last = _last_posting_of_office(person, by)
    if last.valid_to and last.valid_to != day:
        raise AlreadyLeft(last.valid_to)
    if last.valid_to is None or (reason and not last.end_reason):
        before = Posting.objects.get(pk=last.pk)
        end_posting(person, day=day, reason=reason)
        last.refresh_from_db()
        _trace("person.leave", before, last, by)
    return last


@transaction.atomic
def resume_service(person: Person, *, day: dt.date, by: Person) -> Posting:
    """Take back that the person's service ended on the day.

    Raise `PersonOutOfReach`, or `AlreadyLeft` if the posting does not end on that day any more.
    """
    last = _last_posting_of_office(person, by)
    if last.valid_to != day:
        raise AlreadyLeft(last.valid_to)
    before = Posting.objects.get(pk=last.pk)
    correct_posting(last, valid_from=last.valid_from, valid_to=None)
    _trace("person.resume", before, last, by)
    return last


def _last_posting_of_office(person: Person, by: Person) -> Posting:
    # Locks the person: the office that may end it must still be theirs when it ends.
    last = last_posting(person)
    # Who is nowhere and who is elsewhere are told alike: nobody learns who is employed there.
    if last is None or not has_role_over(by, Role.Kind.HR, last.agency):
        raise PersonOutOfReach
    return last


def _trace(action: str, before: Posting, after: Posting, by: Person) -> None:
    data = {"before": {"postings": [before]}, "after": {"postings": [after]}}
    office_acted.send(Posting, action=action, people=[after.person], by=by, data=data)
