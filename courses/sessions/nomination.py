"""Lets HR managers nominate their people, and the office of the session decide."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.models import ClassSession, SessionSeat
from courses.sessions.access import (
    lock_session,
    may_manage,
    may_run,
    require_open_session,
    require_runner,
)
from courses.sessions.letters import tell_seat
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.sessions.seats import put_in_line, serves_under
from people.history import office_acted
from people.models import Person

_State = SessionSeat.State


@transaction.atomic
def nominate_person(
    session: ClassSession, person: Person, *, by: Person, at: dt.datetime | None = None
) -> SessionSeat:
    """Return the seat, the place in the line, or the nomination that waits for the office.

    Raise `SessionRefused`. Who gave the seat up, or was declined, may be nominated again.
    """
    at, locked = at or timezone.now(), lock_session(session.pk)
    if not (person.is_active and may_manage(by, person, timezone.localdate(at))):
        raise SessionRefused(SessionRefusal.NOT_THEIRS)
    _require_place(locked, person, at)
    find_seat = put_in_line if may_run(by, locked.agency) else _ask_office
    seat = find_seat(locked, person, at=at, nominated_by=by)
    _tell_nomination(locked, seat, by)
    return seat


def _require_place(session: ClassSession, person: Person, at: dt.datetime) -> None:
    """Raise `SessionRefused` unless the session takes people, and this one."""
    require_open_session(session)
    if session.is_over(at):
        raise SessionRefused(SessionRefusal.CLOSED)
    if session.opens_to == ClassSession.OpensTo.UNIT and not serves_under(person, session):
        raise SessionRefused(SessionRefusal.NOT_OFFERED)
    if session.seats.standing().filter(person=person).exists():
        raise SessionRefused(SessionRefusal.SEATED)


def _tell_nomination(session: ClassSession, seat: SessionSeat, by: Person) -> None:
    # Who is seated has the letter of seats.
    if not seat.is_seated:
        tell_seat(session, seat, "nominated")
    data = {"session": session.titles, "state": seat.state}
    people = [seat.person]
    office_acted.send(SessionSeat, action="session.nominate", people=people, by=by, data=data)


def _ask_office(
    session: ClassSession, person: Person, *, at: dt.datetime, nominated_by: Person
) -> SessionSeat:
    values = {
        "state": _State.ASKED,
        "queued_at": at,
        "seated_at": None,
        "nominated_by": nominated_by,
        "decided_by": None,
        "decided_at": None,
        "reason": "",
    }
    seat, _is_new = SessionSeat.objects.update_or_create(
        session=session, person=person, defaults=values
    )
    return seat


@transaction.atomic
def decide_nomination(
    seat: SessionSeat,
    *,
    by: Person,
    approves: bool,
    reason: str = "",
    at: dt.datetime | None = None,
) -> SessionSeat:
    """Give the nominated a seat or a place at the end of the line, or decline with words.

    Raise `SessionRefused`.
    """
    at, locked = at or timezone.now(), lock_session(seat.session_id)
    require_runner(by, locked.agency)
    require_open_session(locked)
    seat = locked.seats.select_related("person", "nominated_by").get(pk=seat.pk)
    if not seat.is_asked:
        raise SessionRefused(SessionRefusal.DECIDED)
    if not (approves or reason):
        raise SessionRefused(SessionRefusal.REASON)
    if approves and locked.is_over(at):  # nobody is seated any more, and nobody would hear of it
        raise SessionRefused(SessionRefusal.CLOSED)
    if approves:
        seat = put_in_line(locked, seat.person, at=at, nominated_by=seat.nominated_by)
    else:
        seat.state, seat.reason = _State.DECLINED, reason
        tell_seat(locked, seat, "declined")
    seat.decided_by, seat.decided_at = by, at
    seat.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return seat
