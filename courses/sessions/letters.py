"""Tells people of their seats: given, declined, moved, cancelled, and soon to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import ClassSession, SessionSeat
from people.messaging import is_quiet, notify_people, notify_person
from people.models import Message, Person
from people.queue import enqueue_on_commit, sweep_rows

# Days before the session: two letters, a week and a day ahead.
_REMINDED_DAYS = (7, 1)
_ONE_DAY = dt.timedelta(days=1)
_REMINDER = "courses/session_reminder"
_MOVED, _CANCELLED = "moved", "cancelled"
_TASK = "courses.tasks.tell_session"
# Letters of a statement: a hall of a thousand is five of them, and each is short.
_PIECE = 200


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


def plan_to_tell_moved(
    session: ClassSession, *, began_at: dt.datetime, place: str, at: dt.datetime
) -> None:
    """Have the worker tell everybody who has a place that times or place are others.

    The caller holds `lock_session` and saves the row.
    """
    was = {"was_begins": began_at.isoformat(), "was_place": place}
    if session.untold and session.untold["what"] == _MOVED:
        # Moved again before anybody heard of it: one letter, from what they know.
        was = {name: session.untold["facts"][name] for name in was}
    _plan_to_tell(session, _MOVED, was, at)


def plan_to_tell_cancelled(session: ClassSession, *, at: dt.datetime) -> bool:
    """Have the worker tell everybody who has a place, as above; return whether anybody has."""
    if not _list_to_tell(session).exists():
        session.untold = None
        return False
    _plan_to_tell(session, _CANCELLED, {"reason": session.reason}, at)
    return True


def _plan_to_tell(
    session: ClassSession, what: str, facts: dict[str, str], at: dt.datetime
) -> None:
    session.untold = {"what": what, "facts": facts, "at": at.isoformat()}
    enqueue_on_commit(_TASK, session.pk)


def tell_waiting_sessions() -> int:
    """Write the letters whose task was lost; return how many."""
    waiting = ClassSession.objects.filter(untold__isnull=False)
    return sum(sweep_rows(waiting.order_by("pk"), tell_attendants).results)


def tell_attendants(session: ClassSession) -> int:
    """Write what waits to be told, a piece of people at a time; return how many letters.

    Killed in the middle it goes on with who has no letter; two at once write none twice.
    """
    count = 0
    # Asked before each piece: moved again, or cancelled, it is told by its own task, and nobody
    # hears the old times after the new ones.
    as_read = ClassSession.objects.filter(pk=session.pk, revision=session.revision)
    while session.untold and as_read.exists() and (people := _list_unheard(session)):
        notify_people(
            people,
            f"courses/session_{session.untold['what']}",
            subject=_subject(session),
            facts=_collect_facts(session, **session.untold["facts"]),
        )
        count += len(people)
    as_read.update(untold=None)
    return count


def _list_unheard(session: ClassSession) -> list[Person]:
    told = session.untold or {}
    heard = Message.objects.filter(
        person=OuterRef("person"),
        kind=f"courses/session_{told['what']}",
        subject=_subject(session),
    )
    # Who came to the session afterwards knows it as it is now.
    before = Q(queued_at__lte=dt.datetime.fromisoformat(told["at"]))
    seats = _list_to_tell(session).filter(before, ~Exists(heard))
    return [seat.person for seat in seats.select_related("person").order_by("pk")[:_PIECE]]


def _subject(session: ClassSession) -> str:
    return f"{session.pk}-{session.revision}"


def _list_to_tell(session: ClassSession) -> QuerySet[SessionSeat]:
    return session.seats.standing().filter(person__is_active=True)


def _write_letter(
    session: ClassSession, person: Person, kind: str, subject: str, **facts: Any
) -> None:
    with translation.override(person.language):
        told = _collect_facts(session, **facts)
    notify_person(person, kind, subject=subject, facts=told)


def _collect_facts(session: ClassSession, **facts: Any) -> dict[str, Any]:
    # In whatever language the address is written: messages lead to it in that of the reader.
    page = reverse("courses:session", args=[session.pk])
    return {
        "titles": session.titles,
        "begins": session.begins_at.isoformat() if session.begins_at else "",
        "place": session.place,
        "link": session.link,
        "address": f"{settings.SITE_URL}{page}",
        **facts,
    }


def remind_attendants(*, at: dt.datetime | None = None) -> int:
    """Remind who has a seat a week and a day before; return how many letters were written.

    Run every hour: who was told of a session of that time is not told again.
    """
    at = at or timezone.now()
    if is_quiet(at):
        # Each window lasts a day, so one of its hours is not quiet.
        return 0
    return sum(_remind_before(days, at) for days in _REMINDED_DAYS)


def _remind_before(days: int, at: dt.datetime) -> int:
    first, last = at + (days - 1) * _ONE_DAY, at + days * _ONE_DAY
    sessions = ClassSession.objects.filter(
        state=ClassSession.State.OPEN, begins_at__gt=first, begins_at__lte=last
    )
    return sum(sweep_rows(sessions, lambda one: _remind_of_session(one, days)).results)


def _remind_of_session(session: ClassSession, days: int) -> int:
    # With the time of its beginning: of a session that moved one hears again.
    subject = f"{session.pk}-{days}-{session.begins_at:%Y%m%d%H%M}"

    def remind(seat: SessionSeat) -> None:
        _write_letter(session, seat.person, _REMINDER, subject, days=days)

    return len(sweep_rows(_list_untold(session, subject), remind).results)


def _list_untold(session: ClassSession, subject: str) -> Iterable[SessionSeat]:
    told = Message.objects.filter(person=OuterRef("person"), kind=_REMINDER, subject=subject)
    seats = session.seats.seated().filter(~Exists(told), person__is_active=True)
    return seats.select_related("person").order_by("pk")
