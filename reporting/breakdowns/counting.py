"""Counts people by agency and group on a day: who is posted, and who of them holds a skill."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from certification.models import Evidence
from people.agencies import AgencyPlaces
from people.models import Posting
from plan.models import Skill
from reporting.breakdowns.dimensions import Dimension
from reporting.breakdowns.locations import locate_agencies
from reporting.breakdowns.ways import build_language, build_way
from reporting.figures.coverage import SkillLevel
from reporting.figures.facts import posted_between
from reporting.figures.proofs import list_best
from reporting.models import KeyList

OTHERS = "others"
# Told apart, the largest: all states and regions, and positions as far as a page is read. The
# people of all others are one group.
_MOST_GROUPS = 18
_NO_LEVEL = 0
_Line = Sequence[Any]  # an agency, a value of the dimension, a level, people

People = Mapping[tuple[str, int], int]  # of a unit, by group and level


@dataclass(frozen=True)
class Groups:
    """Holds the groups of a nation on a day by their keys, and the people of each agency by them.

    ``names`` are in the order in which they are shown. Who is posted has the level 0. ``judged``
    are those whose group is not known anyway: by them it is decided what is hidden. ``located``
    are the places of agencies, where groups are of these.
    """

    dimension: Dimension
    names: Mapping[str, str]
    people: Mapping[int, People]
    judged: Mapping[int, People]
    located: Mapping[int, str] = field(default_factory=dict)


def read_groups(dimension: Dimension, places: AgencyPlaces, day: dt.date) -> Groups:
    """Read who is posted in the whole nation, for what a unit hides depends on all beside it."""
    located = locate_agencies(dimension, places, day) if dimension.is_of_place else {}
    lines = _count_posted_by(dimension, Posting.objects.counted_on(day), located)
    names = _name_groups(dimension, lines)
    people = _gather_lines(lines, dimension, names)
    return Groups(dimension, names, people, people, located)


def _count_posted_by(
    dimension: Dimension, postings: QuerySet[Posting], located: Mapping[int, str]
) -> list[_Line]:
    """Count people by their postings, of which somebody has one on a day."""
    if dimension.is_of_place:
        counts = postings.order_by().values("agency_id").annotate(people=Count("pk"))
        rows = counts.values_list("agency_id", "people")
        return [(agency, located.get(agency, ""), _NO_LEVEL, n) for agency, n in rows]
    counts = postings.order_by().values("agency_id", dimension.field).annotate(people=Count("pk"))
    found = counts.values_list("agency_id", dimension.field, "people")
    return [(agency, value, _NO_LEVEL, people) for agency, value, people in found]


def read_proofs(dimension: Dimension, skill: Skill, day: dt.date) -> Groups:
    """Read who holds the skill in the whole nation, by what proves it best: one query.

    Each person is in one group, and in the same one at every level. What proves it stands beside
    each name, and tells language and way of all but those who hold a certificate.
    """
    best = list_best([skill.pk], day).filter(
        posted_between(day, day), person__postings__isnull=False, person__is_active=True
    )
    told = best.order_by().annotate(group=_FACTS[dimension]())
    parts = ("person__postings__agency_id", "group", "level")
    rows = told.values("kind", *parts).annotate(people=Count("person_id"))
    found = list(rows.values_list("kind", *parts, "people"))
    lines = [line for _kind, *line in found]
    names = _name_groups(dimension, lines)
    certified = [line for kind, *line in found if kind == Evidence.Kind.CERTIFICATE]
    people, judged = (_gather_lines(ones, dimension, names) for ones in (lines, certified))
    return Groups(dimension, names, people, judged)


_FACTS = {
    Dimension.KIND: lambda: F("kind"),
    Dimension.LANGUAGE: build_language,
    Dimension.MODE: build_way,
}


def _gather_lines(
    lines: Iterable[_Line], dimension: Dimension, names: Mapping[str, str]
) -> dict[int, People]:
    counts: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
    for agency_id, value, level, people in lines:
        key = dimension.read_group(value)
        counts[agency_id][key if key in names else OTHERS, level] += people
    return dict(counts)


def _name_groups(dimension: Dimension, lines: Sequence[_Line]) -> dict[str, str]:
    sizes: Counter[str] = Counter()
    names: dict[str, str] = {}
    for _agency, value, _level, people in lines:
        key = dimension.read_group(value)
        sizes[key] += people
        names[key] = dimension.name_group(value)
    # Of two as large always the same: the other one is among all others.
    largest = sorted(sizes, key=lambda key: (-sizes[key], key))[:_MOST_GROUPS]
    # What is not recorded comes last, and positions by how many have them.
    by_size = dimension == Dimension.POSITION
    ordered = largest if by_size else sorted(largest)
    return {key: names[key] for key in sorted(ordered, key=lambda key: not key)}


def count_holders(
    groups: Groups, agencies: Sequence[int], pair: SkillLevel, day: dt.date
) -> dict[int, People]:
    """Return who holds the skill at the level or above on the day, by agency and group."""
    skill, level = pair
    valid = Evidence.objects.counted().valid(day)
    held = valid.filter(
        # As a list, of one: asked person by person, SQLite would read all that is held of it.
        skill__in=Skill.objects.filter(pk=skill.pk),
        level__gte=level,
        person=OuterRef("person"),
    )
    postings = Posting.objects.counted_on(day).filter(
        Exists(held), agency__among=KeyList(agencies)
    )
    lines = _count_posted_by(groups.dimension, postings, groups.located)
    return _gather_lines(lines, groups.dimension, groups.names)


def sum_under(
    unit_id: int, counts: Mapping[int, People], places: AgencyPlaces, day: dt.date
) -> Counter[tuple[str, int]]:
    """Return the people of the unit and all below it, by group and level."""
    total: Counter[tuple[str, int]] = Counter()
    for agency_id, people in counts.items():
        if unit_id in places.line_to(agency_id, day):
            total.update(people)
    return total


def sum_by_part(
    unit_id: int, counts: Mapping[int, People], places: AgencyPlaces, day: dt.date
) -> dict[int, Counter[tuple[str, int]]]:
    """Return the people of each part of the unit: those right below it, and its own office."""
    parts: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
    for agency_id, people in counts.items():
        line = places.line_to(agency_id, day)
        if unit_id in line:
            parts[(*line, agency_id)[line.index(unit_id) + 1]].update(people)
    return parts


def sum_from_level(people: People, level: int) -> dict[str, int]:
    """Return the people of each group at the level or above."""
    total: Counter[str] = Counter({group: 0 for group, _level in people})
    for (group, own), count in people.items():
        if own >= level:
            total[group] += count
    return dict(total)
