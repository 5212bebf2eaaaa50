"""Counts people by agency and group on a day: who is posted, and who of them holds a skill."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from certification.models import Evidence
from people.agencies import AgencyPlaces
from people.models import Posting
from reporting.breakdowns.dimensions import Dimension
from reporting.figures.coverage import SkillLevel, posted_between, valid_between

OTHERS = "others"
_MOST_GROUPS = 13  # told apart, the largest; the people of all others are one group
_Line = tuple[int, Any, int]  # an agency, a value of the dimension, people

People = Mapping[str, int]  # of a unit, by group


@dataclass(frozen=True)
class Groups:
    """Holds the groups of a nation on a day by their keys, and the people of each agency by them.

    ``names`` are in the order in which they are shown.
    """

    dimension: Dimension
    names: Mapping[str, str]
    posted: Mapping[int, People]


def read_groups(dimension: Dimension, day: dt.date) -> Groups:
    """Read who is posted in the whole nation, for what a unit hides depends on all beside it."""
    postings = Posting.objects.counted_on(day).order_by().values("agency_id", dimension.field)
    counts = postings.annotate(people=Count("person_id"))
    lines = list(counts.values_list("agency_id", dimension.field, "people"))
    names = _name_groups(dimension, lines)
    return Groups(dimension, names, _gather_lines(lines, dimension, names))


def _gather_lines(
    lines: Iterable[_Line], dimension: Dimension, names: Mapping[str, str]
) -> dict[int, People]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for agency_id, value, people in lines:
        key = dimension.read_group(value)
        counts[agency_id][key if key in names else OTHERS] += people
    return dict(counts)


def _name_groups(dimension: Dimension, lines: Sequence[_Line]) -> dict[str, str]:
    sizes: Counter[str] = Counter()
    names: dict[str, str] = {}
    for _agency, value, people in lines:
        key = dimension.read_group(value)
        sizes[key] += people
        names[key] = dimension.name_group(value)
    largest = [key for key, _people in sizes.most_common(_MOST_GROUPS)]
    # What is not recorded comes last, and positions by how many have them.
    by_size = dimension == Dimension.POSITION
    ordered = largest if by_size else sorted(largest)
    return {key: names[key] for key in sorted(ordered, key=lambda key: not key)}


def count_holders(
    groups: Groups, agencies: Sequence[int], pair: SkillLevel, day: dt.date
) -> dict[int, People]:
    """Return who holds the skill at the level or above on the day, by agency and group."""
    skill, level = pair
    field = f"person__postings__{groups.dimension.field}"
    # One filter() with the agencies: the same posting must be in the unit and cover the day.
    held = Evidence.objects.counted().filter(
        valid_between(day, day),
        posted_between(day, day),
        person__postings__agency_id__in=agencies,
        person__is_active=True,
        skill=skill,
        level__gte=level,
    )
    counts = held.order_by().values("person__postings__agency_id", field)
    people = counts.annotate(people=Count("person_id", distinct=True))
    lines = people.values_list("person__postings__agency_id", field, "people")
    return _gather_lines(lines, groups.dimension, groups.names)


def sum_under(
    unit_id: int, counts: Mapping[int, People], places: AgencyPlaces, day: dt.date
) -> Counter[str]:
    """Return the people of the unit and all below it, by group."""
    total: Counter[str] = Counter()
    for agency_id, people in counts.items():
        if unit_id in places.line_to(agency_id, day):
            total.update(people)
    return total


def sum_by_part(
    unit_id: int, counts: Mapping[int, People], places: AgencyPlaces, day: dt.date
) -> dict[int, Counter[str]]:
    """Return the people of each part of the unit: those right below it, and its own office."""
    parts: dict[int, Counter[str]] = defaultdict(Counter)
    for agency_id, people in counts.items():
        line = places.line_to(agency_id, day)
        if unit_id in line:
            parts[(*line, agency_id)[line.index(unit_id) + 1]].update(people)
    return parts
