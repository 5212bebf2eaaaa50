"""Puts into the copy of one's own data the seats in supervised tests, and what one needs there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500
_Rows = Iterator[dict[str, Any]]


def _read_own_sittings(person: Person) -> _Rows:
    seats = person.sitting_seats.select_related("sitting__quiz").order_by("pk")
    for seat in seats.iterator(_CHUNK_SIZE):
        yield {
            "quiz": seat.sitting.quiz.titles,
            "begins": seat.sitting.planned_at,
            "place": seat.sitting.place,
            "seat": seat.number,
            "removed": seat.removed_at,
        }


def _read_own_accommodations(person: Person) -> _Rows:
    for row in person.accommodations.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "percent": row.time_percent,
            "breaks": row.break_minutes,
            "other": row.other,
            "why": row.reason,
            "first": row.valid_from,
            "end": row.valid_to,
            "given": row.given_at,
            "ended": row.ended_at,
        }


register_data_section(
    DataSection(
        "sittings",
        _("Supervised tests"),
        33,
        {
            "quiz": _("quiz"),
            "begins": _("begins at"),
            "place": _("place"),
            "seat": _("seat"),
            "removed": _("seat taken away at"),
        },
        _read_own_sittings,
    ),
    DataSection(
        "accommodations",
        _("What you need in tests"),
        33,
        {
            "percent": _("time, in percent of the usual"),
            "breaks": _("minutes of breaks in a test"),
            "other": _("what else is needed"),
            "why": _("reason"),
            "first": _("valid from"),
            "end": _("valid to"),
            "given": _("recorded at"),
            "ended": _("ended at"),
        },
        _read_own_accommodations,
    ),
)
