"""Reads which cohort and step of a chain the address asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from people.text import to_ascii_digits
from reporting.chain import Cohort, StepKey, list_years
from reporting.figures.subtree import UnitContext
from reporting.query.parameters import ReportQuery


@dataclass(frozen=True)
class ChainQuestion:
    """Holds the cohort that is asked for, the years to choose from, and where its unit stands."""

    cohort: Cohort
    years: list[int]
    context: UnitContext

    def query(self, **changes: object) -> str:
        """Return the question as an address's query, with changes."""
        return self.cohort.scope.query(**{"year": self.cohort.year} | changes)


def read_chain_question(request: HttpRequest, report_query: ReportQuery) -> ChainQuestion:
    """Return the question; without a year, or with one in which nobody enrolled, the newest."""
    scope = report_query.scope
    years = list_years(scope)
    asked = to_ascii_digits(request.GET.get("year", "").strip())
    year = next((one for one in years if str(one) == asked), years[0])
    context = UnitContext.of(scope.unit, scope.day)
    return ChainQuestion(Cohort(scope, year), years, context)


def read_step(request: HttpRequest) -> tuple[StepKey, bool]:
    """Return the step, and whether those are asked for who were lost there."""
    asked = request.GET.get("step", "")
    step = StepKey(asked) if asked in StepKey.values else StepKey.ENROLLED
    return step, request.GET.get("who") == "lost" and step != StepKey.ENROLLED
