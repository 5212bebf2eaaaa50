"""Tells people of their seats in supervised tests: when and where, and when it is called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from courses.models import Sitting, SittingSeat
from people.messaging import notify_person


def tell_planned(sitting: Sitting, seats: Iterable[SittingSeat], *, at: dt.datetime) -> None:
    """Tell when and where, unless that is over: who is given a seat in the room hears it there."""
    if sitting.planned_at <= at or not sitting.is_planned:
        return
    for seat in seats:
        _write(sitting, seat, "courses/sitting_planned", at)


def tell_removed(sitting: Sitting, seat: SittingSeat, *, at: dt.datetime) -> None:
    """Tell that the seat is taken away, unless the time of the test is over."""
    if sitting.planned_at > at and sitting.is_planned:
        _write(sitting, seat, "courses/sitting_seat_removed", at)


def tell_cancelled(sitting: Sitting, seats: Iterable[SittingSeat], *, at: dt.datetime) -> None:
    for seat in seats:
        _write(sitting, seat, "courses/sitting_cancelled", at)


def _write(sitting: Sitting, seat: SittingSeat, kind: str, at: dt.datetime) -> None:
    with translation.override(seat.person.language):
        path = reverse("courses:own_sittings")
    facts = {
        "titles": sitting.quiz.full_titles,
        "planned": sitting.planned_at.isoformat(),
        "place": sitting.place,
        "reason": sitting.reason,
        "path": path,
    }
    # The moment, not the time of the test: moved there and back one hears both.
    subject = f"{seat.pk}/{at:%Y%m%d%H%M%S%f}"
    notify_person(seat.person, kind, subject=subject, facts=facts)
