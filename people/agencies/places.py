"""Knows where agencies stood in the tree on any day, and what they were called then."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
        versions = list_versions(since) if units else []
        self._versions: dict[int, list[AgencyVersion]] = defaultdict(list)
        for version in versions:
            self._versions[version.agency_id].append(version)
        self._ends = sorted({version.until for version in versions})
        self._paths = _read_paths(None if versions else [unit.path for unit in units])
        by_path = {path: pk for pk, path in self._paths.items()}
        self._parents = {pk: by_path.get(path[:-_STEP]) for pk, path in self._paths.items()}
        self._known: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
        self._below: dict[int, dict[int, list[int]]] = {}
        self._within: dict[tuple[int, int], frozenset[int]] = {}

    def __iter__(self) -> Iterator[int]:
        return iter(self._parents)

    def __contains__(self, agency_id: object) -> bool:
        return agency_id in self._parents

    def parent_on(self, agency_id: int, day: dt.date) -> int | None:
        """Return the agency right above it on the day; None at the top."""
        version = self.version_on(agency_id, day)
        return version.parent_id if version else self._parents.get(agency_id)

    def line_to(self, agency_id: int, day: dt.date) -> tuple[int, ...]:
        """Return all agencies above it on the day, from the root down, then itself."""
        known = self._known[self.tree_of(day)]
        if agency_id not in known:
            parent = self.parent_on(agency_id, day)
            known[agency_id] = (*(self.line_to(parent, day) if parent else ()), agency_id)
        return known[agency_id]

    def list_below(self, agency_id: int, day: dt.date) -> list[int]:
        """Return the agencies right below it on the day."""
        return self._read_below(day).get(agency_id, [])

    def list_within(self, agency_id: int, day: dt.date) -> frozenset[int]:
        """Return the agency and all below it on the day; nothing where it is not known."""
        key = (self.tree_of(day), agency_id)
        if key not in self._within:
            below = self._read_below(day)
            right_under = below.get(agency_id, ())
            found = {agency_id, *right_under} if agency_id in self._parents else set()
            # Most of a nation have nobody below them, and a set for each would cost more.
            for child in right_under:
                if child in below:
                    found |= self.list_within(child, day)
            self._within[key] = frozenset(found)
        return self._within[key]

    def _read_below(self, day: dt.date) -> dict[int, list[int]]:
        """Return those right under each agency on the day."""
        tree = self.tree_of(day)
        if tree not in self._below:
            below: dict[int, list[int]] = defaultdict(list)
            # Few ever changed: the others of a nation stand where they stood.
            changed = {pk: self.parent_on(pk, day) for pk in self._versions if pk in self}
            for pk, parent in (self._parents | changed).items():
                if parent:
                    below[parent].append(pk)
            self._below[tree] = dict(below)
        return self._below[tree]

    def tree_of(self, day: dt.date) -> int:
        """Return a number for the tree of the day: between two changes all days are alike."""
        return bisect_right(self._ends, day)

    def version_on(self, agency_id: int, day: dt.date) -> AgencyVersion | None:
        """Return what the agency was on the day, None where it is so still."""
        versions = self._versions.get(agency_id, ())
        return next((version for version in versions if version.until > day), None)

    def heir_on(self, agency: Agency, day: dt.date) -> Agency:
        """Return the agency, or whoever has taken its place by the day and stands above it."""
        line = self.line_to(agency.pk, day)
        while agency.valid_to and agency.valid_to <= day and agency.successor_id in line:
            assert agency.successor is not None  # noqa: S101 – its key is in the line
            agency = agency.successor
        return agency

    def show_as_on(self, day: dt.date, agencies: Iterable[Agency]) -> None:
        """Give the agencies, which nobody saves, the names and kinds that they had on the day."""
        for agency in agencies:
            _show_version(agency, self.version_on(agency.pk, day))

    def order_on(self, agency_id: int, day: dt.date) -> list[str]:
        """Return what agencies are sorted by as the tree of the day had them."""
        return [self._step_on(pk, day) for pk in self.line_to(agency_id, day)]

    def _step_on(self, agency_id: int, day: dt.date) -> str:
        version = self.version_on(agency_id, day)
        return version.step if version else self._paths[agency_id][-_STEP:]

    def change_days(self) -> Sequence[dt.date]:
        """Return the days on which any agency changed."""
        return self._ends


def list_versions(since: dt.date) -> list[AgencyVersion]:
    """Return what agencies were on the day or later, and are no more, by the day it ended."""
    if since >= timezone.localdate():
        return []
    return list(AgencyVersion.objects.filter(until__gt=since).order_by("until"))


def show_as_on(agency: Agency, day: dt.date) -> None:
    """Give the agency, which nobody saves, the names and the kind that it had on the day."""
    if day < timezone.localdate():
        _show_version(agency, agency.versions.filter(until__gt=day).order_by("until").first())


def _show_version(agency: Agency, version: AgencyVersion | None) -> None:
    if version:
        agency.names, agency.kind = version.names, version.kind


def _read_paths(near: Sequence[str] | None) -> dict[int, str]:
    """Return the path of each agency; ``near`` are paths whose lines and subtrees suffice."""
    if near == []:
        return {}
    agencies = Agency.objects.all() if near is None else Agency.objects.filter(_is_near(near))
    return dict(agencies.order_by().values_list("pk", "path"))


def _is_near(paths: Sequence[str]) -> Q:
    # One prefix for all units may read too many agencies; it never needs a long OR.
    prefix = commonprefix(list(paths))  # noqa: RUF071
    above = [prefix[:end] for end in range(_STEP, len(prefix), _STEP)]
    return Q(path__startswith=prefix) | Q(path__in=above)
