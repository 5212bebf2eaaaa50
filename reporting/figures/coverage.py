"""Counts how many people a unit has for a skill on a day, by measure; nothing else counts them.

A unit is an agency and everything under it. *Held now* counts persons posted in the unit on the
day, whose account is active, with valid evidence of the skill at the level or above, without
self-claims. *Trained here*
counts completions that happened in the unit up to the day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from django.db.models import Count, Q, QuerySet

from certification.models import Evidence
from people.models import Agency, Posting
from plan.models import Measure, Skill
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.subtree import Subtree

SkillLevel = tuple[Skill, int]
_FigureKey = tuple[int, int, dt.date]


@dataclass(frozen=True)
class CoverageFigure:
    """Holds the ``count`` of people (or completions) for a unit, a skill and a level or above."""

    unit: Agency
    skill: Skill
    level: int
    day: dt.date
    measure: Measure
    count: int


def count_coverage(
    units: Sequence[Agency], pairs: Sequence[SkillLevel], *, day: dt.date, measure: Measure
) -> list[CoverageFigure]:
    """Return a figure for every unit and (skill, level), in as many queries as for one."""
    return coverage_over(Subtree.of(units, since=day), pairs, days=[day], measure=measure)


def coverage_over(
    subtree: Subtree,
    pairs: Sequence[SkillLevel],
    *,
    days: Sequence[dt.date],
    measure: Measure,
    audience: TargetAudience = EVERYBODY,
) -> list[CoverageFigure]:
    """Return a figure for every unit, (skill, level) and day: one query.

    Of an audience those count who belong to it on the day, or did when they were trained.
    """
    counts: Counter[tuple[int, _FigureKey]] = Counter()
    if subtree.units and pairs and days:
        for agency_id, key, count in _count_by_leaf(subtree, pairs, days, measure, audience):
            # A person has one posting a day, so counts of agencies add up on the way to the root,
            # by the tree of the day that is counted.
            for unit_id in subtree.units_containing(agency_id, key[2]):
                counts[unit_id, key] += count
    return [
        CoverageFigure(unit, skill, level, day, measure, counts[unit.pk, (skill.pk, level, day)])
        for unit, (skill, level), day in product(subtree.units, pairs, days)
    ]


def _count_by_leaf(
    subtree: Subtree,
    pairs: Sequence[SkillLevel],
    days: Sequence[dt.date],
    measure: Measure,
    audience: TargetAudience,
) -> Iterable[tuple[int, _FigureKey, int]]:
    """Yield counts by agency, skill, level and day, without those that are zero."""
    wanted = list(product(sorted({level for _skill, level in pairs}), days))
    is_held = measure == Measure.HELD
    count = _count_held if is_held else _count_trained
    counted = Evidence.objects.counted() if is_held else Evidence.objects.completions()
    evidence = counted.filter(
        skill__in={skill.pk for skill, _level in pairs},
        level__gte=min(level for _skill, level in pairs),
    )
    rows = count(evidence, subtree.agencies_on(*days), wanted, audience)
    for agency_id, skill_id, *counts in rows:
        for (level, day), number in zip(wanted, counts, strict=True):
            if number:
                yield agency_id, (skill_id, level, day), number


def _count_held(
    evidence: QuerySet[Evidence],
    agencies: list[int],
    wanted: list[tuple[int, dt.date]],
    audience: TargetAudience,
) -> Iterable[tuple[int, ...]]:
    first, last = _first_and_last(wanted)
    # One column for each level and day: one pass over the evidence instead of one for each.
    counts = {
        f"n{index}": Count(
            "person_id",
            distinct=True,
            filter=Q(level__gte=level) & valid_between(day, day) & posted_between(day, day),
        )
        for index, (level, day) in enumerate(wanted)
    }
    # One filter() with the agencies: the same posting must be in the unit and cover the days.
    return (
        evidence.filter(
            valid_between(first, last),
            posted_between(first, last),
            audience.build_condition(Posting, "person__postings__"),
            person__postings__agency_id__in=agencies,
            person__is_active=True,
        )
        .values("person__postings__agency_id", "skill_id")
        .annotate(**counts)
        .values_list("person__postings__agency_id", "skill_id", *counts)
    )


def _count_trained(
    evidence: QuerySet[Evidence],
    agencies: list[int],
    wanted: list[tuple[int, dt.date]],
    audience: TargetAudience,
) -> Iterable[tuple[int, ...]]:
    first, last = _first_and_last(wanted)
    counts = {
        f"n{index}": Count("pk", filter=Q(level__gte=level) & completed_between(day, day))
        for index, (level, day) in enumerate(wanted)
    }
    return (
        evidence.filter(completed_between(first, last), agency_id__in=agencies)
        # Position and grade are those of the day of the completion, as the agency is.
        .filter(audience.build_condition(Evidence))
        .values("agency_id", "skill_id")
        .annotate(**counts)
        .values_list("agency_id", "skill_id", *counts)
    )


def count_holders_by_kind(
    subtree: Subtree, pair: SkillLevel, *, day: dt.date
) -> list[tuple[str, int]]:
    """Return how many people hold the skill by each kind of evidence, most first: one query.

    Somebody may hold it by several kinds, so these counts may be more than the people.
    """
    skill, level = pair
    held = Evidence.objects.counted().filter(
        valid_between(day, day),
        posted_between(day, day),
        person__postings__agency_id__in=subtree.agencies_on(day),
        person__is_active=True,
        skill=skill,
        level__gte=level,
    )
    kinds = held.order_by().values("kind").annotate(people=Count("person_id", distinct=True))
    labels = dict(Evidence.Kind.choices)
    rows = kinds.order_by("-people", "kind").values_list("kind", "people")
    return [(str(labels[kind]), people) for kind, people in rows]


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


def _first_and_last(wanted: list[tuple[int, dt.date]]) -> tuple[dt.date, dt.date]:
    days = [day for _level, day in wanted]
    return min(days), max(days)
