"""Counts how many people a unit has for a skill on a day, by measure; nothing else counts them.

A unit is an agency and everything under it. *Held now* counts persons posted in the unit on the
day, whose account is active, with valid evidence of the skill at the level or above, without
self-claims. *Trained here*
counts completions that happened in the unit up to the day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from django.db.models import Count

from certification.models import Evidence
from people.models import Agency
from plan.models import Measure, Skill
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.counting import Counts, count_by_unit
from reporting.figures.facts import posted_between, valid_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree

SkillLevel = tuple[Skill, int]


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
    """Return a figure for every unit, (skill, level) and day: a query, a second for large units.

    Of an audience those count who belong to it on the day, or did when they were trained.
    """
    columns = tuple(product(sorted({level for _skill, level in pairs}), days))
    skills = frozenset(skill.pk for skill, _level in pairs)
    counts: Counts = Counter()
    if subtree.units and pairs and days:
        counts = count_by_unit(subtree, Question(measure, skills, columns, audience))
    number = {column: index for index, column in enumerate(columns)}
    return [
        CoverageFigure(
            *(unit, skill, level, day, measure),
            counts[unit.pk, skill.pk, number[level, day]],
        )
        for unit, (skill, level), day in product(subtree.units, pairs, days)
    ]


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
