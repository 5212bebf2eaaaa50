"""Finds what of a locked month is not for everybody: figures, staff, facts of indices."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from plan.models import Measure
from reporting.months.reading import LockedFigure, MonthReading
from reporting.suppression import Counted, PublishedFigure, find_hidden

_Facts = dict[str, Any]
_NATION = "*"  # all countries of the file together, of which the index tells
_OF_PEOPLE = ("officials", "officials_trained", "people_certified")


def name_staff(unit: str) -> str:
    """Return the id under which the number of those posted in the unit is hidden."""
    return f"posted/{unit}"


def name_asked(figure: str) -> str:
    """Return the id under which it is hidden of how many a target of the figure is a percent."""
    return f"asked/{figure}"


def find_hidden_figures(reading: MonthReading, smallest: int) -> set[str]:
    """Return the ids of what is not told; of an adjusted figure both numbers count."""
    units, above, shown = _list_shown(reading)
    return _hide(reading, _find_roots_apart(shown, units, above), smallest)


def find_hidden_index(reading: MonthReading, hidden: Collection[str], smallest: int) -> set[str]:
    """Return the names of numbers of people that are too small, or leave too few of another.

    They count the same people as the figures, which come first: a number for which one more of
    those would have to be hidden is not told.
    """
    facts = reading.content["index"]
    _units, above, _shown = _list_shown(reading)
    names = {name for name in _OF_PEOPLE if 0 < facts.get(name, 0) < smallest}
    told: list[PublishedFigure] = []
    for one in _list_nation(facts):
        is_safe = all(above.values()) and _hide(reading, hidden, smallest, [*told, one]) == hidden
        if is_safe:
            told.append(one)
        else:
            names.add(one.id)
    return names


def _list_nation(facts: _Facts) -> Iterator[PublishedFigure]:
    """Yield who serves, and of these who holds any skill: everybody who is in a figure."""
    if facts:
        serving, trained = facts["officials"], facts["officials_trained"]
        for name, value, level in (("officials", serving, 0), ("officials_trained", trained, 1)):
            counted = Counted(Measure.HELD, level=level)
            yield PublishedFigure(name, value, serving, _NATION, counted)


def _hide(
    reading: MonthReading,
    seed: Collection[str],
    smallest: int,
    nation: Sequence[PublishedFigure] = (),
) -> set[str]:
    units, above, shown = _list_shown(reading)
    asked, staff = list(_list_asked(reading, units, above)), list(_list_staff(units, above))
    hidden = set(seed)
    # What hides a locked number may give away the right one, and the other way round.
    while True:
        before = len(hidden)
        for numbers in ([one.locked for one in shown], [one.value for one in shown]):
            figures = list(_list_told_figures(shown, numbers, above))
            apart = _list_apart(figures, {one.unit: one for one in staff}, asked)
            rows = [*nation, *staff, *asked, *apart, *figures]
            hidden = find_hidden(rows, smallest=smallest, seed=hidden)
        if len(hidden) == before:
            return hidden


def _list_shown(
    reading: MonthReading,
) -> tuple[dict[str, _Facts], dict[str, str], list[LockedFigure]]:
    """Return the units that everybody sees, what each is a part of, and their figures."""
    known = reading.content["units"].items()
    units = {code: facts for code, facts in known if facts["place"] != "below"}
    shown = [one for one in reading.figures.values() if one.facts["unit"] in units]
    return units, _find_above(units), shown


def _find_above(units: dict[str, _Facts]) -> dict[str, str]:
    """Return for each ministry the country that it is a part of."""
    roots = [code for code, facts in units.items() if facts["place"] == "country"]
    # Months that were locked before files said it had one country.
    only = roots[0] if len(roots) == 1 else ""
    return {code: facts.get("under") or only for code, facts in units.items() if code not in roots}


def _find_roots_apart(
    shown: Sequence[LockedFigure], units: dict[str, _Facts], above: dict[str, str]
) -> set[str]:
    """Return what is told of countries where a file does not say which ministries are theirs."""
    if all(above.values()):
        return set()
    apart = {code for code in units if code not in above}
    return {name_staff(code) for code in apart} | {
        one.id for one in shown if one.facts["unit"] in apart
    }


def _list_staff(units: dict[str, _Facts], above: dict[str, str]) -> Iterator[PublishedFigure]:
    """Yield how many are posted in each unit, of whom all that is held is a part."""
    everybody = Counted(Measure.HELD)
    for code, facts in units.items():
        posted = facts["posted"]
        whole = above.get(code, _NATION)
        yield PublishedFigure(name_staff(code), posted, posted, code, everybody, whole)


def _list_asked(
    reading: MonthReading, units: dict[str, _Facts], above: dict[str, str]
) -> Iterator[PublishedFigure]:
    """Yield of how many some but not all of a unit a target asks a percent: it tells them."""
    found = {one.figure.id: one.figure for one in reading.targets if one.facts["percent"]}
    for key, one in found.items():
        unit, counted = one.facts["unit"], _describe_counted(one.facts)
        everybody = replace(counted, measure=Measure.HELD, skill="", level=0)
        if unit in units and everybody != Counted(Measure.HELD):
            whole = above.get(unit, _NATION)
            yield PublishedFigure(name_asked(key), one.posted, one.posted, unit, everybody, whole)


def _list_apart(
    figures: Sequence[PublishedFigure],
    staff: Mapping[str, PublishedFigure],
    asked: Sequence[PublishedFigure],
) -> Iterator[PublishedFigure]:
    """Yield how many of a unit neither are in an audience nor hold the skill.

    They are what four numbers leave together, of which that of the audience is hidden first.
    """
    audiences = {one.id: one.value for one in asked}
    counted = {(one.unit, one.counted): one for one in figures}
    for one in figures:
        whole = counted.get((one.unit, replace(one.counted, audience="", with_below=True)))
        if whole and (among := audiences.get(name_asked(one.id))) is not None:
            left = staff[one.unit].value - among - (whole.value - one.value)
            those = replace(one.counted, measure="apart")
            yield PublishedFigure(name_asked(one.id), left, left, one.unit, those, one.under)


def _list_told_figures(
    shown: Sequence[LockedFigure], numbers: Sequence[int], above: dict[str, str]
) -> Iterator[PublishedFigure]:
    for one, value in zip(shown, numbers, strict=True):
        unit = one.facts["unit"]
        counted, whole = _describe_counted(one.facts), above.get(unit, _NATION)
        yield PublishedFigure(one.id, value, one.posted, unit, counted, whole)


def _describe_counted(facts: _Facts) -> Counted:
    audience = json.dumps(facts["audience"], sort_keys=True) if facts["audience"] else ""
    return Counted(
        *(facts["measure"], facts["skill"], facts["level"], audience, facts["with_below"])
    )
