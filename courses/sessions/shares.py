"""Counts how much of a session each attended, and makes that a condition of completion.

Parts weigh as many minutes as they last. Present counts in full, late as the session says, an
excused part is left out of what could be attended; a part without a record was missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q

from courses.models import Attendance, ClassSession, SessionSeat
from courses.passing.terms import build_attended_condition
from courses.progress.conditions import CompletionCondition, register_completion_condition

_State = Attendance.State


@dataclass(frozen=True)
class AttendedShare:
    """Minutes that count, and their share of those that could be attended."""

    minutes: int
    percent: int | None  # None: excused from all


def count_share(
    parts: Mapping[int, int], states: Mapping[int, str], *, late_percent: int
) -> AttendedShare:
    """Return the share; ``parts`` are minutes and ``states`` attendance by the id of the part."""
    weights = {_State.PRESENT: 100, _State.LATE: late_percent}
    asked = sum(minutes for part, minutes in parts.items() if states.get(part) != _State.EXCUSED)
    counted = sum(
        minutes * weights.get(_State(states[part]), 0)
        for part, minutes in parts.items()
        if part in states
    )
    # Rounded down: 89.9 percent are not 90.
    return AttendedShare(counted // 100, counted // asked if asked else None)


def read_shares(
    session: ClassSession, seats: Iterable[SessionSeat] | None = None
) -> dict[int, AttendedShare]:
    """Return the share by the id of the seat as it stands now: three queries."""
    rows = session.seats.seated() if seats is None else seats
    keys = [seat.pk for seat in rows]
    parts = {part.pk: part.minutes for part in session.parts.all()}
    states: dict[int, dict[int, str]] = defaultdict(dict)
    records = Attendance.objects.filter(seat__in=keys)
    for seat, part, state in records.values_list("seat_id", "part_id", "state"):
        states[seat][part] = state
    return {
        key: count_share(parts, states[key], late_percent=session.late_percent) for key in keys
    }


def write_shares(session: ClassSession, seats: Iterable[SessionSeat] | None = None) -> None:
    """Store the shares, by which completion asks; the caller holds the lock of the session."""
    rows = list(session.seats.seated() if seats is None else seats)
    shares = read_shares(session, rows)
    for seat in rows:
        seat.minutes, seat.share = shares[seat.pk].minutes, shares[seat.pk].percent
    SessionSeat.objects.bulk_update(rows, ["minutes", "share"], batch_size=500)


def forget_shares(session: ClassSession) -> None:
    session.seats.update(minutes=None, share=None)


def _build_asked() -> Q:
    return Q(course__attendance_percent__isnull=False)


def _build_met() -> Q:
    return build_attended_condition(OuterRef("course__attendance_percent"))


register_completion_condition(CompletionCondition("attendance", _build_asked, _build_met))
