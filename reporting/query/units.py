"""Reads the agencies above a unit and right under it, as they were on the day."""

from __future__ import annotations

from dataclasses import dataclass

from people.agencies import AgencyPlaces
from people.models import Agency
from reporting.query.scope import Scope


@dataclass(frozen=True)
class UnitRelatives:
    """Holds the visible agencies above a unit, the highest first, and those right under it.

    Those that are closed are among them: tables leave out the ones where nobody is counted.
    ``foreign`` are those below that stand elsewhere today: the viewer cannot open their pages.
    """

    above: tuple[Agency, ...]
    below: tuple[Agency, ...]
    foreign: frozenset[int] = frozenset()

    @property
    def open_below(self) -> list[Agency]:
        """Return those below whose pages the viewer can open."""
        return [unit for unit in self.below if unit.pk not in self.foreign]


def load_relatives(scope: Scope, places: AgencyPlaces) -> UnitRelatives:
    """Return the relatives of the scope's unit by the tree of its day: one query."""
    day, unit = scope.day, scope.unit
    line = places.line_to(unit.pk, day)[:-1]
    under = places.list_below(unit.pk, day)
    # Security: the trail of a township begins at the first agency that its reader may see.
    visible = Agency.objects.figures_visible_to(scope.viewer)
    seen = visible.filter(pk__in=[*line, *under]).in_bulk()
    # What has gone elsewhere since is part of the unit's figure, and has its row.
    gone = set(under) - seen.keys()
    rows = seen | (Agency.objects.in_bulk(gone) if gone else {})
    places.show_as_on(day, rows.values())
    return UnitRelatives(
        above=tuple(rows[pk] for pk in line if pk in seen),
        below=tuple(rows[pk] for pk in sorted(under, key=lambda pk: places.order_on(pk, day))),
        foreign=frozenset(gone),
    )
