"""Lists targets with how they stand, in as many queries for a thousand of them as for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import NamedTuple

from django.utils import timezone

from people.models import Agency, Person
from plan.levels import name_level
from plan.models import Measure
from reporting.figures.counting import count_by_unit
from reporting.figures.headcount import count_posted
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets.asked import AskedTarget, read_targets
from reporting.figures.targets.rows import (
    LONGER_DAYS,
    RECENT_DAYS,
    MilestoneRow,
    TargetRow,
)


class _When(NamedTuple):
    """The day of all rows, and whether it is to come."""

    day: dt.date
    is_ahead: bool


def list_target_rows(
    viewer: Person, unit: Agency, *, day: dt.date, context: UnitContext | None = None
) -> list[TargetRow]:
    """Return every target of the unit and of the units below it that the viewer may see."""
    context = context or UnitContext.of(unit, day)
    targets = read_targets(viewer, context.subtree, day)
    days = [day - dt.timedelta(days) for days in (0, RECENT_DAYS, LONGER_DAYS)]
    held = _count_by_target(targets, days, context)
    posted = _count_audiences(targets, day, context)
    # `id` and not `pk` in what is done a thousand times: that is a property, ten times as slow.
    skills = {(one.skill.id, one.level): one.skill for one in targets}
    names = {key: name_level(context.names, skill, key[1]) for key, skill in skills.items()}
    # Asked once: each of a thousand targets would look for today in its time zone.
    when = _When(day, day > timezone.localdate())
    return [
        _assess_target(one, held[one.pk], posted.get(one.pk), names[one.skill.id, one.level], when)
        for one in targets
    ]


def _count_by_target(
    targets: Sequence[AskedTarget], days: Sequence[dt.date], context: UnitContext
) -> dict[int, list[int]]:
    """Return how many count for each target on each of the days, by the target's id."""
    counts: dict[int, list[int]] = {}
    for own, subtree in _group_alike(targets, context):
        counts |= _count_alike(own, days, subtree)
    return counts


def _count_audiences(
    targets: Sequence[AskedTarget], day: dt.date, context: UnitContext
) -> dict[int, int]:
    """Return how many people the targets are about, of those that are not about everybody.

    And of those in percent: the head-count is what their percent is of.
    """
    counts: dict[int, int] = {}
    asked = [one for one in targets if one.percent or not one.audience.is_everybody]
    for own, subtree in _group_alike(asked, context):
        audience = own[0].audience
        posted = count_posted(subtree, day, audience)
        counts |= {target.pk: posted[target.agency.pk] for target in own}
    return counts


def _group_alike(
    targets: Iterable[AskedTarget], context: UnitContext
) -> Iterator[tuple[list[AskedTarget], Subtree]]:
    """Yield targets that count alike, which one query counts, with their units."""
    for (_measure, with_below, _audience), group in groupby(
        sorted(targets, key=_way_of_counting), key=_way_of_counting
    ):
        own = list(group)
        # By key: agencies would be compared a thousand times.
        units = list({target.agency.id: target.agency for target in own}.values())
        yield own, context.subtree.narrow_to(units, with_below=with_below)


def _way_of_counting(target: AskedTarget) -> tuple[str, bool, str]:
    return target.measure, target.with_below, target.audience.key


def _count_alike(
    targets: Sequence[AskedTarget], days: Sequence[dt.date], subtree: Subtree
) -> dict[int, list[int]]:
    measure, audience = Measure(targets[0].measure), targets[0].audience
    levels = sorted({target.level for target in targets})
    skills = frozenset(target.skill.id for target in targets)
    columns = tuple(product(levels, days))
    counts = count_by_unit(subtree, Question(measure, skills, columns, audience))
    first = {level: number * len(days) for number, level in enumerate(levels)}
    found = {}
    for target in targets:
        column = first[target.level]
        numbers = counts[target.agency.id, target.skill.id]
        found[target.pk] = numbers[column : column + len(days)]
    return found


def _assess_target(
    target: AskedTarget, held: list[int], posted: int | None, level_name: str, when: _When
) -> TargetRow:
    asked = target.count_asked(target.value, posted or 0)
    return TargetRow(
        target=target,
        level_name=level_name,
        day=when.day,
        posted=posted,
        asked=asked,
        milestones=_assess_milestones(target, posted, when.day) if target.milestones else (),
        held=held[0],
        held_before=held[1],
        held_long_before=held[2],
        is_ahead=when.is_ahead,
    )


def _assess_milestones(
    target: AskedTarget, posted: int | None, day: dt.date
) -> tuple[MilestoneRow, ...]:
    return tuple(
        MilestoneRow(one.on, one.value, target.count_asked(one.value, posted or 0), one.on <= day)
        for one in target.milestones
    )
