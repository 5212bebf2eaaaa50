"""Counts from the sums of large units, and from the spells that these were made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from reporting.figures.question import Question, any_of
from reporting.models import Spell, StalePerson, TallyCell


def count_stale_spells(question: Question, agencies: Collection[int]) -> QuerySet[Any]:
    """Return rows of agency, skill and columns of people whose spells follow from facts no more.

    Sums have these spells still.
    """

    def count(level: int, day: dt.date) -> Count:
        return Count("pk", filter=question.from_level(level) & _covers(day))

    first, last = question.first, question.last
    spells = _ask(Spell.objects.all(), question).filter(
        Q(ends_on=None) | Q(ends_on__gt=first),
        starts_on__lte=last,
        agency__in=agencies,
        person__in=StalePerson.objects.values("person"),
    )
    rows = spells.annotate(key=F("agency_id")).values("key", "skill_key")
    return rows.annotate(**question.build_columns(count))


def sum_cells(question: Question, tallies: Collection[int]) -> QuerySet[Any]:
    """Return rows of unit, skill and columns from the months before those of the days."""

    def add(level: int, day: dt.date) -> Sum:
        before = question.from_level(level) & Q(month__lt=day.replace(day=1))
        return Sum("change", filter=before, default=0)

    cells = _ask(TallyCell.objects.all(), question).filter(
        tally__in=tallies, month__lt=question.last.replace(day=1)
    )
    rows = cells.annotate(key=F("tally__unit_id")).values("key", "skill_key")
    return rows.annotate(**question.build_columns(add))


def count_month(question: Question, tallies: Collection[int]) -> QuerySet[Any]:
    """Return rows of unit, skill and columns: what the month of each day changed up to it."""

    def add(level: int, day: dt.date) -> Any:
        high, time = question.from_level(level), _month_to(day)
        started = Count("pk", filter=high & Q(starts_on__range=time))
        return started - Count("pk", filter=high & Q(ends_on__range=time))

    times = [_month_to(day) for day in question.days]
    changed = any_of(Q(starts_on__range=time) | Q(ends_on__range=time) for time in times)
    spells = _ask(Spell.objects.all(), question).filter(
        changed, agency__tallies__tally__in=tallies
    )
    rows = spells.annotate(key=F("agency__tallies__tally__unit_id")).values("key", "skill_key")
    return rows.annotate(**question.build_columns(add))


def _ask(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    skills = question.skills or {Spell.HEADCOUNT}
    return rows.order_by().filter(
        skill_key__in=skills, measure=question.measure, level__gte=question.lowest
    )


def _covers(day: dt.date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def _month_to(day: dt.date) -> tuple[dt.date, dt.date]:
    return day.replace(day=1), day
