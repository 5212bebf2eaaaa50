"""Breaks the figure of a unit down by groups of its people, the small ones hidden.

What is hidden follows from the root of the tree down: whoever reads a ministry and all units in it
finds no small group of one unit by subtracting the others from the ministry.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from people.agencies import AgencyPlaces
from people.models import Agency
from people.text.formatting import percent_of
from reporting.breakdowns.counting import (
    OTHERS,
    Groups,
    count_holders,
    read_groups,
    read_proofs,
    sum_from_level,
    sum_under,
)
from reporting.breakdowns.dimensions import Dimension
from reporting.breakdowns.hiding import GroupHiding
from reporting.figures.rosters import RosterShare, read_matches
from reporting.figures.subtree import Subtree
from reporting.query.scope import Scope


@dataclass(frozen=True)
class GroupRow:
    """A group of people of the unit; of one that is hidden no number is known.

    ``out_of`` is what its share is of: those posted of the group, or all who hold the skill.
    """

    name: str
    posted: int | None
    held: int | None
    out_of: int | None = None

    @property
    def is_hidden(self) -> bool:
        return self.held is None

    @property
    def share(self) -> float | None:
        if self.held is None or not self.out_of:
            return None
        return percent_of(self.held, self.out_of)


@dataclass(frozen=True)
class Breakdown:
    """Holds the groups of a unit; ``together`` are those that are hidden, None where none is.

    ``whole`` are all groups; None where these are of holders, and no skill is asked.
    """

    dimension: Dimension
    whole: GroupRow | None
    rows: tuple[GroupRow, ...]
    together: GroupRow | None
    match: RosterShare


def build_breakdown(scope: Scope, dimension: Dimension) -> Breakdown:
    """Return who holds the skill of the scope on its day, by groups: eight queries at most."""
    places = AgencyPlaces(list(Agency.get_root_nodes()), since=scope.day)
    match = read_matches(Subtree((scope.unit,), places), scope.day)[scope.unit.pk]
    if dimension.is_of_proof:
        return _break_by_proof(scope, dimension, places, match)
    groups = read_groups(dimension, places, scope.day)
    posted = sum_from_level(sum_under(scope.unit.pk, groups.people, places, scope.day), 0)
    hiding = GroupHiding(groups.judged, places, scope.day)
    hidden = hiding.find_hidden(scope.unit.pk) if posted else set()
    # One of nobody may be hidden beside another: left out, it would tell that all are of that one.
    posted |= dict.fromkeys(hidden - posted.keys(), 0)
    return _build(groups, posted, _count_held_by_group(scope, groups, places), hidden, match)


def _break_by_proof(
    scope: Scope, dimension: Dimension, places: AgencyPlaces, match: RosterShare
) -> Breakdown:
    """Return those who hold the skill by what proves it: a group is of holders alone."""
    if scope.skill is None:
        return Breakdown(dimension, None, (), None, match)
    groups = read_proofs(dimension, scope.skill, scope.day)
    people = sum_under(scope.unit.pk, groups.people, places, scope.day)
    held = {key: n for key, n in sum_from_level(people, scope.level).items() if n}
    # The kind stands beside each name in the list of the same reader, and under the figure.
    is_told = dimension == Dimension.KIND or not held
    hiding = GroupHiding(groups.judged, places, scope.day, scope.level)
    # A group of nobody at this level may be withheld too: it is told of as if it were one of few.
    hidden = set() if is_told else hiding.find_hidden(scope.unit.pk)
    return _build(groups, None, held | dict.fromkeys(hidden - held.keys(), 0), hidden, match)


def _count_held_by_group(scope: Scope, groups: Groups, places: AgencyPlaces) -> Mapping[str, int]:
    if scope.skill is None:
        return {}
    under = [pk for pk in groups.people if scope.unit.pk in places.line_to(pk, scope.day)]
    counts = count_holders(groups, under, (scope.skill, scope.level), scope.day)
    return sum_from_level(sum_under(scope.unit.pk, counts, places, scope.day), 0)


def _build(
    groups: Groups,
    posted: Mapping[str, int] | None,
    held: Mapping[str, int],
    hidden: Collection[str],
    match: RosterShare,
) -> Breakdown:
    """Return the rows; without ``posted`` the share of a group is of all who hold the skill."""
    total = sum(held.values())
    shown = held if posted is None else posted

    def build_row(name: str, *keys: str) -> GroupRow:
        those_posted = None if posted is None else sum(posted[key] for key in keys)
        count = sum(held.get(key, 0) for key in keys)
        # Of those posted no share is told where too few of them are known.
        out_of = those_posted if match.tells_percent else None
        return GroupRow(name, those_posted, count, total if posted is None else out_of)

    rows = []
    for key in (*groups.names, OTHERS):
        if key in shown:
            name = groups.names.get(key) or gettext("All others")
            rows.append(GroupRow(name, None, None) if key in hidden else build_row(name, key))
    whole = build_row(gettext("Whole unit"), *shown)
    together = build_row(gettext("Hidden groups together"), *hidden) if hidden else None
    return Breakdown(groups.dimension, whole, tuple(rows), together, match)
