"""Holds a target as it stands on a day, and says how that is: pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.models import Measure, PastTarget
from reporting.figures.targets.asked import AskedTarget
from reporting.figures.targets.pace import needed_per_month, people_per_month

RECENT_DAYS, LONGER_DAYS = 90, 180


class TargetState(TextChoices):
    """Names how a target stands on a day."""

    REACHED = "reached", _("Reached")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")
    OVERDUE = "overdue", _("Overdue")
    NOBODY = "nobody", _("Nobody to count")


KNOWN_AHEAD = frozenset({TargetState.REACHED, TargetState.NOBODY})


@dataclass(frozen=True)
class MilestoneRow:
    """What a target asks by a day before its due day: its own value, and people on the day."""

    on: dt.date
    value: int
    people: int
    is_passed: bool


# Not frozen: a nation has a thousand, and each would take ten times as long to make.
@dataclass
class TargetRow:
    """Holds a target as it stands on a day; ``held`` counts by the measure of the target.

    ``asked`` are people: those of the target, or its percent of the ``posted``, who are counted
    where the target names an audience or a percent. ``held_before`` and ``held_long_before`` are
    of 90 and of 180 days ago. ``is_ahead`` is a day to come, until which no pace is known.
    """

    target: AskedTarget
    level_name: str
    day: dt.date
    posted: int | None
    asked: int
    milestones: tuple[MilestoneRow, ...]
    held: int
    held_before: int
    held_long_before: int
    is_ahead: bool = False

    # Paces are people a month, reckoned for those that are asked for: few of a nation's are shown.
    @cached_property
    def needed(self) -> float | None:
        """Return the pace that reaches the target; None once it is reached or overdue."""
        return needed_per_month(self.asked - self.held, self.target.due_on, self.day)

    @cached_property
    def lately(self) -> float:
        return people_per_month(self.held - self.held_before, RECENT_DAYS)

    @cached_property
    def longer(self) -> float:
        return people_per_month(self.held - self.held_long_before, LONGER_DAYS)

    @property
    def measure(self) -> Measure:
        return Measure(self.target.measure)

    @property
    def counting(self) -> str:
        """Return in words what it counts, and of whom where it is not everybody."""
        with_below = self.target.with_below
        return name_counting(self.measure, self.target.audience, with_below=with_below)

    @property
    def listed_by(self) -> str | None:
        """Return by what a list of people is narrowed to those of the target; None: to nobody."""
        asks_all = self.target.with_below and self.target.audience.is_everybody
        # As text: templates write numbers in the digits of the reader.
        return None if asks_all else str(self.target.pk)

    @property
    def lacks_key(self) -> str:
        """Return by what the table of people and skills is narrowed to those who lack it."""
        target = self.target
        own = f"target:{self.listed_by}"
        return own if self.listed_by else f"{target.skill.code}:{target.level}"

    @property
    def earlier(self) -> list[PastTarget]:
        """Return what the target asked before, the last first."""
        return [past for past in reversed(self.target.past) if past.until <= self.day]

    @property
    def gap(self) -> int:
        return max(self.asked - self.held, 0)

    # Kept: a list of a thousand is sorted, counted and narrowed by it.
    @cached_property
    def state(self) -> TargetState:
        if not self.asked:
            return TargetState.NOBODY
        if not self.gap:
            return TargetState.REACHED
        if self.needed is None:
            return TargetState.OVERDUE
        return TargetState.ON_TRACK if self._keeps_pace else TargetState.BEHIND

    @property
    def told_state(self) -> TargetState | None:
        """Return the state as it is told: none that a pace until a day to come would decide."""
        is_known = not self.is_ahead or self.state in KNOWN_AHEAD
        return self.state if is_known else None

    @property
    def _keeps_pace(self) -> bool:
        """Whether the last milestone is held, and lately is enough for what comes next."""
        if not self.milestones:
            return self.lately >= (self.needed or 0)
        passed = [one.people for one in self.milestones if one.is_passed]
        if passed and self.held < passed[-1]:
            return False
        ahead = [(one.people, one.on) for one in self.milestones if not one.is_passed]
        people, on = [*ahead, (self.asked, self.target.due_on)][0]
        return self.lately >= (needed_per_month(people - self.held, on, self.day) or 0)


def name_counting(measure: Measure | None, whom: object, *, with_below: bool) -> str:
    """Return in words what is counted, and of whom where it is not everybody in and below it.

    Without the measure where that goes without saying.
    """
    own = "" if with_below else gettext("the unit alone")
    what = measure.label if measure else ""
    return " · ".join(filter(None, (str(what), own, str(whom))))


def count_states(
    rows: Iterable[TargetRow], order: Iterable[TargetState] = TargetState
) -> list[tuple[TargetState, int]]:
    """Return how many stand in each state, in the order, without the states of none."""
    counts = Counter(row.state for row in rows)
    return [(state, counts[state]) for state in order if counts[state]]
