"""Counts from the sums of large units, and from the spells that these were made of.

A sum has totals of a day; other days are reached from it, by whole months and single spells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from reporting.figures.facts import posted_between
from reporting.figures.question import Column, Question
from reporting.models import KeyList, Spell, StalePerson, TallyCell, TallyTotal

_UNIT, _POSTINGS = "agency__tallies__tally__unit_id", "postings__"
_ONE_DAY, _A_MONTH = dt.timedelta(days=1), dt.timedelta(days=31)
_HALF_A_MONTH = 15


class Sums(NamedTuple):
    """Which tallies are read, and the day of their totals."""

    tallies: Collection[int]
    day: dt.date

    @property
    def keys(self) -> KeyList:
        return KeyList(self.tallies)

    @property
    def month(self) -> dt.date:
        return _month_of(self.day)


def read_sums(question: Question, sums: Sums) -> Iterator[QuerySet[Any]]:
    """Yield what adds up to the answer: rows of unit, skill and columns.

    For the day of the totals, which is asked most, these alone: a row for each level and kind.
    """
    yield _read_totals(question, sums)
    if {_find_start(day, sums) for day in question.days} != {sums.month}:
        yield _add_months(question, sums)
    if any(_find_span(day, sums) for day in question.days):
        yield _count_changes(question, sums, "starts_on", 1)
        yield _count_changes(question, sums, "ends_on", -1)


def _read_totals(question: Question, sums: Sums) -> QuerySet[Any]:
    def read(column: Column) -> Sum:
        field = "on_day" if _month_of(column.day) == sums.month else "before_month"
        return Sum(field, filter=question.meets(column), default=0)

    rows = _ask(TallyTotal.objects.all(), question).filter(tally__among=sums.keys)
    return _give_stored_columns(rows, "tally__unit_id", question.build_columns(read))


def _add_months(question: Question, sums: Sums) -> QuerySet[Any]:
    """Return what the months change between that of the totals and those of the days."""

    def add(column: Column) -> Any:
        month = _find_start(column.day, sums)
        if month == sums.month:
            return Value(0)
        first, end = sorted([month, sums.month])
        time = Q(month__gte=first, month__lt=end)
        changed = Sum("change", filter=question.meets(column) & time, default=0)
        return changed if month > sums.month else -changed

    months = [sums.month, *(_find_start(day, sums) for day in question.days)]
    rows = _ask(TallyCell.objects.all(), question).filter(
        tally__among=sums.keys, month__gte=min(months), month__lt=max(months)
    )
    return _give_stored_columns(rows, "tally__unit_id", question.build_columns(add))


def _count_changes(question: Question, sums: Sums, field: str, sign: int) -> QuerySet[Any]:
    """Return what spells change that start, or end, between whole months and the days."""

    def count(column: Column) -> Any:
        span = _find_span(column.day, sums)
        if span is None:
            return Value(0)
        time = Q(**{f"{field}__range": span[:2]})
        return Value(sign * span.sign) * Count("agency", filter=question.meets(column) & time)

    spans = [span for day in question.days if (span := _find_span(day, sums))]
    # Day by day: of several ranges the database would read the rows and not the index alone.
    days = {day for span in spans for day in span.list_days()}
    rows = _ask(Spell.objects.all(), question).filter(
        agency__tallies__tally__among=sums.keys, **{f"{field}__in": sorted(days)}
    )
    return _give_stored_columns(rows, _UNIT, question.build_columns(count))


class _Span(NamedTuple):
    """Days whose changes are added, or taken away where the day lies before the totals."""

    first: dt.date
    last: dt.date
    sign: int

    def list_days(self) -> Sequence[dt.date]:
        return [self.first + n * _ONE_DAY for n in range((self.last - self.first).days + 1)]


def _find_span(day: dt.date, sums: Sums) -> _Span | None:
    near = sums.day if _month_of(day) == sums.month else _find_start(day, sums) - _ONE_DAY
    if day > near:
        return _Span(near + _ONE_DAY, day, 1)
    return _Span(day + _ONE_DAY, near, -1) if day < near else None


def _find_start(day: dt.date, sums: Sums) -> dt.date:
    """Return the month before which all is added up: that of the totals, or the nearest."""
    month = _month_of(day)
    if month == sums.month or day.day <= _HALF_A_MONTH:
        return month
    return _month_of(month + _A_MONTH)


def count_spells(
    question: Question, agencies: Collection[int], *, but_stale: bool
) -> QuerySet[Any]:
    """Return rows of agency, skill and columns, of people whose spells follow from the facts."""
    is_of_all = question.audience.is_everybody

    def count(column: Column) -> Count:
        day = column.day
        serves = Q() if is_of_all else posted_between(day, day, _POSTINGS)
        there = question.on_its_day(_covers_day(day) & serves)
        # Of what the index has: the rows themselves are not read.
        return Count("agency", filter=question.meets(column) & there or None)

    spells = _find_between(question) if is_of_all else _find_of_audience(question)
    spells = spells.filter(agency__among=KeyList(agencies))
    if but_stale:
        spells = spells.exclude(person__in=StalePerson.objects.people())
    return _give_stored_columns(spells, "agency_id", question.build_columns(count))


def take_stale_spells(question: Question, sums: Sums) -> QuerySet[Any]:
    """Return rows of unit, skill and columns: what is to be taken away, as negative numbers.

    Of people whose spells follow from facts no more; sums have these spells still.
    """

    def count(column: Column) -> Any:
        there = question.on_its_day(_covers_day(column.day))
        return -Count("pk", filter=question.meets(column) & there or None)

    spells = _find_between(question).filter(
        agency__tallies__tally__among=sums.keys,
        person__in=StalePerson.objects.people(),
    )
    return _give_stored_columns(spells, _UNIT, question.build_columns(count))


def _find_between(question: Question) -> QuerySet[Spell]:
    """Return the spells that cover one of the days, and some that lie between two of them."""
    spells = _ask(Spell.objects.all(), question).filter(starts_on__lte=question.last)
    # Not as two conditions: for each PostgreSQL would look through the index by itself.
    return spells.alias(end=Coalesce("ends_on", dt.date.max)).filter(end__gt=question.first)


def _find_of_audience(question: Question) -> QuerySet[Spell]:
    """Return such spells with the postings by which their people are of the audience.

    On a day somebody has one of each, so rows are people here too.
    """
    first, last = question.first, question.last
    return _ask(Spell.objects.all(), question).filter(
        # As two conditions: of one function of the day PostgreSQL expects a few rows, and looks
        # up the postings of each.
        Q(ends_on=None) | Q(ends_on__gt=first),
        posted_between(first, last, _POSTINGS),
        question.audience.build_condition(_POSTINGS),
        starts_on__lte=last,
    )


def find_spells(question: Question) -> QuerySet[Spell]:
    """Return the spells that a question of one column counts."""
    [column] = question.all_columns
    return _ask(Spell.objects.all(), question).filter(
        _covers_day(column.day), question.meets(column)
    )


def _ask(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    skills = question.skills or {Spell.HEADCOUNT}
    return rows.order_by().filter(
        skill_key__among=KeyList(skills), measure=question.measure, level__gte=question.lowest
    )


def _give_stored_columns(rows: QuerySet[Any], key: str, columns: dict[str, Any]) -> QuerySet[Any]:
    return rows.annotate(key=F(key)).values("key", "skill_key").annotate(**columns)


def _covers_day(day: dt.date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def _month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)
