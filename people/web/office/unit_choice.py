"""Lets a page of the office be asked for one unit, and leads to those above and below it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from people.models import Agency
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
    first = reach.order_by("path").first()
    unit = get_object_or_404(reach, code=code) if code else (first if needs_one else None)
    if unit is None:
        return UnitChoice(None, [], [first, *_list_below(first, reach)] if first else [])
    above = reach.filter(pk__in=unit.get_ancestors().values("pk")).order_by("path")
    return UnitChoice(unit, list(above), _list_below(unit, reach))


def _list_below(unit: Agency, reach: QuerySet[Agency]) -> list[Agency]:
    return list(unit.get_children().filter(pk__in=reach.values("pk")))
