"""Puts figures of a unit into the facts of a letter: numbers, and names in every language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from people.models import Agency, Person
from plan.levels import name_level
from reporting.figures.coverage import Measure, coverage_over
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import (
    TargetRow,
    TargetState,
    count_states,
    list_target_rows,
)
from reporting.insights.home import TargetWish, pick_targets
from reporting.models import FigureLetter, LockedMonth
from reporting.months import read_month
from reporting.months.reading import LockedTarget, MonthReading

# More would be read by nobody in a letter; the page and the file have all.
MOST_LINES = 12
_Facts = dict[str, Any]


@dataclass(frozen=True)
class LetterRound:
    """What one round of letters is of: the day, and the month that was locked last."""

    day: dt.date
    month: LockedMonth | None

    @cached_property
    def reading(self) -> MonthReading:
        """The locked month. Raise `MonthTampered`."""
        assert self.month is not None  # noqa: S101 – no letter of months is due without any
        return read_month(self.month)

    @cached_property
    def _months(self) -> list[dt.date]:
        rows = LockedMonth.objects.order_by("month")
        return list(rows.values_list("month", flat=True))

    def list_passed(self, letter: FigureLetter) -> list[str]:
        """Return the months locked since the letter before, without that which this one tells."""
        if not letter.is_of_months or letter.last_period is None:
            return []
        newest = self.find_period(letter)
        return [one.isoformat() for one in self._months if letter.last_period < one < newest]

    def find_period(self, letter: FigureLetter) -> dt.date:
        """Return the day of the letter's rhythm that is due, or the month."""
        if letter.is_of_months:
            assert self.month is not None  # noqa: S101
            return self.month.month
        return letter.next_on or self.day


def gather_facts(letter: FigureLetter, viewer: Person, around: LetterRound) -> _Facts:
    """Return the figures that the letter tells, the same for all who may read the unit's."""
    if letter.is_of_months:
        return _gather_locked(letter, around.reading)
    context = UnitContext.of(letter.unit, around.day)
    asked = list_letter_targets(letter, viewer, around.day, context)
    rows = pick_targets(asked, TargetWish(), letter.unit_id)  # the most urgent first
    lines = [_tell_target(row, context) for row in rows[:MOST_LINES]]
    told = _tell_cut(letter, around.day, lines, len(rows))
    return told | {
        "states": _count_letter_states(rows),
        "own": _count_own(letter, context, around.day),
    }


def list_letter_targets(
    letter: FigureLetter, viewer: Person, day: dt.date, context: UnitContext
) -> list[TargetRow]:
    """Return the targets that the letter is about."""
    rows = list_target_rows(viewer, letter.unit, day=day, context=context)
    asked = (letter.skill_id, letter.level)
    return [
        row for row in rows if not asked[0] or (row.target.skill.pk, row.target.level) == asked
    ]


def list_locked_targets(letter: FigureLetter, reading: MonthReading) -> list[LockedTarget]:
    """Return the targets of the month that the letter is about: of the unit and below today."""
    codes = set(Agency.objects.under(letter.unit).values_list("code", flat=True))
    skill = letter.skill.code if letter.skill else None
    return [
        one
        for one in reading.targets
        if one.figure.facts["unit"] in codes
        and (not skill or _name_letter_subject(one) == (skill, letter.level))
    ]


def _name_letter_subject(target: LockedTarget) -> tuple[str, int]:
    return target.figure.facts["skill"], target.figure.facts["level"]


def _gather_locked(letter: FigureLetter, reading: MonthReading) -> _Facts:
    targets = sorted(list_locked_targets(letter, reading), key=lambda one: -one.gap)
    lines = [_tell_locked(one, reading) for one in targets[:MOST_LINES]]
    told = _tell_cut(letter, reading.day, lines, len(targets))
    address = settings.SITE_URL + reverse("reporting:month", args=[reading.month.code])
    return told | {"month": reading.month.first_day.isoformat(), "month_address": address}


def _tell_cut(letter: FigureLetter, day: dt.date, lines: list[_Facts], total: int) -> _Facts:
    return {
        "unit": letter.unit.names,
        "skill": letter.skill.names if letter.skill else {},
        "day": day.isoformat(),
        "lines": lines,
        "more": total - len(lines),
    }


def _tell_target(row: TargetRow, context: UnitContext) -> _Facts:
    target = row.target
    return {
        "unit": target.agency.names,
        "skill": target.skill.names,
        "level": _tell_in_all(lambda: name_level(context.names, target.skill, target.level)),
        "counting": _tell_in_all(lambda: row.counting),
        "is_sample": target.is_sample,
        "held": row.held,
        "asked": row.asked,
        "gap": row.gap,
        "state": _tell_in_all(lambda: str(row.state.label)),
        "due_on": target.due_on.isoformat(),
    }


def _tell_locked(one: LockedTarget, reading: MonthReading) -> _Facts:
    figure, state = one.figure, _find_locked_state(one)
    return {
        "unit": _tell_in_all(lambda: reading.name("units", figure.facts["unit"])),
        "skill": _tell_in_all(lambda: reading.name("skills", figure.facts["skill"])),
        "level": _tell_in_all(lambda: reading.name_level(figure)),
        "counting": _tell_in_all(lambda: figure.counting),
        "is_sample": one.facts["is_sample"],
        "held": figure.value,
        "asked": one.facts["asked"],
        "gap": one.gap,
        "state": _tell_in_all(lambda: str(state.label)) if state else {},
        "due_on": one.facts["due_on"],
    }


def _find_locked_state(one: LockedTarget) -> TargetState | None:
    """Return how the target stood by the number that counts; None where no pace is known of it."""
    state = TargetState(one.facts["state"])
    if one.figure.adjustment is None or state is TargetState.NOBODY:
        return state
    if not one.gap:
        return TargetState.REACHED
    return None if state is TargetState.REACHED else state


def _count_letter_states(rows: Iterable[TargetRow]) -> list[_Facts]:
    """Return how many targets stand in each state, without the states of none."""
    return [
        {"state": _tell_in_all(lambda state=state: str(state.label)), "count": count}  # type: ignore[misc]
        for state, count in count_states(rows)
    ]


def _count_own(letter: FigureLetter, context: UnitContext, day: dt.date) -> _Facts | None:
    """Return who holds the letter's skill, of those posted; nothing where it is of all targets."""
    if letter.skill is None or letter.level is None:
        return None
    skill, level = letter.skill, letter.level
    cells = coverage_over(context.subtree, [(skill, level)], days=[day], measure=Measure.HELD)
    posted = count_posted(context.subtree, day)
    return {
        "held": cells[0].count,
        "posted": posted[letter.unit_id],
        "level": _tell_in_all(lambda: name_level(context.names, skill, level)),
    }


def _tell_in_all(tell: Callable[[], str]) -> dict[str, str]:
    """Return the words in each language: facts are read in that of whoever opens the letter."""
    words = {}
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            words[language] = tell()
    return words
