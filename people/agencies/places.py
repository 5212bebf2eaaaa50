"""Knows where agencies stood in the tree on any day, and what they were called then."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from django.db.models import Q
from django.utils import timezone

from people.models import Agency, AgencyVersion

_STEP = Agency.steplen


class AgencyPlaces:
    """The tree of every day from ``since`` on: one query where nothing changed since, else two.

    It knows agencies in, under and above the units that it was read for.
    """

    def __init__(self, units: Sequence[Agency], *, since: dt.date) -> None:
        versions = list_versions(since)
        self._versions: dict[int, list[AgencyVersion]] = defaultdict(list)
        for version in versions:
            self._versions[version.agency_id].append(version)
        self._ends = sorted({version.until for version in versions})
        self._parents = _read_parents(None if versions else [unit.path for unit in units])
        self._known: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)

    def __iter__(self) -> Iterator[int]:
        return iter(self._parents)

    def parent_on(self, agency_id: int, day: dt.date) -> int | None:
        """Return the agency right above it on the day; None at the top."""
        version = self.version_on(agency_id, day)
        return version.parent_id if version else self._parents.get(agency_id)

    def line_to(self, agency_id: int, day: dt.date) -> tuple[int, ...]:
        """Return all agencies above it on the day, from the root down, then itself."""
        # Between two changes all days are alike.
        known = self._known[bisect_right(self._ends, day)]
        if agency_id not in known:
            parent = self.parent_on(agency_id, day)
            known[agency_id] = (*(self.line_to(parent, day) if parent else ()), agency_id)
        return known[agency_id]

    def version_on(self, agency_id: int, day: dt.date) -> AgencyVersion | None:
        """Return what the agency was on the day, None where it is so still."""
        versions = self._versions.get(agency_id, ())
        return next((version for version in versions if version.until > day), None)

    def change_days(self) -> Sequence[dt.date]:
        """Return the days on which any agency changed."""
        return self._ends


def list_versions(since: dt.date) -> list[AgencyVersion]:
    """Return what agencies were on the day or later, and are no more, by the day it ended."""
    if since >= timezone.localdate():
        return []
    return list(AgencyVersion.objects.filter(until__gt=since).order_by("until"))


def show_as_on(day: dt.date, agencies: Sequence[Agency]) -> None:
    """Give the agencies, which nobody saves, the names and kinds that they had on the day."""
    if day >= timezone.localdate():
        return
    keys = [agency.pk for agency in agencies]
    of_them = AgencyVersion.objects.filter(agency__in=keys, until__gt=day)
    # The earliest end after the day comes last, and counts.
    former = {version.agency_id: version for version in of_them.order_by("-until")}
    for agency in agencies:
        if version := former.get(agency.pk):
            agency.names, agency.kind = version.names, version.kind


def _read_parents(near: Sequence[str] | None) -> dict[int, int | None]:
    """Return the parent of each agency; ``near`` are paths whose lines and subtrees suffice."""
    agencies = Agency.objects.all() if near is None else Agency.objects.filter(_is_near(near))
    by_path = {path: pk for pk, path in agencies.order_by().values_list("pk", "path")}
    return {pk: by_path.get(path[:-_STEP]) for path, pk in by_path.items()}


def _is_near(paths: Sequence[str]) -> Q:
    # One prefix for all units may read too many agencies; it never needs a long OR.
    prefix = commonprefix(list(paths))  # noqa: RUF071
    above = [prefix[:end] for end in range(_STEP, len(prefix), _STEP)]
    return Q(path__startswith=prefix) | Q(path__in=above)
