"""Tells how well the people of a unit are known: by which roster, how many it names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from people.files import identify_release
from people.models import Agency, Posting, RosterProposal, RosterProposalLine
from people.text.formatting import percent_of
from reporting.figures.subtree import Subtree
from reporting.models import KeyList

# Of a line that was refused, left out or of somebody who has left, nobody is known to serve.
_NAMES_SOMEBODY = Q(group=RosterProposalLine.Group.UNCHANGED) | (
    Q(batch__isnull=False, is_undone=False) & ~Q(group=RosterProposalLine.Group.LEFT)
)


# How well people are known changes by rosters, and a nation's rows are not read for each page.
_KEPT_SECONDS = 600
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class RosterShare:
    """Of those posted in a unit, the percent that a roster of the last year names.

    ``share`` is None where nobody is posted, ``roster_on`` where no roster was brought.
    """

    share: float | None
    roster_on: dt.date | None
    counted_at: dt.datetime

    @property
    def least(self) -> int:
        """Return the percent from which figures are told in percent too."""
        return settings.LEAST_ROSTER_MATCH

    # Kept: each cell of a heat map asks for it, and settings are slow to ask a thousand times.
    @cached_property
    def tells_percent(self) -> bool:
        """Return whether enough of those posted are known for a percentage to say something."""
        return self.share is None or self.share >= self.least


def read_matches(subtree: Subtree, day: dt.date) -> dict[int, RosterShare]:
    """Return how well the people of each unit are known, some minutes old: 2 queries or none."""
    keys = {unit.pk: _name_share_key(unit, day) for unit in subtree.units}
    kept = cache.get_many(keys.values())
    found = {pk: kept[key] for pk, key in keys.items() if key in kept}
    missing = subtree.narrow_to([unit for unit in subtree.units if unit.pk not in found])
    if missing.units:
        counted = _count_matches(missing, day)
        cache.set_many({keys[pk]: one for pk, one in counted.items()}, _KEPT_SECONDS)
        found |= counted
    return found


def read_match(unit: Agency, day: dt.date) -> RosterShare:
    """Return how well the people of the one unit are known."""
    kept: RosterShare | None = cache.get(_name_share_key(unit, day))
    return kept or read_matches(Subtree.of([unit], since=day), day)[unit.pk]


def _name_share_key(unit: Agency, day: dt.date) -> str:
    # What another release has kept may be of another form.
    return f"roster-match-{identify_release()[:12]}-{unit.pk}-{day}"


def _count_matches(subtree: Subtree, day: dt.date) -> dict[int, RosterShare]:
    now = timezone.now()
    # Where no roster was ever brought nobody is looked for in one: a nation without costs nothing.
    if not _find_roster_days(subtree, day):
        return {unit.pk: RosterShare(0.0, None, now) for unit in subtree.units}
    return {
        pk: RosterShare(_compute_share(one), _read_roster_day(one["roster_on"]), now)
        for pk, one in read_rosters(subtree, day).items()
    }


def _compute_share(rosters: dict[str, Any]) -> float | None:
    posted = rosters["posted"]
    return percent_of(rosters["matched"], posted) if posted else None


def _read_roster_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def read_rosters(subtree: Subtree, day: dt.date) -> dict[int, dict[str, Any]]:
    """Return for each unit how many are posted, how many a roster names, and its day: 2 queries.

    Lines of rosters are kept for a year, so who is named by an older one only is not matched; nor
    is who is named by a newer one than the day: a month that is locked late tells of its last day.
    """
    lines = RosterProposalLine.objects.filter(
        _NAMES_SOMEBODY,
        person=OuterRef("person"),
        proposal__state=RosterProposal.State.APPLIED,
        proposal__applied_at__lt=_end_day(day),
    )
    serving = Posting.objects.counted_on(day).filter(
        agency__among=KeyList(subtree.agencies_on(day))
    )
    counted = serving.annotate(is_matched=Exists(lines)).order_by().values("agency_id")
    # Postings of a day are people: nobody has two of them, the database sees to it.
    rows = counted.annotate(people=Count("pk"), known=Count("pk", filter=Q(is_matched=True)))
    posted: Counter[int] = Counter()
    matched: Counter[int] = Counter()
    for agency, people, known in rows.values_list("agency_id", "people", "known"):
        for unit in subtree.units_containing(agency, day):
            posted[unit] += people
            matched[unit] += known
    days = _find_roster_days(subtree, day)
    return {
        unit.pk: {
            "posted": posted[unit.pk],
            "matched": matched[unit.pk],
            "roster_on": days.get(unit.pk),
        }
        for unit in subtree.units
    }


def _find_roster_days(subtree: Subtree, day: dt.date) -> dict[int, str]:
    """Return when each unit had its last roster by the day: its own, or of one above or below."""
    applied = RosterProposal.objects.filter(
        state=RosterProposal.State.APPLIED, applied_at__lt=_end_day(day)
    )
    own: dict[int, str] = {}
    within: dict[int, str] = {}
    for unit, at in applied.order_by("applied_at").values_list("unit_id", "applied_at"):
        if unit in subtree.places:
            own[unit] = timezone.localdate(at).isoformat()
            within |= dict.fromkeys(subtree.places.line_to(unit, day), own[unit])
    found = {}
    for one in subtree.units:
        line = subtree.places.line_to(one.pk, day)
        found[one.pk] = max(
            (within.get(one.pk, ""), *(own.get(pk, "") for pk in line)), default=""
        )
    return {pk: on for pk, on in found.items() if on}


def _end_day(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + _ONE_DAY, dt.time.min))
