"""Counts the persons posted in units on a day, without those whose account is closed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count

from people.models import Agency, Posting
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.subtree import Subtree


def count_posted(
    units: Sequence[Agency],
    *,
    day: dt.date,
    subtree: Subtree | None = None,
    audience: TargetAudience = EVERYBODY,
) -> dict[int, int]:
    """Return how many persons of the audience are posted in or under each unit, by its id."""
    subtree = subtree or Subtree.of(units, since=day)
    postings = Posting.objects.counted_on(day).filter(agency_id__in=subtree.agencies_on(day))
    postings = postings.filter(audience.build_condition(Posting))
    rows = postings.values("agency_id").annotate(n=Count("person_id", distinct=True))
    counts: Counter[int] = Counter()
    for agency_id, count in rows.values_list("agency_id", "n"):
        for unit in subtree.units_containing(agency_id, day):
            counts[unit] += count
    return {unit.pk: counts[unit.pk] for unit in units}
