"""Reads the agencies above a unit and right under it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from people.models import Agency
from reporting.figures.subtree import ancestor_paths
from reporting.query.scope import Scope


@dataclass(frozen=True)
class UnitRelatives:
    """Holds the visible agencies above a unit, the highest first, and those right under it.

    Those that are closed are among them: tables leave out the ones where nobody is counted.
    """

    above: tuple[Agency, ...]
    below: tuple[Agency, ...]


def load_relatives(scope: Scope) -> UnitRelatives:
    """Return the relatives of the scope's unit that the viewer may see: one query."""
    unit = scope.unit
    above = Q(path__in=list(ancestor_paths(unit.path))[:-1])
    below = Q(path__startswith=unit.path, depth=unit.depth + 1)
    # Security: the trail of a township begins at the first agency that its reader may see.
    found = Agency.objects.figures_visible_to(scope.viewer).filter(above | below).order_by("path")
    return UnitRelatives(
        above=tuple(agency for agency in found if agency.depth < unit.depth),
        below=tuple(agency for agency in found if agency.depth > unit.depth),
    )
