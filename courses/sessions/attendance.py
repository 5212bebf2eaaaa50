"""Records who was there: by the code on the trainer's screen, or by the trainer's list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.models import Attendance, AttendanceChange, ClassSession, SessionPart, SessionSeat
from courses.sessions.access import lock_part, may_teach, require_teacher
from courses.sessions.closing import complete_attendants, list_completed_since
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.sessions.shares import write_shares
from people.history import office_acted
from people.models import Person, Role
from people.text import names

_State, _Way = Attendance.State, Attendance.Way
_OPENS_BEFORE = dt.timedelta(minutes=30)


@transaction.atomic
def check_in(
    part: SessionPart, person: Person, *, way: str = _Way.CODE, at: dt.datetime | None = None
) -> Attendance:
    """Return the person's record in the part, written unless there is one. Raise `SessionRefused`.

    What stands stays, whoever wrote it: a code that is scanned again changes nothing.
    """
    at, (part, session) = at or timezone.now(), lock_part(part)
    if not session.is_open or not is_window_open(part, at):
        raise SessionRefused(SessionRefusal.WINDOW)
    seat = session.seats.seated().filter(person=person).first()
    if seat is None:
        raise SessionRefused(SessionRefusal.NO_SEAT)
    # Nobody certifies themselves: who may show the code is marked in the list, by another one.
    if may_teach(person, session):
        raise SessionRefused(SessionRefusal.TEACHES)
    if _is_elsewhere(person, part):
        raise SessionRefused(SessionRefusal.ELSEWHERE)
    late_from = part.begins_at + dt.timedelta(minutes=settings.LATE_AFTER_MINUTES)
    record, _is_new = Attendance.objects.get_or_create(
        part=part,
        seat=seat,
        defaults={
            "state": _State.LATE if at > late_from else _State.PRESENT,
            "way": way,
            "recorded_by": person,
            "recorded_at": at,
        },
    )
    return record


def _is_elsewhere(person: Person, part: SessionPart) -> bool:
    """Return whether the person is recorded in another session that meets at the same time.

    Nobody sits in two halls: one of them was told by a friend. The trainer's list may say so.
    """
    others = SessionPart.objects.exclude(session=part.session_id)
    others = others.filter(begins_at__lt=part.ends_at, ends_at__gt=part.begins_at)
    others = others.filter(
        session__in=SessionSeat.objects.seated().filter(person=person).values("session")
    )
    beside = list(others.values_list("pk", flat=True))
    if not beside:
        return False
    # Locked: of two halls in the same moment the second sees the record of the first.
    Person.objects.select_for_update().get(pk=person.pk)
    there = Attendance.objects.filter(part__in=beside, seat__person=person)
    return there.filter(state__in=[_State.PRESENT, _State.LATE]).exists()


def is_window_open(part: SessionPart, at: dt.datetime | None = None) -> bool:
    """Return whether the code of the part counts: from half an hour before it to its end."""
    return part.begins_at - _OPENS_BEFORE <= (at or timezone.now()) <= part.ends_at


def find_attendant(session: ClassSession, number: str, name: str) -> Person | None:
    """Return who has a seat, this number and this name; None for anybody else alike.

    Security: a number that nobody has, a name that is another's and somebody without a seat are
    not told apart, so that nobody learns from it who exists or who comes.
    """
    seated = session.seats.seated().values("person")
    person = Person.objects.identified_by(number).filter(is_active=True, pk__in=seated).first()
    typed = _name_key(name)
    if person is None or not typed:
        return None
    return person if typed in {_name_key(person.name_my), _name_key(person.name_en)} else None


def _name_key(name: str) -> str:
    return names.fold_unspaced(names.strip_all_honorifics(name))


@dataclass(frozen=True)
class MarkedRow:
    """What the list showed of a seat, and what the trainer made of it; ``""``: nothing yet.

    ``age`` is how long ago: a device without network sends its marks later.
    """

    seen: str
    state: str
    age: dt.timedelta = dt.timedelta()


@dataclass
class ListOutcome:
    """How many rows were written, how many of them another device had changed meanwhile,
    which records stay because they are later than the mark, and who has completed the course
    already and would not have by these rows.
    """

    written: int = 0
    overtaken: int = 0
    kept: list[Attendance] = field(default_factory=list)
    completed: list[Person] = field(default_factory=list)


@transaction.atomic
def save_list(
    part: SessionPart,
    rows: Mapping[int, MarkedRow],
    *,
    by: Person,
    at: dt.datetime | None = None,
) -> ListOutcome:
    """Write the rows that the trainer changed, by the id of the seat; the others stay.

    What was seen later counts, whichever device sends first: a record that is later than a mark
    stays, and the trainer is told. Sent again nothing changes. Raise `SessionRefused`.
    """
    at, (part, session) = at or timezone.now(), lock_part(part)
    require_teacher(by, session)
    if not (session.is_open or session.is_finished):
        raise SessionRefused(SessionRefusal.CLOSED)
    if part.begins_at - _OPENS_BEFORE > at:
        raise SessionRefused(SessionRefusal.NOT_BEGUN)
    changed = {pk: row for pk, row in rows.items() if row.state and row.state != row.seen}
    seats = {
        seat.pk: seat
        for seat in session.seats.seated().filter(pk__in=changed).select_related("person")
    }
    # Nobody certifies themselves, nor by a deputy or the one they act for.
    own = by.principals(Role.Kind.TRAINER, Role.Kind.HR)
    if any(seat.person_id in own for seat in seats.values()):
        raise SessionRefused(SessionRefusal.OWN)
    outcome = _write_marks(part, {pk: changed[pk] for pk in seats}, by=by, at=at)
    if session.is_finished:
        _count_again(session, list(seats.values()), outcome)
    return outcome


def _write_marks(
    part: SessionPart, rows: Mapping[int, MarkedRow], *, by: Person, at: dt.datetime
) -> ListOutcome:
    records = part.attendances.filter(seat__in=rows).select_related("seat__person")
    known = {one.seat_id: one for one in records}
    made, mended, changes, kept = [], [], [], []
    for seat, row in rows.items():
        record, marked_at = known.get(seat), _find_moment(part, row, at)
        if record is None:
            record = Attendance(part=part, seat_id=seat)
            made.append(record)
        elif record.state == row.state:
            continue
        elif record.recorded_at > marked_at:
            kept.append(record)
            continue
        else:
            mended.append(record)
            changes.append(
                AttendanceChange(
                    attendance=record, was=record.state, became=row.state, by=by, at=at
                )
            )
        record.state, record.way = row.state, _Way.LIST
        record.recorded_by, record.recorded_at = by, marked_at
    Attendance.objects.bulk_create(made)
    Attendance.objects.bulk_update(mended, ["state", "way", "recorded_by", "recorded_at"])
    AttendanceChange.objects.bulk_create(changes)
    overtaken = sum(rows[one.attendance.seat_id].seen != one.was for one in changes)
    _tell_history(part, changes, by)
    return ListOutcome(len(made) + len(mended), overtaken, kept)


def _find_moment(part: SessionPart, row: MarkedRow, at: dt.datetime) -> dt.datetime:
    """Return when the row was marked: never before the list could be, whatever a device says."""
    return min(at, max(at - row.age, part.begins_at - _OPENS_BEFORE))


def _tell_history(part: SessionPart, changes: list[AttendanceChange], by: Person) -> None:
    if changes:
        seats = [one.attendance.seat_id for one in changes]
        people = list(Person.objects.filter(session_seats__in=seats))
        data = {"session": part.session.titles, "part": part.begins_at.isoformat()}
        office_acted.send(Attendance, action="session.correct", people=people, by=by, data=data)


def _count_again(session: ClassSession, seats: list[SessionSeat], outcome: ListOutcome) -> None:
    """Count the shares anew of a session that is finished; a completion stays as it is."""
    write_shares(session, seats)
    asked = session.course.attendance_percent if session.course else None
    if asked is None:
        return
    done = set(list_completed_since(session).values_list("person", flat=True))
    outcome.completed = [
        seat.person for seat in seats if seat.person_id in done and (seat.share or 0) < asked
    ]
    complete_attendants(session)
