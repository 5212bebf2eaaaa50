"""Imports a plan with its phases and clauses."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext as _

from people.imports.tables import Source
from plan.importing.tables import ImportReport, TableLine, collect_problems, read_table_lines
from plan.importing.writing import DesiredRow, write_row
from plan.models import Clause, Phase, Plan

_PLAN_COLUMNS = ("kind", "code", "name_en", "starts_on", "ends_on", "source")
_ROW_MODELS: dict[str, type[models.Model]] = {"plan": Plan, "phase": Phase, "clause": Clause}


def import_plan(source: Source) -> ImportReport:
    """Import one plan: a line of kind ``plan``, then its phases and clauses."""
    lines = read_table_lines(source, _PLAN_COLUMNS)
    plans = [line for line in lines if line.row.cells["kind"] == "plan"]
    for extra in plans[1:]:
        extra.fail("kind", _("A file holds one plan only."))
    if lines and not plans:
        lines[0].fail("kind", _("The file has no line of the kind “plan”."))
    rows = [_build_plan_row(line) for line in lines]
    if problems := collect_problems(lines):
        return ImportReport(problems=problems)
    return _write_plan_rows([row for row in rows if row])


@transaction.atomic
def _write_plan_rows(rows: list[DesiredRow]) -> ImportReport:
    rows.sort(key=lambda row: list(_ROW_MODELS.values()).index(row.model))
    if not rows:
        return ImportReport()
    report = write_row(rows[0])
    plan = Plan.objects.get(**rows[0].key)
    for row in rows[1:]:
        row.key["plan"] = plan
        report += write_row(row)
    return report


def _build_plan_row(line: TableLine) -> DesiredRow | None:
    model = line.lookup("kind", _ROW_MODELS)
    names = line.names()
    if model is Phase:
        return _build_phase_row(line, names)
    if model is Clause:
        return DesiredRow(Clause, {"code": line.text("code")}, {"names": names})
    source = line.text("source", needed=False)
    return DesiredRow(Plan, {"code": line.text("code")}, {"names": names, "source": source})


def _build_phase_row(line: TableLine, names: dict[str, str]) -> DesiredRow:
    starts_on, ends_on = line.day("starts_on"), line.day("ends_on")
    if not line.problems and ends_on <= starts_on:
        line.fail("ends_on", _("A phase ends after it starts."))
    values = {"names": names, "starts_on": starts_on, "ends_on": ends_on}
    return DesiredRow(Phase, {"number": line.whole("code")}, values)
