"""Finds what an agency needs to teach by role profiles and targets, and what was taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from people.models import Agency, Person
from plan.capacity import Need
from plan.models import QUARTERS, CapacityPlan, CapacityPriority, Measure
from reporting.figures.coverage import coverage_over
from reporting.figures.profiles import count_staffing
from reporting.figures.subtree import Subtree
from reporting.figures.targets import list_target_rows

_Key = tuple[int, int]  # skill and level


def list_needs(viewer: Person, unit: Agency, *, day: dt.date) -> list[Need]:
    """Return the skills that people of the unit lack, most people first.

    Of one skill and level the larger of both counts: who lacks what the post asks, and how many
    are missing to the unit's own target.
    """
    found = _read_profiles(unit, day)
    for row in list_target_rows(viewer, unit, day=day):
        target = row.target
        key = (target.skill.pk, target.level)
        if target.agency == unit and (key not in found or found[key].gap < row.gap):
            found[key] = Need(target.skill, target.level, row.asked, row.gap)
    needs = [need for need in found.values() if need.gap]
    return sorted(needs, key=lambda need: (-need.gap, need.skill.code, need.level))


def _read_profiles(unit: Agency, day: dt.date) -> dict[_Key, Need]:
    """Return what the posts ask, added up over positions."""
    # Two profiles may ask one skill of one position: its people are counted once.
    largest: dict[tuple[str, int, int], Need] = {}
    for figure in count_staffing(unit, day=day):
        one = figure.requirement
        key = (one.profile.position_key, one.skill_id, one.level)
        if figure.gap is not None and (key not in largest or largest[key].gap < figure.gap):
            largest[key] = Need(one.skill, one.level, figure.asked or 0, figure.gap)
    found: dict[_Key, Need] = {}
    for need in largest.values():
        asked = (need.skill.pk, need.level)
        known = found.get(asked, Need(need.skill, need.level, 0, 0))
        headcount, gap = known.headcount + need.headcount, known.gap + need.gap
        found[asked] = Need(need.skill, need.level, headcount, gap)
    return found


def count_trained_by_quarter(
    plan: CapacityPlan, priorities: Sequence[CapacityPriority], *, day: dt.date
) -> dict[int, list[int]]:
    """Return how many were trained in each quarter up to the day, by priority: two queries."""
    pairs = [(one.skill, one.level) for one in priorities]
    ends = [min(end, day) for end in _quarter_ends(plan.year)]
    subtree = Subtree.of([plan.agency], since=ends[0])
    cells = coverage_over(subtree, pairs, days=sorted(set(ends)), measure=Measure.TRAINED)
    counts = {(cell.skill.pk, cell.level, cell.day): cell.count for cell in cells}
    return {
        one.pk: [
            # A certificate that was revoked since may make a later sum the smaller one.
            max(counts[one.skill_id, one.level, end] - counts[one.skill_id, one.level, before], 0)
            for before, end in pairwise(ends)
        ]
        for one in priorities
    }


def _quarter_ends(year: int) -> list[dt.date]:
    """Return the day before the year, and the last day of each of its quarters."""
    firsts = [dt.date(year, 3 * quarter - 2, 1) for quarter in QUARTERS]
    return [first - dt.timedelta(1) for first in (*firsts, dt.date(year + 1, 1, 1))]
