"""Finds the few people who may count on one of two days and not on the other.

A nation's figure rests on hundreds of thousands, of whom a month changes some thousands. Whoever
is not found here counts on both days or on neither; who is found is judged by the facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from certification.models import Evidence
from people.models import Posting
from plan.models import Measure
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList, Spell, StalePerson

_MOST_DAYS = 366


def find_candidates(subtree: Subtree, question: Question) -> QuerySet[Any]:
    """Return the ids of people whose spells begin or end between the question's two days.

    And of those whose spells follow from their facts no more, and of those whose office came
    into the units or left them, for which nothing of a person begins or ends.
    """
    since, until = question.first, question.last
    before, after = subtree.agencies_on(since), subtree.agencies_on(until)
    either = before if before == after else before | after
    changes = [_falls_between(end, since, until) for end in ("starts_on", "ends_on")]
    if moved := before ^ after:
        changes.append(Q(agency__among=KeyList(moved)) & _overlaps_period(since, until))
    spells = Spell.objects.filter(
        skill_key__in=question.skills,
        measure=question.measure,
        level__gte=question.lowest,
        agency__among=KeyList(either),
    )
    # Each by itself, and in one list: of conditions joined by "or" the database would read all
    # spells of a nation, and of two lists it would look each person up in both.
    parts = [*(spells.filter(one) for one in changes), find_stale(question, either)]
    first, *others = (part.order_by().values("person_id") for part in parts)
    return first.union(*others)


def find_ending_spells(subtree: Subtree, question: Question) -> QuerySet[Spell]:
    """Return the spells that count on the first day and end by the last."""
    first, last = question.first, question.last
    return Spell.objects.filter(
        _falls_between("ends_on", first, last),
        skill_key__in=question.skills,
        measure=Measure.HELD,
        level__gte=question.lowest,
        starts_on__lte=first,
        agency__among=KeyList(subtree.agencies_on(first)),
    )


def find_stale(question: Question, agencies: Collection[int]) -> QuerySet[StalePerson]:
    """Return the notes of those near the agencies whose spells follow from their facts no more."""
    # An office must not look through all whom an import of the nation has made stale.
    near: QuerySet[Any] = Posting.objects.filter(agency__among=KeyList(agencies))
    if question.measure == Measure.TRAINED:
        near = Evidence.objects.filter(agency__among=KeyList(agencies), skill__in=question.skills)
    return StalePerson.objects.filter(person__in=near.order_by().values("person_id")).order_by()


def _falls_between(end: str, since: dt.date, until: dt.date) -> Q:
    """Return the condition that it is a day after the first one, up to the last."""
    days = range(1, (until - since).days + 1)
    # Day by day: of a range the database would read what changed of all skills.
    if len(days) <= _MOST_DAYS:
        return Q(**{f"{end}__in": [since + dt.timedelta(day) for day in days]})
    return Q(**{f"{end}__gt": since, f"{end}__lte": until})


def _overlaps_period(since: dt.date, until: dt.date) -> Q:
    return Q(starts_on__lte=until) & (Q(ends_on=None) | Q(ends_on__gt=since))
