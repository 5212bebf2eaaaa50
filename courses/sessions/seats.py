"""Gives seats: to who joins, and from the waiting list in its order when one becomes free.

Frees them: of who gives them up, whom an office removes, and who left the service.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import ClassSession, SessionSeat
from courses.progress.enrolment import enrol_person, read_admission
from courses.sessions.access import lock_session, may_manage, may_teach, require_open_session
from courses.sessions.letters import tell_seat
from courses.sessions.refusals import SessionRefusal, SessionRefused
from people.messaging import is_quiet
from people.models import Person, Posting

_State = SessionSeat.State
_LEFT = _("Your service has ended.")


def explain_closed_door(
    session: ClassSession, person: Person, at: dt.datetime | None = None
) -> SessionRefusal | None:
    """Return why the person may not join by themselves, or None."""
    if not session.is_open:
        return SessionRefusal.CLOSED
    if session.has_begun(at):
        return SessionRefusal.BEGUN
    if session.opens_to == ClassSession.OpensTo.NOMINATED:
        return SessionRefusal.NOMINATED_ONLY
    if session.opens_to == ClassSession.OpensTo.UNIT and not serves_under(person, session):
        return SessionRefusal.NOT_OFFERED
    if session.course and not read_admission(person, session.course).is_open:
        return SessionRefusal.NOT_ADMITTED
    return None


def serves_under(person: Person, session: ClassSession, day: dt.date | None = None) -> bool:
    """Return whether the person serves in the office of the session or below it."""
    on_day = person.postings.on(day or timezone.localdate())
    return on_day.filter(agency__path__startswith=session.agency.path).exists()


@transaction.atomic
def join_session(
    session: ClassSession, person: Person, *, at: dt.datetime | None = None
) -> SessionSeat:
    """Return the person's seat, or their place on the waiting list. Raise `SessionRefused`.

    Joining twice changes nothing; who was declined by the office does not come in by this door.
    """
    at, locked = at or timezone.now(), lock_session(session.pk)
    seat = locked.seats.filter(person=person).first()
    if seat and seat.is_standing:
        return seat
    if refusal := explain_closed_door(locked, person, at):
        raise SessionRefused(refusal)
    if seat and seat.state == _State.DECLINED:
        raise SessionRefused(SessionRefusal.NOMINATED_ONLY)
    return put_in_line(locked, person, at=at)


def put_in_line(
    session: ClassSession,
    person: Person,
    *,
    at: dt.datetime,
    nominated_by: Person | None = None,
) -> SessionSeat:
    """Return a seat if one is free and nobody waits for it, else a place at the end of the line.

    The caller holds `lock_session`.
    """
    values = {
        "state": _State.WAITING,
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
    fill_seats(session, at=at, silent=seat if nominated_by is None else None)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def leave_session(
    session: ClassSession, person: Person, *, at: dt.datetime | None = None
) -> SessionSeat | None:
    """Give up the seat, the place in the line or the nomination; who waits moves up."""
    at, locked = at or timezone.now(), lock_session(session.pk)
    seat = locked.seats.standing().filter(person=person).first()
    if seat is None:
        return None
    require_open_session(locked)
    if locked.has_begun(at):
        raise SessionRefused(SessionRefusal.BEGUN)
    _end_seat(locked, seat, _State.WITHDRAWN, at=at, by=person)
    return seat


@transaction.atomic
def remove_from_session(
    seat: SessionSeat, *, by: Person, reason: str, at: dt.datetime | None = None
) -> None:
    """Take away a seat, a place in the line or a nomination, with words for the person.

    The session's own office may, and until it begins whoever manages the person. Raise
    `SessionRefused`.
    """
    at, locked = at or timezone.now(), lock_session(seat.session_id)
    seat = locked.seats.select_related("person").get(pk=seat.pk)
    teaches = may_teach(by, locked)
    if not (teaches or may_manage(by, seat.person, timezone.localdate(at))):
        raise SessionRefused(SessionRefusal.NOT_YOURS)
    require_open_session(locked)
    if not teaches and locked.has_begun(at):
        raise SessionRefused(SessionRefusal.BEGUN)
    if not seat.is_standing:
        raise SessionRefused(SessionRefusal.DECIDED)
    if not reason:
        raise SessionRefused(SessionRefusal.REASON)
    if seat.attendances.exists():
        raise SessionRefused(SessionRefusal.ATTENDED)
    # Whom the session's office declined comes back by a nomination only.
    state = _State.DECLINED if teaches else _State.WITHDRAWN
    _end_seat(locked, seat, state, at=at, by=by, reason=reason)
    tell_seat(locked, seat, "removed")


def _end_seat(
    session: ClassSession,
    seat: SessionSeat,
    state: str,
    *,
    at: dt.datetime,
    by: Person | None = None,
    reason: str = "",
) -> None:
    """End what the person has, and let who waits move up; the caller holds `lock_session`.

    ``by`` None: the clock, and whoever is reached anew may be nominated again.
    """
    seat.state, seat.decided_by, seat.decided_at, seat.reason = state, by, at, reason
    seat.seated_at = None
    seat.save(update_fields=["state", "decided_by", "decided_at", "reason", "seated_at"])
    fill_seats(session, at=at)


def fill_seats(
    session: ClassSession, *, at: dt.datetime, silent: SessionSeat | None = None
) -> list[SessionSeat]:
    """Give free seats to who waits, in order, and tell them; the caller holds `lock_session`.

    ``silent`` sees it on the page. Once the session has begun nobody is called from the line.
    """
    free = session.capacity - session.seats.seated().count()
    if free <= 0 or session.is_over(at):
        return []
    waiting = session.seats.waiting().filter(person__is_active=True)
    if session.has_begun(at):
        # Whoever is added at the door, and nobody who has gone home meanwhile.
        waiting = waiting.filter(queued_at__gte=session.begins_at)
    moved = list(waiting.select_related("person")[:free])
    for seat in moved:
        seat.take(at)
        seat.save(update_fields=["state", "seated_at"])
        if session.course and session.course.is_live:
            # A seat in a session of a course is a way into the course.
            language = seat.person.language
            enrol_person(seat.person, session.course, language=language, is_placed=True, at=at)
        if seat != silent:
            tell_seat(session, seat, "seated")
    return moved


def release_seats_of_leavers(*, at: dt.datetime | None = None) -> int:
    """Free what people who left have in sessions to come; who waits moves up. Return how many.

    Run every hour. Who left and took a place afterwards, as anybody may, keeps it.
    """
    at = at or timezone.now()
    if is_quiet(at):
        # Whoever moves up is told at once, and nobody is to be called at midnight.
        return 0
    seats = _find_seats_of_leavers(at).select_related("session").order_by("pk")
    return sum(release_seat(seat, reason=_LEFT, at=at) for seat in seats)


def _find_seats_of_leavers(at: dt.datetime) -> QuerySet[SessionSeat]:
    today = timezone.localdate(at)
    last = Posting.objects.filter(person=OuterRef("person")).order_by("-valid_from")
    seats = SessionSeat.objects.standing().alias(left_on=Subquery(last.values("valid_to")[:1]))
    has_left = Q(left_on__lte=today, queued_at__date__lt=F("left_on"))
    return seats.filter(
        has_left | Q(person__is_active=False),
        session__state=ClassSession.State.OPEN,
        session__begins_at__gt=at,
    )


@transaction.atomic
def release_seat(
    seat: SessionSeat, *, reason: str | Promise, at: dt.datetime | None = None
) -> bool:
    """Free one place in a session to come, by nobody's act, and tell why; again, nothing."""
    at, session = at or timezone.now(), lock_session(seat.session_id)
    seat = session.seats.select_related("person").get(pk=seat.pk)
    if not (seat.is_standing and session.is_open) or session.has_begun(at):
        return False
    with translation.override(seat.person.language):
        _end_seat(session, seat, _State.WITHDRAWN, at=at, reason=str(reason))
    tell_seat(session, seat, "removed")
    return True
