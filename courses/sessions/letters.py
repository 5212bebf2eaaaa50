"""Tells people of their seats: given, declined, moved, cancelled, and soon to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import ClassSession, SessionSeat
from people.messaging import notify_person
from people.models import Message, Person

# Days before the session: two letters, a week and a day ahead.
_REMINDED_DAYS = (7, 1)
_ONE_DAY = dt.timedelta(days=1)
_REMINDER = "courses/session_reminder"


def tell_seat(session: ClassSession, seat: SessionSeat, what: str) -> None:
    """Tell the person that they are seated, nominated or declined."""
    # The moment too: who comes back and is seated again hears of it again.
    subject = f"{seat.pk}-{seat.queued_at:%Y%m%d%H%M%S%f}"
    _write_letter(
        session,
        seat.person,
        f"courses/session_{what}",
        subject,
        reason=seat.reason,
        state=seat.state,
    )


def tell_moved(session: ClassSession, *, began_at: dt.datetime, place: str) -> None:
    """Tell everybody who has a place or waits for one that times or place are others."""
    was = {"was_begins": began_at.isoformat(), "was_place": place}
    for seat in _list_to_tell(session):
        _write_letter(session, seat.person, "courses/session_moved", _subject(session), **was)


def tell_cancelled(session: ClassSession) -> int:
    """Tell everybody who has a place or waits for one; return how many."""
    seats = _list_to_tell(session)
    for seat in seats:
        kind = "courses/session_cancelled"
        _write_letter(session, seat.person, kind, _subject(session), reason=session.reason)
    return len(seats)


def _subject(session: ClassSession) -> str:
    return f"{session.pk}-{session.revision}"


def _list_to_tell(session: ClassSession) -> list[SessionSeat]:
    seats = session.seats.standing().filter(person__is_active=True)
    return list(seats.select_related("person").order_by("pk"))


def _write_letter(
    session: ClassSession, person: Person, kind: str, subject: str, **facts: Any
) -> None:
    with translation.override(person.language):
        page = reverse("courses:session", args=[session.pk])
    told = {
        "titles": session.titles,
        "begins": session.begins_at.isoformat() if session.begins_at else "",
        "place": session.place,
        "link": session.link,
        "address": f"{settings.SITE_URL}{page}",
        **facts,
    }
    notify_person(person, kind, subject=subject, facts=told)


def remind_attendants(*, at: dt.datetime | None = None) -> int:
    """Remind who has a seat a week and a day before; return how many letters were written.

    Run every hour: who was told of a session of that time is not told again.
    """
    at = at or timezone.now()
    return sum(_remind_before(days, at) for days in _REMINDED_DAYS)


def _remind_before(days: int, at: dt.datetime) -> int:
    first, last = at + (days - 1) * _ONE_DAY, at + days * _ONE_DAY
    sessions = ClassSession.objects.filter(
        state=ClassSession.State.OPEN, begins_at__gt=first, begins_at__lte=last
    )
    count = 0
    for session in sessions:
        # With the time of its beginning: of a session that moved one hears again.
        subject = f"{session.pk}-{days}-{session.begins_at:%Y%m%d%H%M}"
        for seat in _list_untold(session, subject):
            _write_letter(session, seat.person, _REMINDER, subject, days=days)
            count += 1
    return count


def _list_untold(session: ClassSession, subject: str) -> Iterable[SessionSeat]:
    told = Message.objects.filter(person=OuterRef("person"), kind=_REMINDER, subject=subject)
    seats = session.seats.seated().filter(~Exists(told), person__is_active=True)
    return seats.select_related("person").order_by("pk")
