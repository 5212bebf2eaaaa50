"""Lets offices end the service of their people: who may, and the trace of it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person, Posting, PostingAct
from people.postings.recording import PersonOutOfReach, record_act, require_office
from people.postings.writing import correct_posting, end_posting


class AlreadyLeft(Exception):
    """The posting has ended on another day (``args[0]``)."""


def end_service(staff_number: str, *, day: dt.date, by: Person, reason: str = "") -> Posting:
    """End the open posting of whoever has the number, as `end_service_of` does."""
    person = Person.objects.filter(staff_number=staff_number).first()
    if person is None:
        raise PersonOutOfReach
    return end_service_of(person, day=day, by=by, reason=reason)


def end_service_of(person: Person, *, day: dt.date, by: Person, reason: str = "") -> Posting:
    """End the open posting on the day, the first that is not served; the same again is no act.

    Raise `PersonOutOfReach`, `AlreadyLeft` or `PostingOutOfOrder`, and ValidationError for an
    impossible day. A reason that was not known before may be given later.
    """
    # The person is locked within: the office that may end it must still be theirs when it ends.
    with record_act(person, PostingAct.Kind.LEAVING, by=by) as last:
        last = _require_own(last, by)
        if last.valid_to and last.valid_to != day:
            raise AlreadyLeft(last.valid_to)
        require_past_death(day, reason)
        if last.valid_to is None or not last.end_reason:
            end_posting(person, day=day, reason=reason)
        last.refresh_from_db()
    return last


def resume_service(person: Person, *, day: dt.date, by: Person) -> Posting:
    """Take back that the person's service ended on the day.

    Raise `PersonOutOfReach`, or `AlreadyLeft` if the posting does not end on that day any more.
    """
    with record_act(person, PostingAct.Kind.RESUMPTION, by=by) as last:
        last = _require_own(last, by)
        if last.valid_to != day:
            raise AlreadyLeft(last.valid_to)
        correct_posting(last, valid_from=last.valid_from, valid_to=None)
    return last


def _require_own(last: Posting | None, by: Person) -> Posting:
    # Who is nowhere and who is elsewhere are told alike: nobody learns who is employed there.
    if last is None:
        raise PersonOutOfReach
    require_office(last.person, by, last.agency)
    return last


def require_past_death(day: dt.date, reason: str) -> None:
    """Raise ValidationError for somebody who has died by a day to come."""
    # The day of a death may still be served: the first that is not is tomorrow.
    if reason == Posting.EndReason.DECEASED and day > timezone.localdate() + dt.timedelta(days=1):
        raise ValidationError(_("A death cannot lie ahead."))
