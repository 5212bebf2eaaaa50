"""Narrows, orders and groups targets as a reader wishes: pure, over rows that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plan.models import Plan
from reporting.figures.targets import TargetRow, TargetState, count_states

_TARGETS_PER_PAGE = 5  # on a phone a target is a card of half a screen
_LONGEST_WISH = 60  # signs of a part of an address
# What asks for somebody's attention first.
URGENCY = [
    TargetState.OVERDUE,
    TargetState.BEHIND,
    TargetState.ON_TRACK,
    TargetState.REACHED,
    TargetState.NOBODY,
]

_PLACES = {state: place for place, state in enumerate(URGENCY)}


class TargetOrder(TextChoices):
    """Names what comes first; among equals it is the order of the units."""

    BEHIND = "behind", _("Behind first")
    DUE = "due", _("By due day")
    GAP = "gap", _("Largest gap first")
    UNIT = "unit", _("In the order of the units")


class TargetGrouping(TextChoices):
    """Names what targets are put together by."""

    NONE = "none", _("Not grouped")
    PHASE = "phase", _("By phase")
    CLAUSE = "clause", _("By phase and clause")


@dataclass(frozen=True)
class TargetWish:
    """What an address says about the list: empty parts narrow nothing.

    A phase and a clause are named by plan and number or code; ``about`` is a skill's code.
    """

    state: str = ""
    plan: str = ""
    phase: str = ""
    clause: str = ""
    about: str = ""
    own: str = ""  # anything: without the units below
    order: TargetOrder = TargetOrder.BEHIND
    group: TargetGrouping = TargetGrouping.NONE

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> TargetWish:
        """Return the wish of an address; an order or grouping that is none is the default."""
        parts: dict[str, Any] = {
            name: parameters.get(name, "")[:_LONGEST_WISH]
            for name in ("state", "plan", "phase", "clause", "about", "own")
        }
        order, group = parameters.get("order", ""), parameters.get("group", "")
        if order in TargetOrder.values:
            parts["order"] = TargetOrder(order)
        if group in TargetGrouping.values:
            parts["group"] = TargetGrouping(group)
        return cls(**parts)

    @property
    def parts(self) -> dict[str, str]:
        """Return the parts that differ from the default, as an address has them."""
        told, plain = asdict(self), asdict(TargetWish())
        return {name: str(value) for name, value in told.items() if value != plain[name]}

    @cached_property
    def narrows(self) -> bool:
        """Return whether some targets are left out, apart from those of other states."""
        return bool(self.parts.keys() - {"order", "group", "state"})

    def fits(self, row: TargetRow, unit: int) -> bool:
        """Return whether the row is asked for, whatever its state."""
        if not self.narrows:
            return True
        asked = (self.plan, self.phase, self.clause, self.about)
        found = (name_plan(row), name_phase(row), name_clause(row), row.target.skill.code)
        if self.own and row.target.agency.pk != unit:
            return False
        return all(not wish or wish == own for wish, own in zip(asked, found, strict=True))


@dataclass(frozen=True)
class TargetGroup:
    """Some targets of a page under a heading; ``states`` count all of the group, on any page."""

    row: TargetRow
    states: tuple[tuple[TargetState, int], ...]
    rows: tuple[TargetRow, ...]

    @property
    def count(self) -> int:
        return sum(count for _state, count in self.states)


@dataclass(frozen=True)
class NarrowedTargets:
    """A page of the targets asked for, of all ``rows``; ``states`` count those of any state."""

    wish: TargetWish
    page: Page[TargetRow]
    groups: tuple[TargetGroup, ...]
    states: tuple[tuple[TargetState, int], ...]
    rows: Sequence[TargetRow]

    @property
    def plan(self) -> Plan | None:
        """Return the plan of all targets of the list; None where they are of several."""
        rows: Sequence[TargetRow] = self.page.paginator.object_list  # type: ignore[assignment]
        # By identity: what several targets are about is one object for all of them.
        phases = {id(row.target.phase): row.target.phase for row in rows}
        plans = {phase.plan_id: phase.plan for phase in phases.values()}
        return next(iter(plans.values())) if len(plans) == 1 else None


def list_targets(
    rows: Sequence[TargetRow], wish: TargetWish, unit: int, page_number: str | None
) -> NarrowedTargets:
    """Return a page of the rows of the unit that are asked for, in the order asked for."""
    fitting = [row for row in rows if wish.fits(row, unit)]
    kept = _pick_state(fitting, wish)
    page = Paginator(kept, _TARGETS_PER_PAGE).get_page(page_number)
    return NarrowedTargets(
        wish=wish,
        page=page,
        groups=tuple(_group_page(kept, list(page), wish.group)),
        states=tuple(count_states(fitting, URGENCY)),
        rows=rows,
    )


def pick_targets(rows: Sequence[TargetRow], wish: TargetWish, unit: int) -> list[TargetRow]:
    """Return the rows of the unit that are asked for: by groups, then in the order asked for."""
    return _pick_state((row for row in rows if wish.fits(row, unit)), wish)


def _pick_state(rows: Iterable[TargetRow], wish: TargetWish) -> list[TargetRow]:
    group, order = _GROUP_KEYS[wish.group], _ORDER_KEYS[wish.order]
    kept = (row for row in rows if not wish.state or row.told_state == wish.state)
    # Sorting is stable: among equals it stays the order of the units.
    return sorted(kept, key=lambda row: (group(row), order(row)))


def _group_page(
    kept: Sequence[TargetRow], shown: Sequence[TargetRow], grouping: TargetGrouping
) -> list[TargetGroup]:
    """Return the groups of a page: one that goes on has its heading there again."""
    if grouping == TargetGrouping.NONE:
        # Without a heading nothing is counted for it: a nation has a thousand targets.
        return [TargetGroup(shown[0], (), tuple(shown))] if shown else []
    key = _GROUP_KEYS[grouping]
    parts: dict[Any, list[TargetRow]] = {}
    for row in shown:
        parts.setdefault(key(row), []).append(row)
    found = []
    for name, own in parts.items():
        states = count_states((row for row in kept if key(row) == name), URGENCY)
        found.append(TargetGroup(own[0], tuple(states), tuple(own)))
    return found


def name_plan(row: TargetRow) -> str:
    return row.target.phase.plan.code


def name_phase(row: TargetRow) -> str:
    return f"{name_plan(row)}.{row.target.phase.number}"


def name_clause(row: TargetRow) -> str:
    return f"{name_plan(row)}.{row.target.clause.code}"


def _place_phase(row: TargetRow) -> tuple[Any, ...]:
    phase = row.target.phase
    # As everywhere, the plan that leads comes first.
    return (not phase.plan.is_leading, phase.plan_id, phase.number)


_GROUP_KEYS: dict[TargetGrouping, Callable[[TargetRow], tuple[Any, ...]]] = {
    TargetGrouping.NONE: lambda row: (),
    TargetGrouping.PHASE: _place_phase,
    TargetGrouping.CLAUSE: lambda row: (*_place_phase(row), row.target.clause.code),
}
_ORDER_KEYS: dict[TargetOrder, Callable[[TargetRow], Any]] = {
    TargetOrder.BEHIND: lambda row: _PLACES[row.state],
    TargetOrder.DUE: lambda row: row.target.due_on,
    TargetOrder.GAP: lambda row: -row.gap,
    TargetOrder.UNIT: lambda row: 0,
}
