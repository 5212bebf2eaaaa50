"""Counts from the facts themselves: postings and evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value

from certification.models import Evidence
from people.models import Posting
from plan.models import Measure
from reporting.figures.proofs import is_strongest, list_best
from reporting.figures.question import Column, Question
from reporting.models import KeyList, Spell, StalePerson


class _Where(NamedTuple):
    """What is counted: in which places, by what key, and of whom."""

    condition: dict[str, Collection[int]]
    key: str
    who: dict[str, Any]

    def reach(self, agency: str) -> dict[str, Any]:
        """Return the condition on rows whose agency is at that path."""
        return {
            f"{agency}{place}__among": KeyList(ids) for place, ids in self.condition.items()
        } | self.who


def count_facts(
    question: Question, agencies: Collection[int], *, stale_only: bool = False
) -> QuerySet[Any]:
    """Return rows of agency, skill and columns; ``stale_only`` counts people without spells."""
    return _count(question, _Where({"_id": agencies}, "_id", _are_stale() if stale_only else {}))


def count_stale_facts(question: Question, tallies: Collection[int]) -> QuerySet[Any]:
    """Return rows of unit, skill and columns, of people whose spells the sums have no more."""
    # By their tallies: the agencies of a nation would be a long list to write and to read.
    stale = _are_stale()
    return _count(
        question, _Where({"__tallies__tally": tallies}, "__tallies__tally__unit_id", stale)
    )


def _are_stale() -> dict[str, Any]:
    return {"person__in": StalePerson.objects.people()}


def _count(question: Question, where: _Where) -> QuerySet[Any]:
    if not question.skills:
        return _count_posted(question, where)
    count = _count_trained if question.measure == Measure.TRAINED else _count_held
    return count(question, where)


def _count_held(question: Question, where: _Where) -> QuerySet[Any]:
    asks_kinds, is_of_one_day = question.kinds != ("",), len(question.days) == 1

    def count(column: Column) -> Count:
        day = column.day
        held = question.on_its_day(valid_between(day, day) & posted_between(day, day))
        strongest = Q(kind=column.kind) if is_of_one_day else is_strongest(column)
        asked = question.from_level(column) & held & (strongest if asks_kinds else Q())
        # Made distinct, as nowhere else: several proofs are one person. Asked of fewer than
        # sixteen agencies and of stale people, whom a fold ends; of more, spells count as rows.
        # A condition that leaves one proof would be another one for each of the days.
        return Count("person_id", distinct=True, filter=asked or None)

    first, last = question.first, question.last
    evidence: QuerySet[Evidence] = Evidence.objects.counted()
    if asks_kinds and is_of_one_day:
        # Once for all kinds: a statement with a subquery for each takes long to write.
        evidence = list_best(question.skills, first)
    evidence = _ask_evidence(evidence, question)
    # One filter() with the agencies: the same posting must be in the unit and cover the days.
    return _give_columns(
        evidence.filter(
            valid_between(first, last),
            posted_between(first, last),
            question.audience.build_condition("person__postings__"),
            person__is_active=True,
            **where.reach("person__postings__agency"),
        ),
        question.build_columns(count),
        key=f"person__postings__agency{where.key}",
    )


def _count_trained(question: Question, where: _Where) -> QuerySet[Any]:
    def count(column: Column) -> Count:
        done = question.on_its_day(completed_between(column.day, column.day))
        return Count("pk", filter=question.meets(column) & done or None)

    evidence = _ask_evidence(Evidence.objects.completions(), question)
    evidence = evidence.filter(
        completed_between(question.first, question.last), **where.reach("agency")
    )
    # Position and grade are those of the day of the completion, as the agency is.
    evidence = question.audience.narrow_rows(evidence)
    return _give_columns(evidence, question.build_columns(count), key=f"agency{where.key}")


def _count_posted(question: Question, where: _Where) -> QuerySet[Any]:
    def count(column: Column) -> Count:
        ends = Q(valid_to=None) | Q(valid_to__gt=column.day)
        there = question.on_its_day(Q(valid_from__lte=column.day) & ends)
        return Count("pk", filter=there or None)

    postings = Posting.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=question.first),
        question.audience.build_condition(),
        valid_from__lte=question.last,
        person__is_active=True,
        **where.reach("agency"),
    )
    postings = postings.annotate(skill_key=Value(Spell.HEADCOUNT))
    return _give_columns(postings, question.build_columns(count), key=f"agency{where.key}")


def _ask_evidence(evidence: QuerySet[Evidence], question: Question) -> QuerySet[Evidence]:
    asked = evidence.filter(skill__in=question.skills, level__gte=question.lowest)
    return asked.annotate(skill_key=F("skill_id"))


def _give_columns(rows: QuerySet[Any], columns: dict[str, Any], *, key: str) -> QuerySet[Any]:
    keyed = rows.order_by().annotate(key=F(key)).values("key", "skill_key")
    return keyed.annotate(**columns)


def valid_between(first: dt.date, last: dt.date) -> Q:
    """Return the condition on evidence that counts as held on a day from first to last."""
    # expires_on and revoked_on are the first day that does not count.
    return completed_between(first, last) & (Q(expires_on=None) | Q(expires_on__gt=first))


def completed_between(first: dt.date, last: dt.date) -> Q:
    """Return the condition on evidence acquired by the last day and not revoked by the first."""
    # Expiry does not matter: who was trained stays trained.
    return Q(acquired_on__lte=last) & (Q(revoked_on=None) | Q(revoked_on__gt=first))


def posted_between(first: dt.date, last: dt.date, path: str = "person__postings__") -> Q:
    """Return the condition on rows whose postings at the path cover a day from first to last."""
    ends = Q(**{f"{path}valid_to": None}) | Q(**{f"{path}valid_to__gt": first})
    return Q(**{f"{path}valid_from__lte": last}) & ends
