"""Knows what proves a skill most: the highest level, of one level the strongest kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from certification.models import Evidence
from reporting.figures.question import Column


def rank_proof(level: int, kind: str, acquired_on: dt.date) -> tuple[int, int, dt.date]:
    """Return what sorts the proofs of a skill, the best last: of one level what proves it most."""
    return level, -Evidence.COUNTED.index(kind), acquired_on


def is_strongest(column: Column) -> Q:
    """Return the condition that nothing proves more: the person is of the column's kind."""
    if not column.kind:
        return Q()
    rank = Evidence.COUNTED.index(column.kind)
    return Q(~Exists(_list_ranked(column.day).filter(_proves_more(rank))), kind=column.kind)


def list_best(skills: Collection[int], day: dt.date) -> QuerySet[Evidence]:
    """Return of each person and skill what proves it most on the day: nobody counts twice.

    Of equal proofs the first one.
    """
    # Of these skills on both sides: of all that a nation holds a database would keep too much.
    held = _list_ranked(day).filter(skill__in=skills)
    equal = Q(level=OuterRef("level"), rank=OuterRef("rank"), pk__lt=OuterRef("pk"))
    return held.filter(~Exists(held.filter(_proves_more(OuterRef("rank"), equal))))


def _list_ranked(day: dt.date) -> QuerySet[Evidence]:
    """Return what is held on the day with its ``rank``, of which the lowest is the strongest."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Evidence.COUNTED)]
    rank = Case(*ranks, output_field=IntegerField())
    return Evidence.objects.counted().valid(day).alias(rank=rank)


def _proves_more(rank: Any, also: Q | None = None) -> Q:
    """Return the condition that evidence proves a skill of the outer row's person more than it."""
    stronger = Q(level=OuterRef("level"), rank__lt=rank)
    more = Q(level__gt=OuterRef("level")) | stronger | (also or Q())
    return Q(more, person=OuterRef("person"), skill=OuterRef("skill"))
