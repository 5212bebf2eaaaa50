"""Decides what of a cohort is told: by the rule of breakdowns, from the root of the tree down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, Q

from people.agencies import AgencyPlaces
from people.models import Agency, Posting
from reporting.breakdowns import GroupHiding
from reporting.chain.cohort import Cohort, StepKey

_OTHERS = "others"
_NO_LEVEL = 0  # those enrolled, whatever they hold
_POSTED, _MEASURED = "posted", "measured"
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
    """Return what is told of the cohort in the unit: four queries.

    What the units above and beside show must not tell it either; and the years of a phase, one of
    which may be hidden, must not be found by taking the others from it.
    """
    counts = _count_by_agency(cohort)
    hides = _HiddenGroups(
        cohort, counts, AgencyPlaces(list(Agency.get_root_nodes()), since=cohort.scope.day)
    )
    names = [_name_year(year) for year in cohort.years] if cohort.phase else []
    if any(hides.is_hidden(name) for name in [StepKey.ENROLLED.value, *names]):
        return ToldParts(is_cohort_told=False)
    return ToldParts(
        is_cohort_told=True,
        are_answers_told=not hides.is_hidden(StepKey.ANSWERED),
        are_points_told=not hides.is_hidden(_MEASURED),
    )


@dataclass(frozen=True)
class _HiddenGroups:
    """Judges one group beside all others, for each name of those that were counted."""

    cohort: Cohort
    counts: Mapping[str, Mapping[int, int]]
    places: AgencyPlaces

    def is_hidden(self, name: str) -> bool:
        found = self.counts[name]
        groups = {
            agency: {
                (name, _NO_LEVEL): found.get(agency, 0),
                (_OTHERS, _NO_LEVEL): people - found.get(agency, 0),
            }
            for agency, people in self.counts[_POSTED].items()
        }
        scope = self.cohort.scope
        return name in GroupHiding(groups, self.places, scope.day).find_hidden(scope.unit.pk)


def _count_by_agency(cohort: Cohort) -> dict[str, dict[int, int]]:
    """Return by name how many are in each agency of the nation: two queries."""
    enrolled = cohort.conditions[StepKey.ENROLLED]
    years = {_name_year(year): Cohort(cohort.scope, year) for year in cohort.years}
    first = {StepKey.ENROLLED.value: enrolled}
    if cohort.phase:
        first |= {name: one.conditions[StepKey.ENROLLED] for name, one in years.items()}
    # The rest is asked of those enrolled only.
    rest = {
        StepKey.ANSWERED.value: cohort.conditions[StepKey.ANSWERED],
        _MEASURED: Exists(cohort.measured),
    }
    return _count_groups(cohort, first) | _count_groups(cohort, rest, only=enrolled)


def _count_groups(
    cohort: Cohort, conditions: Mapping[str, Exists], only: Exists | None = None
) -> dict[str, dict[int, int]]:
    postings = Posting.objects.counted_on(cohort.scope.day).order_by()
    if only is not None:
        postings = postings.filter(only)
    flagged = postings.annotate(**{f"is_{name}": found for name, found in conditions.items()})
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in conditions}
    names = [*conditions, *([] if only is not None else [_POSTED])]
    counts |= {} if only is not None else {_POSTED: Count("pk")}
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for agency, *numbers in (
        flagged.values("agency_id").annotate(**counts).values_list("agency_id", *names)
    ):
        for name, number in zip(names, numbers, strict=True):
            found[name][agency] = number
    # A name of nobody is there too.
    return {name: found[name] for name in names}


def _name_year(year: int) -> str:
    return f"year_{year}"
