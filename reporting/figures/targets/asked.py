"""Reads what targets ask on a day, as plain values: a nation has a thousand of them.

Rows of the model would take a third of the page that shows five.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from django.db.models import F, TextField
from django.db.models.functions import Cast

from people.models import Agency, Person
from plan.models import PLAN_ORDER, Clause, PastTarget, Phase, Skill, Target
from plan.targets import EVERYBODY, MOST_PERCENT, Milestone, TargetAudience
from reporting.figures.subtree import Subtree
from reporting.models import KeyList

_EMPTY = "[]"
_ABOUT = {"phase": Phase.objects.select_related("plan"), "clause": Clause.objects.all()} | {
    "agency": Agency.objects.select_related("successor"),
    "skill": Skill.objects.all(),
}
_KEPT = ("headcount", "percent", "due_on", "baseline", "baseline_on", "source", "is_sample")
_FIXED = ("level", "measure", "with_below")


class AskedTarget(NamedTuple):
    """What a target asks on a day, and about what.

    What several targets are about is one object for all of them. ``agency`` is whoever has the
    target by the day, and ``set_for`` the closed one for which it was set. ``past`` is what it
    asked before, the earliest first.
    """

    pk: int
    phase: Phase
    clause: Clause
    agency: Agency
    skill: Skill
    level: int
    measure: str
    with_below: bool
    headcount: int | None
    percent: int | None
    due_on: dt.date
    baseline: int
    baseline_on: dt.date
    source: str
    is_sample: bool
    audience: TargetAudience = EVERYBODY
    milestones: Sequence[Milestone] = ()
    past: Sequence[PastTarget] = ()
    set_for: Agency | None = None

    def as_of(self, day: dt.date) -> Self:
        """Return what it asked on the day."""
        held = next((one for one in self.past if one.until > day), None)
        if held is None:
            return self
        kept = {name: getattr(held, name) for name in _KEPT}
        return self._replace(**kept, audience=held.audience, milestones=held.milestone_days)

    @property
    def value(self) -> int:
        """Return the people that it asks, or the percent of them."""
        return self.headcount or self.percent or 0

    def count_asked(self, value: int, posted: int) -> int:
        """Return how many people the value is where so many of the audience are posted."""
        # Rounded up: of three people 50 % are two, and one person is never none.
        return value if self.percent is None else -(-value * posted // MOST_PERCENT)


def read_targets(viewer: Person, subtree: Subtree, day: dt.date) -> list[AskedTarget]:
    """Return the targets of the unit, then of the units below it, by plan and due day.

    A target of an agency that is closed by the day is that of whoever took its place.
    """
    found = _read_in_force(viewer, subtree, day)
    past = _read_past({target.pk for target in found})
    # Few changed: the others are as they were, and not asked one by one.
    then = [one._replace(past=past[one.pk]).as_of(day) if one.pk in past else one for one in found]
    return _place_targets(then, subtree, day)


def _read_in_force(viewer: Person, subtree: Subtree, day: dt.date) -> list[AskedTarget]:
    targets = Target.objects.visible_to(viewer).in_force(day)
    under = targets.filter(agency__among=KeyList(subtree.agencies_on(day)))
    # By key at last: pages of the API must not show one target twice and another never.
    by_size = F("headcount").desc(nulls_last=True)
    order = (*PLAN_ORDER, "due_on", by_size, "skill__code", "level", "pk")
    # As text: of most there is none, and a thousand empty lists are not parsed.
    audience = ("grade_from", "grade_to", Cast("positions", TextField()))
    fields = (*_ABOUT, *_FIXED, *_KEPT, *audience, Cast("milestones", TextField()))
    rows = list(under.order_by(*order).values_list("pk", *fields))
    objects = [
        found.in_bulk({row[index] for row in rows})
        for index, found in enumerate(_ABOUT.values(), 1)
    ]
    return [_build_target(row, *objects) for row in rows]


def _build_target(row: Sequence[Any], *objects: dict[int, Any]) -> AskedTarget:
    phases, clauses, agencies, skills = objects
    pk, phase, clause, agency, skill, *plain, grade_from, grade_to, positions, milestones = row
    about = phases[phase], clauses[clause], agencies[agency], skills[skill]
    target = AskedTarget(pk, *about, *plain)
    if positions != _EMPTY or grade_from is not None or grade_to is not None:
        audience = TargetAudience(json.loads(positions), grade_from, grade_to)
        target = target._replace(audience=audience)
    if milestones != _EMPTY:
        target = target._replace(milestones=Milestone.load(json.loads(milestones)))
    return target


def _read_past(targets: set[int]) -> dict[int, list[PastTarget]]:
    """Return what the targets asked before, by their ids: of most that is nothing."""
    # Of all targets: to ask for those of a nation costs more than to read the others too.
    changed = set(PastTarget.objects.order_by().values_list("current_id", flat=True).distinct())
    found: dict[int, list[PastTarget]] = defaultdict(list)
    if own := changed & targets:
        for past in PastTarget.objects.filter(current__among=KeyList(own)).order_by("until"):
            found[past.current_id].append(past)
    return found


def _place_targets(
    targets: Sequence[AskedTarget], subtree: Subtree, day: dt.date
) -> list[AskedTarget]:
    """Return the targets by the tree of the day, each of the agency that has it by then."""
    places = subtree.places
    # By key: of a thousand targets agencies would be compared as often.
    heirs: dict[int, Agency] = {}
    by_heir: dict[int, list[AskedTarget]] = defaultdict(list)
    for target in targets:
        own = target.agency
        heir = heirs.get(own.id) or heirs.setdefault(own.id, places.heir_on(own, day))
        if heir is not own:
            target = target._replace(set_for=own, agency=heir)
        by_heir[heir.id].append(target)
    places.show_as_on(day, heirs.values())
    # On its own page a closed agency has none any more.
    kept = [pk for pk in by_heir if any(subtree.units_containing(pk, day))]
    kept.sort(key=lambda pk: places.order_on(pk, day))
    return [target for pk in kept for target in by_heir[pk]]
