"""Reads and writes the milestones of a target: what it asks by days before its due day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue, read_date, read_whole_number

# Between milestones: a line, a semicolon or its Burmese sister. Between day and value: a colon.
_BETWEEN = re.compile(r"[;။\n]")
_PARTS = re.compile(r"\s*(?P<day>[^:=\s]+)\s*[:=]\s*(?P<value>[^%\s]+)\s*%?\s*")
MOST_MILESTONES = 12


@dataclass(frozen=True)
class Milestone:
    """So many people, or so many of a hundred, by a day; the target says which of the two."""

    on: dt.date
    value: int

    @classmethod
    def load(cls, pairs: Iterable[tuple[str, int]]) -> list[Self]:
        """Return the milestones as a target keeps them."""
        return [cls(dt.date.fromisoformat(day), value) for day, value in pairs]


def read_milestones(text: str) -> list[Milestone]:
    """Return the milestones of ``2025-12-31: 200; 2026-06-30: 400``, in either digits.

    Raise `InvalidValue`.
    """
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > MOST_MILESTONES:
        raise InvalidValue(_("A target has twelve milestones at most."))
    return [_read_milestone(part) for part in parts]


def _read_milestone(text: str) -> Milestone:
    found = _PARTS.fullmatch(text)
    if not found:
        message = _("“{text}” is no milestone. Write the day and the number: 2026-06-30: 400")
        raise InvalidValue(message, text=text.strip()[:40])
    return Milestone(read_date(found["day"]), read_whole_number(found["value"]))


def write_milestones(milestones: Iterable[Milestone]) -> str:
    """Return what `read_milestones` reads."""
    return "; ".join(f"{one.on.isoformat()}: {one.value}" for one in milestones)
