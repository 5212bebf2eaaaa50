"""Reads how a supervised test goes: who has begun, is at work, was not heard of, has handed in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Accommodation, Attempt, Sitting, SittingSeat
from courses.sittings.entering import MOST_WRONG_CODES

# A paper that is open tells every minute that it is there.
_SILENCE = dt.timedelta(minutes=3)


class SeatState(models.TextChoices):
    EMPTY = "empty", _("Has not begun")
    LOCKED = "locked", _("Wrong codes: let in again")
    AWAITED = "awaited", _("Let in, code is awaited")
    WORKING = "working", _("At work")
    SILENT = "silent", _("Not heard of for some minutes")
    DONE = "done", pgettext_lazy("seat", "Handed in")
    VOIDED = "voided", _("Voided")


_TONES = {
    SeatState.LOCKED: "attention",
    SeatState.SILENT: "attention",
    SeatState.AWAITED: "wait",
    SeatState.WORKING: "wait",
    SeatState.DONE: "good",
    SeatState.VOIDED: "bad",
}


@dataclass(frozen=True)
class RoomSeat:
    """A seat with its last paper, and what its person needs; never why."""

    seat: SittingSeat
    papers: tuple[Attempt, ...]
    accommodations: tuple[Accommodation, ...]
    state: SeatState

    @property
    def tone(self) -> str:
        """Return how the state is coloured; it is told by its words."""
        return _TONES.get(self.state, "neutral")

    @property
    def paper(self) -> Attempt | None:
        return self.papers[-1] if self.papers else None


def read_room(sitting: Sitting, *, at: dt.datetime | None = None) -> list[RoomSeat]:
    """Return the seats in order: three queries for any number."""
    at = at or timezone.now()
    seats = list(sitting.seats.standing().select_related("person"))
    papers = _group(
        Attempt.objects.filter(seat__sitting=sitting)
        .select_related("void", "quiz")
        .order_by("number"),
        "seat_id",
    )
    people = [seat.person_id for seat in seats]
    # Of a past sitting what was needed on its day; health data is looked at no longer than that.
    held = Accommodation.objects.on(timezone.localdate(sitting.started_at or at))
    needs = _group(held.filter(person__in=people), "person_id")
    return [
        RoomSeat(
            seat,
            tuple(papers[seat.pk]),
            () if sitting.closed_at else tuple(needs[seat.person_id]),
            find_state(seat, papers[seat.pk], at=at),
        )
        for seat in seats
    ]


def _group(rows: Iterable[models.Model], name: str) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def find_state(seat: SittingSeat, papers: list[Attempt], *, at: dt.datetime) -> SeatState:
    """Return how the seat is, from its papers in order."""
    if seat.wrong_codes >= MOST_WRONG_CODES:
        return SeatState.LOCKED
    last = papers[-1] if papers else None
    if last is None:
        return SeatState.AWAITED if seat.let_in_at else SeatState.EMPTY
    if last.submitted_at:
        if len(papers) < seat.passages:
            return SeatState.AWAITED
        return SeatState.VOIDED if hasattr(last, "void") else SeatState.DONE
    if not seat.device:
        return SeatState.AWAITED
    is_silent = seat.seen_at is None or seat.seen_at < at - _SILENCE
    return SeatState.SILENT if is_silent else SeatState.WORKING
