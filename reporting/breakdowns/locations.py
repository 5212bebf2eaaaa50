"""Finds where offices lie: as recorded of them, else what all units below share, or one above."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from people.agencies import AgencyPlaces
from people.models import Agency
from reporting.breakdowns.dimensions import Dimension

# A head office lies where its street is, wherever its branches are.
_LOCAL = {Agency.Kind.STATE_REGION, Agency.Kind.DISTRICT, Agency.Kind.TOWNSHIP}


def locate_agencies(dimension: Dimension, places: AgencyPlaces, day: dt.date) -> dict[int, str]:
    """Return the group of each agency whose place is known: one query."""
    rows = Agency.objects.order_by().values_list("pk", "kind", dimension.field)
    known: dict[int, str] = {}
    local: set[int] = set()
    for pk, kind, value in rows:
        if value:
            known[pk] = dimension.read_group(value)
        if kind in _LOCAL:
            local.add(pk)
    lines = {pk: places.line_to(pk, day) for pk in places}
    return spread_places(known, local, lines)


def spread_places(
    known: Mapping[int, str], local: Collection[int], lines: Mapping[int, tuple[int, ...]]
) -> dict[int, str]:
    """Return the place of each unit; ``lines`` are those above each, then itself.

    A local office without one has that of all units below it, if they share it. Whoever still has
    none has that of the nearest local office above.
    """
    found = {**_share_from_below(known, local, lines), **known}
    spread = dict(found)
    for pk, line in lines.items():
        if pk not in found:
            above = (found[one] for one in reversed(line) if one in local and one in found)
            if place := next(above, None):
                spread[pk] = place
    return spread


def _share_from_below(
    known: Mapping[int, str], local: Collection[int], lines: Mapping[int, tuple[int, ...]]
) -> dict[int, str]:
    below: dict[int, set[str]] = defaultdict(set)
    for pk, place in known.items():
        for above in lines.get(pk, ()):
            if above in local:
                below[above].add(place)
    return {pk: next(iter(shared)) for pk, shared in below.items() if len(shared) == 1}
