"""Reads what a cell says of a target: a percent, grades, positions, milestones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue, read_whole_number
from people.imports.lines import TableLine
from people.text import fold
from plan.positions import position_key
from plan.targets import HIGHEST_GRADE, MOST_PERCENT, Milestone, read_milestones

# Between positions: names have commas.
_BETWEEN_POSITIONS = re.compile(r"[;။]")


def read_percent(text: str) -> int | None:
    """Return the percent of ``80`` or ``80%``; None for an empty cell."""
    if not text:
        return None
    percent = read_whole_number(text.removesuffix("%").strip())
    if not 1 <= percent <= MOST_PERCENT:
        raise InvalidValue(_("A percent is a whole number from 1 to 100."))
    return percent


def read_grade(text: str) -> int | None:
    """Return the grade; None for an empty cell."""
    grade = read_whole_number(text) if text else None
    if grade is not None and grade > HIGHEST_GRADE:
        raise InvalidValue(_("A grade has two digits at most."))
    return grade


def read_positions(
    line: TableLine, column: str, known: Mapping[str, dict[str, str]]
) -> list[dict[str, str]]:
    """Return the positions as they are recorded; one that nobody has would count nobody."""
    found: dict[str, dict[str, str]] = {}
    for name in _BETWEEN_POSITIONS.split(line.text(column, needed=False)):
        if names := known.get(fold(name)):
            found[position_key(names)] = names
        elif name.strip():
            message = _("Nobody has the position “{text}”. Write it as rosters do.")
            line.fail(column, format_lazy(message, text=name.strip()))
    return [found[key] for key in sorted(found)]


def read_milestone_pairs(line: TableLine, column: str) -> list[list[str | int]]:
    """Return the milestones as they are stored."""
    none: list[Milestone] = []
    return [[one.on.isoformat(), one.value] for one in line.read(column, read_milestones, none)]
