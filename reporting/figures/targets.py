"""Compares targets with the people who hold the skill: gap, pace, and whether it is enough."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Any, cast

from django.db.models import F, ForeignKey, TextChoices, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person
from plan.levels import name_level
from plan.models import PLAN_ORDER, Clause, Measure, PastTarget, Phase, Skill, Target
from reporting.figures.counting import count_by_unit
from reporting.figures.headcount import count_posted
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree, UnitContext
from reporting.models import KeyList

_RECENT_DAYS, _LONGER_DAYS = 90, 180
_DAYS_A_MONTH = 365.25 / 12


class TargetState(TextChoices):
    """Names how a target stands on a day."""

    REACHED = "reached", _("Reached")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")
    OVERDUE = "overdue", _("Overdue")
    NOBODY = "nobody", _("Nobody to count")


@dataclass(frozen=True)
class MilestoneRow:
    """What a target asks by a day before its due day: its own value, and people on the day."""

    on: dt.date
    value: int
    people: int
    is_passed: bool


@dataclass(frozen=True)
class TargetRow:
    """Holds a target as it stands on a day; ``held`` counts by the measure of the target.

    ``asked`` are people: those of the target, or its percent of the ``posted``, who are counted
    where the target names an audience or a percent. Paces are people a month; ``needed`` is None
    once the target is reached or overdue.
    """

    target: Target
    level_name: str
    day: dt.date
    posted: int | None
    asked: int
    milestones: tuple[MilestoneRow, ...]
    held: int
    needed: float | None
    lately: float
    longer: float

    @property
    def measure(self) -> Measure:
        return Measure(self.target.measure)

    @property
    def earlier(self) -> list[PastTarget]:
        """Return what the target asked before, the last first."""
        return [past for past in reversed(self.target.past.all()) if past.until <= self.day]

    @property
    def gap(self) -> int:
        return max(self.asked - self.held, 0)

    @property
    def state(self) -> TargetState:
        if not self.asked:
            return TargetState.NOBODY
        if not self.gap:
            return TargetState.REACHED
        if self.needed is None:
            return TargetState.OVERDUE
        return TargetState.ON_TRACK if self._keeps_pace else TargetState.BEHIND

    @property
    def _keeps_pace(self) -> bool:
        """Whether the last milestone is held, and lately is enough for what comes next."""
        passed = [one.people for one in self.milestones if one.is_passed]
        if passed and self.held < passed[-1]:
            return False
        ahead = [(one.people, one.on) for one in self.milestones if not one.is_passed]
        people, on = [*ahead, (self.asked, self.target.due_on)][0]
        return self.lately >= (needed_per_month(people - self.held, on, self.day) or 0)


def list_target_rows(
    viewer: Person, unit: Agency, *, day: dt.date, context: UnitContext | None = None
) -> list[TargetRow]:
    """Return every target of the unit and of the units below it that the viewer may see."""
    context = context or UnitContext.of(unit, day)
    targets = _list_targets_under(viewer, context.subtree, day)
    days = [day - dt.timedelta(days) for days in (0, _RECENT_DAYS, _LONGER_DAYS)]
    held = _count_by_target(targets, days, context)
    posted = _count_audiences(targets, day, context)
    skills = {(one.skill_id, one.level): one.skill for one in targets}
    names = {key: name_level(context.names, skill, key[1]) for key, skill in skills.items()}
    return [
        _assess_target(one, held[one.pk], posted.get(one.pk), names[one.skill_id, one.level], day)
        for one in targets
    ]


def _list_targets_under(viewer: Person, subtree: Subtree, day: dt.date) -> list[Target]:
    """Return the targets of the unit, then of the units below it, by plan and due day.

    A target of an agency that is closed by the day is that of whoever took its place.
    """
    targets = Target.objects.visible_to(viewer).in_force(day)
    under = targets.filter(agency__among=KeyList(subtree.agencies_on(day)))
    # By key at last: pages of the API must not show one target twice and another never.
    by_size = F("headcount").desc(nulls_last=True)
    order = (*PLAN_ORDER, "due_on", by_size, "skill__code", "level", "pk")
    found = list(under.order_by(*order))
    _share_related(found)
    changed = _read_past(found)
    # Few changed: the others are as they were, and not asked one by one.
    targets_then = [one.as_of(day) if one.pk in changed else one for one in found]
    return _place_targets(targets_then, subtree, day)


def _place_targets(targets: Sequence[Target], subtree: Subtree, day: dt.date) -> list[Target]:
    """Return the targets by the tree of the day, each of the agency that has it by then."""
    places = subtree.places
    # By key: of a thousand targets agencies would be compared as often.
    heirs: dict[int, Agency] = {}
    by_heir: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        own = target.agency_id
        if own not in heirs:
            heirs[own] = places.heir_on(target.agency, day)
        heir = heirs[own]
        if heir.pk != own:
            target.set_for, target.agency = target.agency, heir
        by_heir[heir.pk].append(target)
    places.show_as_on(day, heirs.values())
    # On its own page a closed agency has none any more.
    kept = [pk for pk in by_heir if any(subtree.units_containing(pk, day))]
    kept.sort(key=lambda pk: places.order_on(pk, day))
    return [target for pk in kept for target in by_heir[pk]]


def _share_related(targets: list[Target]) -> None:
    """Give the targets what they are about: an agency or a skill is one object for all of them.

    A nation has a target for each ministry and skill: joined to each, seven times as many objects
    would be built.
    """
    rows = {
        "agency": Agency.objects.select_related("successor"),
        "skill": Skill.objects.all(),
        "phase": Phase.objects.select_related("plan"),
        "clause": Clause.objects.all(),
    }
    for name, found in rows.items():
        field = cast("ForeignKey[Any]", Target._meta.get_field(name))
        keys = [getattr(target, field.attname) for target in targets]
        known = found.in_bulk(set(keys))
        for target, key in zip(targets, keys, strict=True):
            field.set_cached_value(target, known[key])


def _read_past(targets: list[Target]) -> set[int]:
    """Read what the targets asked before, which few of them did; return the ids of those."""
    # Of all targets: to ask for those of a nation costs more than to read the others too.
    changed = set(PastTarget.objects.order_by().values_list("current_id", flat=True).distinct())
    prefetch_related_objects([one for one in targets if one.pk in changed], "past")
    nothing = PastTarget.objects.none()
    for target in targets:
        if target.pk not in changed:
            target.__dict__["_prefetched_objects_cache"] = {"past": nothing}
    return changed


def _count_by_target(
    targets: Sequence[Target], days: Sequence[dt.date], context: UnitContext
) -> dict[int, list[int]]:
    """Return how many count for each target on each of the days, by the target's id."""
    counts: dict[int, list[int]] = {}
    for own, subtree in _group_alike(targets, context):
        counts |= _count_alike(own, days, subtree)
    return counts


