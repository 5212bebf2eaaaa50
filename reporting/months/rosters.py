"""Tells how well the people of a unit are known: by which roster, how many it names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from people.models import Posting, RosterProposal, RosterProposalLine
from reporting.figures import Subtree

# Of a line that was refused, left out or of somebody who has left, nobody is known to serve.
_NAMES_SOMEBODY = Q(group=RosterProposalLine.Group.UNCHANGED) | (
    Q(batch__isnull=False, is_undone=False) & ~Q(group=RosterProposalLine.Group.LEFT)
)


def read_rosters(subtree: Subtree, day: dt.date) -> dict[int, dict[str, Any]]:
    """Return for each unit how many are posted, how many a roster names, and its day: 2 queries.

    Lines of rosters are kept for a year, so who is named by an older one only is not matched.
    """
    lines = RosterProposalLine.objects.filter(
        _NAMES_SOMEBODY,
        person=OuterRef("person"),
        proposal__state=RosterProposal.State.APPLIED,
    )
    serving = Posting.objects.counted_on(day).filter(agency__in=subtree.agencies_on(day))
    counted = serving.annotate(is_matched=Exists(lines)).order_by().values("agency_id")
    rows = counted.annotate(
        people=Count("person_id", distinct=True),
        known=Count("person_id", distinct=True, filter=Q(is_matched=True)),
    )
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
    """Return the day of the last roster of each unit: its own, or one of a unit above or below."""
    applied = RosterProposal.objects.filter(
        state=RosterProposal.State.APPLIED, applied_at__isnull=False
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
