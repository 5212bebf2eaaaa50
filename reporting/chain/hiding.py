"""Decides what of a cohort is told: by the rule of breakdowns, from the root of the tree down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, Q

from courses.models import CourseSkill
from people.agencies import AgencyPlaces
from people.models import Agency, Posting
from plan.levels import HIGHEST_LEVEL
from reporting.breakdowns import GroupHiding
from reporting.chain.cohort import Cohort, StepKey

_OTHERS = "others"
_NO_LEVEL = 0  # those enrolled, whatever they hold
_POSTED, _MEASURED = "posted", "measured"
_Groups = Mapping[int, Mapping[tuple[str, int], int]]
_ANSWERS = (StepKey.ANSWERED, StepKey.APPLIED)


@dataclass(frozen=True)
class ToldParts:
    """Says what is told of a cohort: anything, what people answered, and their points."""

    is_cohort_told: bool
    are_answers_told: bool = False
    are_points_told: bool = False

    def tells_step(self, key: StepKey) -> bool:
        return self.is_cohort_told and (key not in _ANSWERS or self.are_answers_told)


def find_told(cohort: Cohort) -> ToldParts:
    """Return what is told of the cohort in the unit: five queries.

    What the units above and beside show must not tell it either; and the years of a phase, one of
    which may be hidden, must not be found by taking the others from it. Nor may what few answered,
    or how they did in tests, by taking another level of the skill from this one.
    """
    levels = _list_levels(cohort)
    places = AgencyPlaces(list(Agency.get_root_nodes()), since=cohort.scope.day)
    hides = _HiddenGroups(cohort, _count_by_agency(cohort, levels), places, levels)
    names = [_name_year(year) for year in cohort.years] if cohort.phase else []
    if any(hides.is_hidden(name) for name in [StepKey.ENROLLED.value, *names]):
        return ToldParts(is_cohort_told=False)
    return ToldParts(
        is_cohort_told=True,
        are_answers_told=not hides.is_secret(StepKey.ANSWERED.value),
        are_points_told=not hides.is_secret(_MEASURED),
    )


@dataclass(frozen=True)
class _HiddenGroups:
    """Judges one group beside all others, for each name of those that were counted."""

    cohort: Cohort
    counts: Mapping[str, Mapping[int, int]]
    places: AgencyPlaces
    levels: list[int]

    def is_hidden(self, name: str) -> bool:
        found = self.counts[name]
        groups = {
            agency: {
                (name, _NO_LEVEL): found.get(agency, 0),
                (_OTHERS, _NO_LEVEL): people - found.get(agency, 0),
            }
            for agency, people in self.counts[_POSTED].items()
        }
        return self._find_in(groups, name)

    def is_secret(self, name: str) -> bool:
        """Judge one of which no names are told: beside other levels, in each year of a phase."""
        reached = [(level, self.counts[_name_level(name, level)]) for level in self.levels]
        groups: dict[int, dict[tuple[str, int], int]] = {}
        for agency, people in self.counts[_POSTED].items():
            reach = [(level, found.get(agency, 0)) for level, found in reached]
            beyond = [*(count for _level, count in reach[1:]), 0]
            groups[agency] = {(_OTHERS, HIGHEST_LEVEL): people - reach[0][1]} | {
                (name, level): count - more
                for (level, count), more in zip(reach, beyond, strict=True)
            }
        years = [_name_year(year, name) for year in self.cohort.years] if self.cohort.phase else []
        is_told = not self._find_in(groups, name, self.cohort.scope.level)
        return not is_told or any(self.is_hidden(year) for year in years)

    def _find_in(self, groups: _Groups, name: str, level: int = _NO_LEVEL) -> bool:
        scope = self.cohort.scope
        hiding = GroupHiding(groups, self.places, scope.day, level)
        return name in hiding.find_hidden(scope.unit.pk)


def _list_levels(cohort: Cohort) -> list[int]:
    """Return the levels to which courses teach the skill: at all others the same people count."""
    taught = CourseSkill.objects.filter(skill=cohort.scope.skill).order_by("level")
    return [*taught.values_list("level", flat=True).distinct()] or [cohort.scope.level]


def _count_by_agency(cohort: Cohort, levels: list[int]) -> dict[str, dict[int, int]]:
    """Return by name how many are in each agency of the nation: two queries."""
    enrolled = cohort.conditions[StepKey.ENROLLED]
    years = {year: Cohort(cohort.scope, year) for year in cohort.years} if cohort.phase else {}
    first = {StepKey.ENROLLED.value: enrolled}
    first |= {_name_year(year): one.conditions[StepKey.ENROLLED] for year, one in years.items()}
    rest: dict[str, Exists] = {}
    for year, one in years.items():
        rest |= {_name_year(year, name): found for name, found in _list_secrets(one).items()}
    whole = [replace(cohort, scope=replace(cohort.scope, level=level)) for level in levels]
    for level, one in zip(levels, whole, strict=True):
        rest |= {_name_level(name, level): found for name, found in _list_secrets(one).items()}
    # The rest is asked of those enrolled only.
    everybody = whole[0].conditions[StepKey.ENROLLED]
    return _count_groups(cohort, first) | _count_groups(cohort, rest, only=everybody)


def _list_secrets(cohort: Cohort) -> dict[str, Exists]:
    answered = cohort.conditions[StepKey.ANSWERED]
    return {StepKey.ANSWERED.value: answered, _MEASURED: Exists(cohort.measured)}


def _count_groups(
    cohort: Cohort, conditions: Mapping[str, Exists], only: Exists | None = None
) -> dict[str, dict[int, int]]:
    postings = Posting.objects.counted_on(cohort.scope.day).order_by()
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in conditions}
    if only is None:
        counts[_POSTED] = Count("pk")
    else:
        postings = postings.filter(only)
    flagged = postings.annotate(**{f"is_{name}": found for name, found in conditions.items()})
    rows = flagged.values("agency_id").annotate(**counts).values_list("agency_id", *counts)
    # A name of nobody is there too.
    found: dict[str, dict[int, int]] = {name: {} for name in counts}
    for agency, *numbers in rows:
        for name, number in zip(counts, numbers, strict=True):
            found[name][agency] = number
    return found


def _name_year(year: int, name: str = "enrolled") -> str:
    return f"{name}_year_{year}"


def _name_level(name: str, level: int) -> str:
    return f"{name}_level_{level}"