def _count_audiences(
    targets: Sequence[Target], day: dt.date, context: UnitContext
) -> dict[int, int]:
    """Return how many people the targets are about, of those that are not about everybody.

    And of those in percent: the head-count is what their percent is of.
    """
    counts: dict[int, int] = {}
    asked = [one for one in targets if one.percent or not one.audience.is_everybody]
    for own, subtree in _group_alike(asked, context):
        units = [target.agency for target in own]
        posted = count_posted(units, day=day, subtree=subtree, audience=own[0].audience)
        counts |= {target.pk: posted[target.agency_id] for target in own}
    return counts


def _group_alike(
    targets: Sequence[Target], context: UnitContext
) -> Iterator[tuple[list[Target], Subtree]]:
    """Yield targets that count alike, which one query counts, with their units."""
    for (_measure, with_below, _audience), group in groupby(
        sorted(targets, key=_way_of_counting), key=_way_of_counting
    ):
        own = list(group)
        units = [target.agency for target in own]
        yield own, context.subtree.narrow_to(units) if with_below else context.subtree.alone(units)


def _way_of_counting(target: Target) -> tuple[str, bool, str]:
    return target.measure, target.with_below, target.audience.key


def _count_alike(
    targets: Sequence[Target], days: Sequence[dt.date], subtree: Subtree
) -> dict[int, list[int]]:
    measure, audience = Measure(targets[0].measure), targets[0].audience
    levels = sorted({target.level for target in targets})
    skills = frozenset(target.skill_id for target in targets)
    columns = tuple(product(levels, days))
    counts = count_by_unit(subtree, Question(measure, skills, columns, audience))
    first = {level: number * len(days) for number, level in enumerate(levels)}
    return {
        target.pk: [
            counts[target.agency_id, target.skill_id, first[target.level] + number]
            for number in range(len(days))
        ]
        for target in targets
    }


def _assess_target(
    target: Target, held: list[int], posted: int | None, level_name: str, day: dt.date
) -> TargetRow:
    now, before, long_before = held
    asked = target.count_asked(target.headcount or target.percent or 0, posted or 0)
    return TargetRow(
        target=target,
        level_name=level_name,
        day=day,
        posted=posted,
        asked=asked,
        milestones=tuple(
            MilestoneRow(
                one.on, one.value, target.count_asked(one.value, posted or 0), one.on <= day
            )
            for one in target.milestone_days
        ),
        held=now,
        needed=needed_per_month(asked - now, target.due_on, day),
        lately=people_per_month(now - before, _RECENT_DAYS),
        longer=people_per_month(now - long_before, _LONGER_DAYS),
    )


def needed_per_month(gap: int, due_on: dt.date, day: dt.date) -> float | None:
    """Return how many more people a month reach the target; None once reached or overdue."""
    if gap <= 0 or day > due_on:
        return None
    # The due day itself still counts, so at least one day is left.
    return people_per_month(gap, max((due_on - day).days, 1), up=True)


def people_per_month(people: int, days: int, *, up: bool = False) -> float:
    """Return people a month with one decimal, rounded down, or up if ``up``."""
    # A pace needed is rounded up and a pace reached down: neither promises too much.
    tenths = people / days * _DAYS_A_MONTH * 10
    return (math.ceil(round(tenths, 6)) if up else math.floor(round(tenths, 6))) / 10
