"""Finds what of a locked month is not for everybody: figures, staff, facts of indices."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from plan.models import Measure
from reporting.months.reading import LockedFigure, MonthReading
from reporting.suppression import Counted, PublishedFigure, find_hidden

_Facts = dict[str, Any]
_OF_PEOPLE = ("officials", "officials_trained", "people_certified")


def name_staff(unit: str) -> str:
    """Return the id under which the number of those posted in the unit is hidden."""
    return f"posted/{unit}"


def find_hidden_figures(reading: MonthReading, smallest: int) -> set[str]:
    """Return the ids of what is not told; of an adjusted figure both numbers count."""
    known = reading.content["units"].items()
    units = {code: facts for code, facts in known if facts["place"] != "below"}
    above = _find_above(units)
    shown = [one for one in reading.figures.values() if one.facts["unit"] in units]
    hidden = _find_roots_apart(shown, units, above)
    # What hides a locked number may give away the right one, and the other way round.
    while True:
        before = len(hidden)
        for numbers in ([one.locked for one in shown], [one.value for one in shown]):
            rows = [*_list_staff(units, above), *_list_told_figures(shown, numbers, above)]
            hidden = find_hidden(rows, smallest=smallest, seed=hidden)
        if len(hidden) == before:
            return hidden


def find_hidden_index(facts: _Facts, smallest: int) -> set[str]:
    """Return the names of numbers of people that are too small, or leave too few of another."""
    trained, serving = facts.get("officials_trained", 0), facts.get("officials", 0)
    small = {name for name in _OF_PEOPLE if 0 < facts.get(name, 0) < smallest}
    return small | ({"officials_trained"} if 0 < serving - trained < smallest else set())


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
        yield PublishedFigure(
            name_staff(code), posted, posted, code, everybody, above.get(code, "")
        )


def _list_told_figures(
    shown: Sequence[LockedFigure], numbers: Sequence[int], above: dict[str, str]
) -> Iterator[PublishedFigure]:
    for one, value in zip(shown, numbers, strict=True):
        facts, unit = one.facts, one.facts["unit"]
        audience = json.dumps(facts["audience"], sort_keys=True) if facts["audience"] else ""
        counted = Counted(
            *(facts["measure"], facts["skill"], facts["level"], audience, facts["with_below"])
        )
        yield PublishedFigure(one.id, value, one.posted, unit, counted, above.get(unit, ""))
