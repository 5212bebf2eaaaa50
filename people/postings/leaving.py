"""Lets offices end the service of their people: who may, and the trace of it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from people.access import has_role_over
from people.history import office_acted
from people.models import Person, Posting, Role
from people.postings.writing import end_posting, last_posting


class PersonOutOfReach(Exception):
    """Nobody with the number was posted last in an office of the asker."""


class AlreadyLeft(Exception):
    """The posting has ended on another day (``args[0]``)."""


@transaction.atomic
def end_service(staff_number: str, *, day: dt.date, by: Person) -> Posting:
    """End the open posting on the day, the first that is not served; the same again is no act.

    Raise `PersonOutOfReach`, `AlreadyLeft` or `PostingOutOfOrder`.
    """
    person = Person.objects.filter(staff_number=staff_number).first()
    # Locks the person: the office that may end it must still be theirs when it ends.
    last = last_posting(person) if person else None
    # Who is nowhere and who is elsewhere are told alike: nobody learns who is employed there.
    if person is None or last is None or not has_role_over(by, Role.Kind.HR, last.agency):
        raise PersonOutOfReach
    if last.valid_to and last.valid_to != day:
        raise AlreadyLeft(last.valid_to)
    if last.valid_to is None:
        before = {"postings": [Posting.objects.get(pk=last.pk)]}
        end_posting(person, day=day)
        last.refresh_from_db()
        data = {"before": before, "after": {"postings": [last]}}
        office_acted.send(Posting, action="person.leave", people=[person], by=by, data=data)
    return last
