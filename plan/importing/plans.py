"""Imports a plan with its phases and clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.imports import ImportReport
from people.imports.lines import TableLine, collect_notes, collect_problems, read_table_lines
from people.imports.tables import Source
from plan.importing.writing import DesiredRow, bulk_write
from plan.models import Clause, Phase, Plan

_PLAN_COLUMNS = ("kind", "code", "name_en", "starts_on", "ends_on", "source")
_ROW_MODELS: dict[str, type[models.Model]] = {"plan": Plan, "phase": Phase, "clause": Clause}


def import_plan(source: Source) -> ImportReport:
    """Import one plan: a line of kind ``plan``, and lines of its phases and clauses.

    The plan's ``starts_on`` is the day from which it is in force, its ``ends_on`` the day it is
    closed; an empty cell leaves that as it is, and a new plan a draft. Raise `UnreadableFile`.
    """
    lines = read_table_lines(source, _PLAN_COLUMNS)
    plans = [line for line in lines if line.row.cells["kind"] == "plan"]
    for extra in plans[1:]:
        extra.fail("kind", _("A file holds one plan only."))
    if lines and not plans:
        lines[0].fail("kind", _("The file has no line of the kind “plan”."))
    rows = [row for row in map(_build_plan_row, lines) if row]
    if problems := collect_problems(lines):
        return ImportReport(problems=problems)
    report = _write_plan(rows)
    report.problems += collect_notes(lines)
    return report


@transaction.atomic
def _write_plan(rows: list[DesiredRow]) -> ImportReport:
    """Write the plan, of which there is one row, before the rows that belong to it."""
    own = [row for row in rows if row.model is Plan]
    report = bulk_write(own)
    parts = [row for model in (Phase, Clause) for row in rows if row.model is model]
    # Read again: a plan that was known is updated by its key, and its own row is not handed back.
    if parts:
        plan = Plan.objects.get(**own[0].key)
        report.merge(bulk_write([replace(row, key={"plan": plan, **row.key}) for row in parts]))
    return report


def _build_plan_row(line: TableLine) -> DesiredRow | None:
    model = line.lookup("kind", _ROW_MODELS)
    names = line.names()
    if model is Phase:
        return _build_phase_row(line, names)
    if model is Clause:
        return DesiredRow(Clause, {"code": line.text("code")}, {"names": names}, line.row.line)
    return _build_own_row(line, names)


def _build_own_row(line: TableLine, names: dict[str, str]) -> DesiredRow:
    code, source = line.text("code"), line.text("source", needed=False)
    values: dict[str, Any] = {"names": names, "source": source}
    for column, name in (("starts_on", "in_force_on"), ("ends_on", "closed_on")):
        if line.text(column, needed=False):
            values[name] = line.day(column)
    recorded = Plan.objects.filter(code=code).first() or Plan(code=code)
    for name, value in values.items():
        setattr(recorded, name, value)
    # The first plan in force is *the* plan; another one is made so by hand.
    is_open = recorded.in_force_on and not recorded.closed_on
    if is_open and not Plan.objects.filter(is_leading=True).exists():
        values["is_leading"] = True
    _check_days(line, recorded)
    return DesiredRow(Plan, {"code": code}, values, line.row.line)


def _check_days(line: TableLine, plan: Plan) -> None:
    """Refuse what the database would refuse of the plan, in words."""
    try:
        plan.validate_constraints()
    except ValidationError as wrong:
        line.fail("ends_on", wrong.messages[0])


def _build_phase_row(line: TableLine, names: dict[str, str]) -> DesiredRow:
    starts_on, ends_on = line.day("starts_on"), line.day("ends_on")
    # A day that could not be read is the first of all days: comparing it would tell a second time.
    if not line.problems and ends_on <= starts_on:
        line.fail("ends_on", _("A phase ends after it starts."))
    values = {"names": names, "starts_on": starts_on, "ends_on": ends_on}
    return DesiredRow(Phase, {"number": line.whole("code")}, values, line.row.line)
