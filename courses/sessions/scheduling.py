"""Plans sessions: what, when, where and for whom; tells those who come when it moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from courses.models import LONGEST_PART, ClassSession, Course, SessionPart, SessionSeries
from courses.sessions.access import lock_session, require_runner
from courses.sessions.letters import plan_to_tell_moved
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.sessions.seats import fill_seats
from people.models import Agency, Person, Role

_MOST_PARTS = 60
FARTHEST = dt.timedelta(days=731)
# Those who come are told when one of these changes.
_TOLD_FIELDS = ("begins_at", "ends_at", "place", "link")


@dataclass(frozen=True, order=True)
class PartTime:
    """From when to when a part lasts."""

    begins_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class SessionPlan:
    """All that an office says of a session."""

    titles: dict[str, str]
    agency: Agency
    capacity: int
    parts: Sequence[PartTime] = ()
    kind: str = ClassSession.Kind.CLASSROOM
    opens_to: str = ClassSession.OpensTo.UNIT
    course: Course | None = None
    place: str = ""
    link: str = ""
    late_percent: int = 50
    trainers: Collection[Person] = ()


@transaction.atomic
def create_session(
    plan: SessionPlan,
    *,
    by: Person,
    at: dt.datetime | None = None,
    series: SessionSeries | None = None,
) -> ClassSession:
    """Return a draft, which only its office sees. Raise `SessionRefused`.

    Planned again by the same person while it is a draft, it is the same one; those of a series
    are as many as asked for.
    """
    require_runner(by, plan.agency)
    # Locked: a form that is sent twice plans one session.
    Person.objects.select_for_update().get(pk=by.pk)
    if series is None and (same := _find_same_draft(plan, by)):
        return same
    session = ClassSession(agency=plan.agency, made_by=by, made_at=at or timezone.now())
    session.series = series
    _write_plan_of(session, plan, by, at=at or timezone.now())
    return session


def _find_same_draft(plan: SessionPlan, by: Person) -> ClassSession | None:
    told = {name: value for name, value in vars(plan).items() if name not in ("parts", "trainers")}
    drafts = ClassSession.objects.filter(
        made_by=by, state=ClassSession.State.DRAFT, series=None, **told
    )
    return next((one for one in drafts if _read_times(one) == sorted(plan.parts)), None)


@transaction.atomic
def change_session(
    session: ClassSession, plan: SessionPlan, *, by: Person, at: dt.datetime | None = None
) -> ClassSession:
    """Write what is said now; tell who comes if times or place are others. Raise `SessionRefused`.

    The office stays: a session of another office is another one.
    """
    at, locked = at or timezone.now(), lock_session(session.pk)
    require_runner(by, locked.agency)
    if locked.is_finished or locked.is_cancelled:
        raise SessionRefused(SessionRefusal.CLOSED)
    if locked.is_open and not plan.parts:
        raise SessionRefused(SessionRefusal.NO_PARTS)
    if locked.seats.seated().count() > plan.capacity:
        raise SessionRefused(SessionRefusal.SEATS)
    was = {name: getattr(locked, name) for name in _TOLD_FIELDS} | {"parts": _read_times(locked)}
    if locked.has_begun(at) and _changes_weights(locked, plan):
        _require_no_seat(locked, by)
    _write_plan_of(locked, plan, by, at=at)
    is_moved = was != {name: getattr(locked, name) for name in _TOLD_FIELDS} | {
        "parts": _read_times(locked)
    }
    if locked.is_open and is_moved:
        locked.revision += 1
        locked.most_parts = max(locked.most_parts, len(was["parts"]), len(plan.parts))
        plan_to_tell_moved(locked, began_at=was["begins_at"], place=was["place"], at=at)
        locked.save(update_fields=["revision", "most_parts", "untold"])
    if locked.is_open:
        fill_seats(locked, at=at)
    return locked


@transaction.atomic
def open_session(
    session: ClassSession, *, by: Person, at: dt.datetime | None = None
) -> ClassSession:
    """Let people join and be nominated; a second time changes nothing. Raise `SessionRefused`."""
    locked = lock_session(session.pk)
    require_runner(by, locked.agency)
    if locked.is_open:
        return locked
    if not locked.is_draft:
        raise SessionRefused(SessionRefusal.CLOSED)
    if locked.begins_at is None:
        raise SessionRefused(SessionRefusal.NO_PARTS)
    if locked.is_over(at):
        raise SessionRefused(SessionRefusal.PAST)
    locked.state = ClassSession.State.OPEN
    locked.save(update_fields=["state"])
    return locked


def _write_plan_of(
    session: ClassSession, plan: SessionPlan, by: Person, *, at: dt.datetime
) -> None:
    # Whose course it is says who may have people complete it by attendance.
    if plan.course and plan.course != session.course:
        _require_own_course(plan.course, by)
    parts = check_parts(plan.parts, at=at)
    for name in ("titles", "kind", "course", "place", "link"):
        setattr(session, name, getattr(plan, name))
    for name in ("capacity", "opens_to", "late_percent"):
        setattr(session, name, getattr(plan, name))
    session.begins_at = parts[0].begins_at if parts else None
    session.ends_at = max((part.ends_at for part in parts), default=None)
    session.save()
    session.trainers.set(plan.trainers)
    _write_parts(session, parts)


def _changes_weights(session: ClassSession, plan: SessionPlan) -> bool:
    """Return whether what somebody attended of the session would weigh otherwise."""
    is_weighed_anew = session.late_percent != plan.late_percent
    return is_weighed_anew or _read_times(session) != sorted(plan.parts)


def _require_no_seat(session: ClassSession, by: Person) -> None:
    # Nobody certifies themselves: without the part that one missed, one was there all the time.
    own = by.principals(Role.Kind.TRAINER, Role.Kind.HR)
    if session.seats.seated().filter(person__in=own).exists():
        raise SessionRefused(SessionRefusal.OWN_SEAT)


def _require_own_course(course: Course, by: Person) -> None:
    try:
        require_runner(by, course.agency)
    except SessionRefused as refused:
        raise SessionRefused(SessionRefusal.COURSE) from refused


def check_parts(parts: Collection[PartTime], *, at: dt.datetime) -> list[PartTime]:
    """Return the parts in their order. Raise `SessionRefused`."""
    ordered = sorted(parts)
    if len(ordered) > _MOST_PARTS:
        raise SessionRefused(SessionRefusal.TOO_MANY_PARTS)
    for part in ordered:
        if not dt.timedelta() < part.ends_at - part.begins_at <= LONGEST_PART:
            raise SessionRefused(SessionRefusal.LENGTH)
        if abs(part.begins_at - at) > FARTHEST:
            raise SessionRefused(SessionRefusal.TOO_FAR)
    if any(after.begins_at < before.ends_at for before, after in pairwise(ordered)):
        raise SessionRefused(SessionRefusal.OVERLAP)
    return ordered


def _read_times(session: ClassSession) -> list[PartTime]:
    times = session.parts.order_by("begins_at").values_list("begins_at", "ends_at")
    return [PartTime(*one) for one in times]


def _list_attended(session: ClassSession) -> list[SessionPart]:
    return list(session.parts.filter(attendances__isnull=False).distinct())


def _write_parts(session: ClassSession, parts: list[PartTime]) -> None:
    """Keep parts that stay, with their attendance; the others are deleted and made.

    A part that was attended may end earlier or later than planned: its weight is its minutes.
    """
    known = {PartTime(part.begins_at, part.ends_at): part for part in session.parts.all()}
    for part in _list_attended(session):
        time = next((one for one in parts if one.begins_at == part.begins_at), None)
        if time and time.ends_at != part.ends_at:
            del known[PartTime(part.begins_at, part.ends_at)]
            part.ends_at = time.ends_at
            part.save(update_fields=["ends_at"])
            known[time] = part
    gone = [part.pk for time, part in known.items() if time not in parts]
    if SessionPart.objects.filter(pk__in=gone, attendances__isnull=False).exists():
        raise SessionRefused(SessionRefusal.ATTENDED)
    SessionPart.objects.filter(pk__in=gone).delete()
    SessionPart.objects.bulk_create(
        SessionPart(session=session, begins_at=time.begins_at, ends_at=time.ends_at)
        for time in parts
        if time not in known
    )
