"""Tells people of their seats in supervised tests: when and where, and when it is called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from django.urls import reverse
from django.utils import translation

from courses.models import Sitting, SittingSeat
from people.messaging import notify_person


def tell_planned(sitting: Sitting, seats: Iterable[SittingSeat], *, at: dt.datetime) -> None:
    """Tell when and where, unless that is over: who is given a seat in the room hears it there."""
    if sitting.planned_at <= at or not sitting.is_planned:
        return
    # Of the time and place: who is told of one hears of another too, and of the same once.
    place = sha256(sitting.place.encode()).hexdigest()[:8]
    subject = f"{sitting.planned_at:%Y%m%d%H%M}-{place}"
    for seat in seats:
        _write(sitting, seat, "courses/sitting_planned", subject)


def tell_cancelled(sitting: Sitting, seats: Iterable[SittingSeat]) -> None:
    for seat in seats:
        _write(sitting, seat, "courses/sitting_cancelled", "cancelled")


def _write(sitting: Sitting, seat: SittingSeat, kind: str, subject: str) -> None:
    with translation.override(seat.person.language):
        path = reverse("courses:own_sittings")
    facts = {
        "titles": sitting.quiz.titles,
        "planned": sitting.planned_at.isoformat(),
        "place": sitting.place,
        "reason": sitting.reason,
        "path": path,
    }
    notify_person(seat.person, kind, subject=f"{seat.pk}/{subject}", facts=facts)
