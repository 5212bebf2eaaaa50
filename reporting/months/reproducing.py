"""Reproduces the figures of a locked month from its file, beside today's counting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from certification.models import Evidence
from people.models import PostingAct, RosterProposal
from reporting.models import LockedMonth
from reporting.months.gathering import gather_month
from reporting.months.publishing import build_public_month
from reporting.months.reading import LockedFigure, MonthReading, read_month


@dataclass(frozen=True)
class Reproduction:
    """A figure as it was locked, as it is published, and as it would be counted now."""

    figure: LockedFigure
    is_public: bool
    today: int | None  # None: nothing asks for it any more

    @property
    def difference(self) -> int:
        """Return how far today's counting is from the number that counts."""
        return 0 if self.today is None else self.today - self.figure.value


@dataclass(frozen=True)
class MonthReproduction:
    """A locked month beside what would be locked if it were counted now."""

    reading: MonthReading
    now: dict[str, Any]

    @cached_property
    def figures(self) -> list[Reproduction]:
        public = build_public_month(self.reading).list_told()
        counted = self.now["figures"]
        return [
            Reproduction(one, key in public, counted[key]["value"] if key in counted else None)
            for key, one in self.reading.figures.items()
        ]

    @property
    def new(self) -> list[str]:
        """Return the ids of figures that would be counted now and are not in the file."""
        return sorted(self.now["figures"].keys() - self.reading.figures.keys())

    @property
    def is_same_plan(self) -> bool:
        return bool(self.reading.content["plan_version"] == self.now["plan_version"])

    @property
    def is_same_rule(self) -> bool:
        return bool(self.reading.content["rule"]["version"] == self.now["rule"]["version"])


def reproduce_month(row: LockedMonth) -> MonthReproduction:
    """Read the month's file and count its day again. Raise `MonthTampered` and KeyUnavailable."""
    reading = read_month(row)
    return MonthReproduction(reading, gather_month(reading.month))


def count_later_changes(row: LockedMonth) -> dict[str, int]:
    """Return what was recorded after the locking and concerns its day, by what it is."""
    at, day = row.locked_at, read_month(row).day
    counted = Evidence.objects.counted()
    issued = counted.filter(certificate__issued_at__gt=at, acquired_on__lte=day)
    recorded = counted.filter(record__recorded_at__gt=at, acquired_on__lte=day)
    ended = counted.filter(certificate__revoked_at__gt=at, revoked_on__lte=day)
    return {
        "certificates issued later that count from then": issued.count(),
        "records of other systems kept later": recorded.count(),
        "certificates revoked later for that day": ended.count(),
        "rosters applied later": RosterProposal.objects.filter(applied_at__gt=at).count(),
        "rosters undone later": RosterProposal.objects.filter(undone_at__gt=at).count(),
        "postings changed by offices later": PostingAct.objects.filter(at__gt=at).count(),
    }


def state_suppression() -> str:
    """Return the rule by which figures are kept from the public."""
    return f"numbers under {settings.SMALLEST_PUBLIC_NUMBER} and what would give them away"
