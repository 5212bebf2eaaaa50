"""Reads which cohort and step of a chain the address asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from people.text import to_ascii_digits
from people.text.formatting import digits
from reporting.chain import Cohort, StepKey, list_phase_cohorts, list_years
from reporting.figures.subtree import UnitContext
from reporting.query.parameters import ReportQuery
from reporting.web.choices import read_choice, tell_unknown


@dataclass(frozen=True)
class ChainQuestion:
    """Holds the cohort that is asked for, those to choose from, and where its unit stands."""

    cohort: Cohort
    years: list[int]
    phases: list[Cohort]
    context: UnitContext

    @property
    def year(self) -> int | None:
        """Return the year as addresses have it; None where a phase is asked for."""
        return None if self.cohort.phase else self.cohort.year

    @property
    def phase(self) -> str | None:
        # As text: templates write numbers in the digits of the reader.
        return str(self.cohort.phase.pk) if self.cohort.phase else None

    @property
    def period(self) -> str:
        """Return the year or years in the digits of the reader."""
        years = self.cohort.years
        return "–".join(digits(str(year)) for year in sorted({years[0], years[-1]}))

    def query(self, **changes: object) -> str:
        """Return the question as an address's query, with changes."""
        asked: dict[str, object] = {"year": self.year, "phase": self.phase}
        return self.cohort.scope.query(**asked | changes)


def read_chain_question(request: HttpRequest, report_query: ReportQuery) -> ChainQuestion:
    """Return the question; without a period the newest year, and beside one that is not offered.

    That the other one is not there is told with the question: a file of it is refused.
    """
    scope = report_query.scope
    years, phases = list_years(scope), list_phase_cohorts(scope)
    asked, phase = _read_number(request, "year"), _read_number(request, "phase")
    year = next((one for one in years if str(one) == asked), years[0])
    found = (one for one in phases if one.phase and str(one.phase.pk) == phase)
    tell_unknown(report_query, "year", asked, [str(one) for one in years])
    tell_unknown(report_query, "phase", phase, [str(one.phase.pk) for one in phases if one.phase])
    context = UnitContext.of(scope.unit, scope.day)
    return ChainQuestion(next(found, Cohort(scope, year)), years, phases, context)


def _read_number(request: HttpRequest, name: str) -> str:
    return to_ascii_digits(request.GET.get(name, "").strip())


def read_step(request: HttpRequest) -> tuple[StepKey, bool]:
    """Return the step, and whether those are asked for who were lost there."""
    step = read_choice(request, "step", StepKey.ENROLLED)
    return step, request.GET.get("who") == "lost" and step != StepKey.ENROLLED
