"""Counts from the facts themselves: postings and evidence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from certification.models import Evidence
from people.models import Posting
from plan.models import Measure
from reporting.figures.question import Question
from reporting.models import Spell, StalePerson


def count_facts(
    question: Question, agencies: list[int], *, stale_only: bool = False
) -> QuerySet[Any]:
    """Return rows of agency, skill and columns; ``stale_only`` counts people without spells."""
    count = _count_trained if question.measure == Measure.TRAINED else _count_held
    if not question.skills:
        count = _count_posted
    return count(question, agencies, _are_stale() if stale_only else {})


def _are_stale() -> dict[str, Any]:
    return {"person__in": StalePerson.objects.values("person")}


def _count_held(question: Question, agencies: list[int], who: dict[str, Any]) -> QuerySet[Any]:
    def count(level: int, day: dt.date) -> Count:
        held = valid_between(day, day) & posted_between(day, day)
        return Count("person_id", distinct=True, filter=question.from_level(level) & held)

    first, last = question.first, question.last
    # One filter() with the agencies: the same posting must be in the unit and cover the days.
    return _give_columns(
        _ask_evidence(Evidence.objects.counted(), question).filter(
            valid_between(first, last),
            posted_between(first, last),
            question.audience.build_condition(Posting, "person__postings__"),
            person__postings__agency_id__in=agencies,
            person__is_active=True,
            **who,
        ),
        question.build_columns(count),
        agency=F("person__postings__agency_id"),
    )


def _count_trained(question: Question, agencies: list[int], who: dict[str, Any]) -> QuerySet[Any]:
    def count(level: int, day: dt.date) -> Count:
        return Count("pk", filter=question.from_level(level) & completed_between(day, day))

    evidence = _ask_evidence(Evidence.objects.completions(), question)
    evidence = evidence.filter(
        completed_between(question.first, question.last), agency_id__in=agencies, **who
    )
    # Position and grade are those of the day of the completion, as the agency is.
    evidence = evidence.filter(question.audience.build_condition(Evidence))
    return _give_columns(evidence, question.build_columns(count), agency=F("agency_id"))


def _count_posted(question: Question, agencies: list[int], who: dict[str, Any]) -> QuerySet[Any]:
    def count(_level: int, day: dt.date) -> Count:
        ends = Q(valid_to=None) | Q(valid_to__gt=day)
        return Count("pk", filter=Q(valid_from__lte=day) & ends)

    postings = Posting.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=question.first),
        question.audience.build_condition(Posting),
        valid_from__lte=question.last,
        agency_id__in=agencies,
        person__is_active=True,
        **who,
    )
    postings = postings.annotate(skill_key=Value(Spell.HEADCOUNT))
    return _give_columns(postings, question.build_columns(count), agency=F("agency_id"))


def _ask_evidence(evidence: QuerySet[Evidence], question: Question) -> QuerySet[Evidence]:
    asked = evidence.filter(skill__in=question.skills, level__gte=question.lowest)
    return asked.annotate(skill_key=F("skill_id"))


def _give_columns(rows: QuerySet[Any], columns: dict[str, Any], *, agency: F) -> QuerySet[Any]:
    keyed = rows.order_by().annotate(key=agency).values("key", "skill_key")
    return keyed.annotate(**columns)


def valid_between(first: dt.date, last: dt.date) -> Q:
    """Return the condition on evidence that counts as held on a day from first to last."""
    # expires_on and revoked_on are the first day that does not count.
    return (
        Q(acquired_on__lte=last)
        & (Q(expires_on=None) | Q(expires_on__gt=first))
        & (Q(revoked_on=None) | Q(revoked_on__gt=first))
    )


def completed_between(first: dt.date, last: dt.date) -> Q:
    """Return the condition on evidence acquired by the last day and not revoked by the first."""
    # Expiry does not matter: who was trained stays trained.
    return Q(acquired_on__lte=last) & (Q(revoked_on=None) | Q(revoked_on__gt=first))


def posted_between(first: dt.date, last: dt.date) -> Q:
    """Return the condition on evidence of persons posted on a day from first to last."""
    ends = Q(person__postings__valid_to=None) | Q(person__postings__valid_to__gt=first)
    return Q(person__postings__valid_from__lte=last) & ends
