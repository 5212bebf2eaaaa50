"""Imports a plan with its phases and clauses."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext as _

from people.imports.tables import Source
from plan.importing.tables import Line, Report, problems_of, read_lines
from plan.importing.writing import Wanted, write
from plan.models import Clause, Phase, Plan

COLUMNS = ("kind", "code", "name_en", "starts_on", "ends_on", "source")
KINDS: dict[str, type[models.Model]] = {"plan": Plan, "phase": Phase, "clause": Clause}


def import_plan(source: Source) -> Report:
    """Import one plan: a line of kind ``plan``, then its phases and clauses."""
    lines = read_lines(source, COLUMNS)
    plans = [line for line in lines if line.row.cells["kind"] == "plan"]
    for extra in plans[1:]:
        extra.fail("kind", _("A file holds one plan only."))
    if lines and not plans:
        lines[0].fail("kind", _("The file has no line of the kind “plan”."))
    rows = [_row(line) for line in lines]
    if problems := problems_of(lines):
        return Report(problems=problems)
    return _write([row for row in rows if row])


@transaction.atomic
def _write(rows: list[Wanted]) -> Report:
    rows.sort(key=lambda row: list(KINDS.values()).index(row.model))
    if not rows:
        return Report()
    report = write(rows[0])
    plan = Plan.objects.get(**rows[0].key)
    for row in rows[1:]:
        row.key["plan"] = plan
        report += write(row)
    return report


def _row(line: Line) -> Wanted | None:
    model = line.one_of("kind", KINDS)
    names = line.names()
    if model is Phase:
        return _phase(line, names)
    if model is Clause:
        return Wanted(Clause, {"code": line.text("code")}, {"names": names})
    source = line.text("source", needed=False)
    return Wanted(Plan, {"code": line.text("code")}, {"names": names, "source": source})


def _phase(line: Line, names: dict[str, str]) -> Wanted:
    starts_on, ends_on = line.day("starts_on"), line.day("ends_on")
    if not line.problems and ends_on <= starts_on:
        line.fail("ends_on", _("A phase ends after it starts."))
    values = {"names": names, "starts_on": starts_on, "ends_on": ends_on}
    return Wanted(Phase, {"number": line.whole("code")}, values)
