"""Lets a page of the office be asked for one unit, and leads to those above and below it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from people.models import Agency, list_line_paths
from people.text import clean

_LONGEST_CODE = 100


@dataclass(frozen=True)
class UnitChoice:
    """The unit asked for, None for all, with the units in reach above and below it."""

    unit: Agency | None
    above: list[Agency]
    below: list[Agency]


def choose_unit(
    request: HttpRequest, reach: QuerySet[Agency], *, needs_one: bool = False
) -> UnitChoice:
    """Return the unit that the address names; 404 for one out of reach.

    ``needs_one``: without a name it is the first in reach.
    """
    code = clean(request.GET.get("unit", "")[:_LONGEST_CODE])
    if not (code or needs_one):
        return UnitChoice(None, [], _list_first_and_below(reach))
    unit = get_object_or_404(reach, code=code) if code else reach.order_by("path").first()
    if unit is None:
        return UnitChoice(None, [], [])
    above, below = _list_above_and_below(unit, reach)
    return UnitChoice(unit, above, below)


def _list_above_and_below(
    unit: Agency, reach: QuerySet[Agency]
) -> tuple[list[Agency], list[Agency]]:
    # One query, for every list asks for it.
    is_above = Q(path__in=list_line_paths(unit.path)[:-1])
    is_below = Q(path__startswith=unit.path, depth=unit.depth + 1)
    found = list(reach.filter(is_above | is_below).order_by("path"))
    return [one for one in found if one.depth < unit.depth], [
        one for one in found if one.depth > unit.depth
    ]


def _list_first_and_below(reach: QuerySet[Agency]) -> list[Agency]:
    # One query, for every list asks for it.
    first = reach.order_by("path")[:1]
    below = reach.filter(
        path__startswith=Subquery(first.values("path")),
        depth__lte=Subquery(first.values("depth")) + 1,
    )
    return list(below.order_by("path"))
