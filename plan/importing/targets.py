"""Imports targets, how many people of an agency are to hold a skill, from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.lines import TableLine, read_table_lines
from people.imports.planning import GroundedPlan, PlannedImporter
from people.imports.tables import Source
from people.models import Agency
from people.text import fold
from people.text.formatting import lazy_digits
from plan.importing.target_cells import (
    read_grade,
    read_milestone_pairs,
    read_percent,
    read_positions,
)
from plan.importing.writing import DesiredRow, plan_rows
from plan.models import Clause, Level, Measure, Phase, Plan, Skill, Target
from plan.positions import list_positions
from plan.targets import MOST_PEOPLE, find_target_faults

# All of them stand in the heading, though cells of some may be empty.
TARGET_COLUMNS = (
    "plan",
    "phase",
    "clause",
    "agency",
    "skill",
    "level",
    "headcount",
    "due_on",
    "baseline",
    "baseline_on",
    "source",
    "is_sample",
)
# These may be missing: then all targets count who holds the skill in the unit and below, in people
# and of everybody.
MORE_TARGET_COLUMNS = (
    *("measure", "with_below", "percent"),
    *("positions", "grade_from", "grade_to", "milestones"),
)
_COMPARED = ("headcount", "percent", "baseline", "grade_from", "grade_to")
_DAYS = ("due_on", "baseline_on")


@dataclass(frozen=True)
class _KnownRows:
    """Everything a target can point at, read once so that queries do not grow with lines."""

    plans: dict[str, Plan]
    phases: dict[tuple[int, int], Phase]
    clauses: dict[tuple[int, str], Clause]
    agencies: dict[str, Agency]
    skills: dict[str, Skill]
    levels: set[tuple[int, int]]
    positions: dict[str, dict[str, str]]  # by each of their names, folded


def _plan_targets(source: Source) -> GroundedPlan:
    """Import targets, found again by all that says what and whom they count.

    ``percent`` stands in place of ``headcount``; ``positions`` are names between semicolons,
    ``milestones`` days with values: ``2025-12-31: 200; 2026-06-30: 400``. Raise `UnreadableFile`.
    """
    lines, base = read_table_lines(source, TARGET_COLUMNS), _read_base()
    known = _load_known_rows(names_positions=any(one.row.cells.get("positions") for one in lines))
    rows, seen = [], set()
    for line in lines:
        row = _build_target_row(line, known)
        # Of two such lines one would silently win; with another problem the key may be incomplete.
        if (key := tuple(row.key.values())) in seen and not line.problems:
            line.fail("agency", _("This target stands in the file twice."))
        seen.add(key)
        rows.append(row)
    return plan_rows(lines, rows, base, _read_base)


import_targets = PlannedImporter(_plan_targets)

# What lines are understood and refused by.
_BASE_FACTS: Mapping[type[models.Model], tuple[str, ...]] = {
    Plan: ("pk", "code"),
    Phase: ("pk", "plan", "number", "ends_on"),
    Clause: ("pk", "plan", "code"),
    Agency: ("pk", "code", "valid_to"),
    Skill: ("pk", "code", "framework", "area"),
    Level: ("pk", "framework", "number"),
}


def _read_base() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values_list(*facts))
        for model, facts in _BASE_FACTS.items()
    ]


def _load_known_rows(*, names_positions: bool) -> _KnownRows:
    return _KnownRows(
        plans={plan.code: plan for plan in Plan.objects.all()},
        phases={(phase.plan_id, phase.number): phase for phase in Phase.objects.all()},
        clauses={(clause.plan_id, clause.code): clause for clause in Clause.objects.all()},
        agencies={agency.code: agency for agency in Agency.objects.all()},
        skills={skill.code: skill for skill in Skill.objects.all()},
        levels=set(Level.objects.values_list("framework_id", "number")),
        # Each posting repeats one: read only for a file that names some.
        positions={
            fold(name): names
            for names in (list_positions().values() if names_positions else ())
            for name in names.values()
        },
    )


def _build_target_row(line: TableLine, known: _KnownRows) -> DesiredRow:
    skill, values = line.lookup("skill", known.skills), _read_target_values(line, known)
    # The same that the model would make of these values.
    compared = Target(**values)
    key = {
        "phase": _find_phase(line, known),
        "clause": _find_clause(line, known),
        "agency": line.lookup("agency", known.agencies),
        "skill": skill,
        "level": _read_target_level(line, known, skill),
        "measure": _read_measure(line),
        "with_below": line.flag("with_below") if line.row.cells.get("with_below") else True,
        "audience_key": compared.audience.key,
    }
    parts: dict[str, Any] = {name: key[name] for name in ("phase", "clause", "agency", "skill")}
    # A day that could not be read is the first of all days: comparing it would tell a second time.
    parts |= {name: values[name] if values[name] > dt.date.min else None for name in _DAYS}
    parts |= {name: values[name] for name in _COMPARED}
    parts |= {"measure": key["measure"], "milestones": compared.milestone_days}
    for column, message in find_target_faults(**parts).items():
        line.fail(column, message)
    return DesiredRow(Target, key, values, line.row.line)


def _read_target_values(line: TableLine, known: _KnownRows) -> dict[str, Any]:
    cells = line.row.cells
    asks_people = bool(cells["headcount"]) or not cells.get("percent")
    values: dict[str, Any] = {
        "headcount": _read_headcount(line, "headcount") if asks_people else None,
        "percent": line.read("percent", read_percent, None),
        "positions": read_positions(line, "positions", known.positions),
        "grade_from": line.read("grade_from", read_grade, None),
        "grade_to": line.read("grade_to", read_grade, None),
        "due_on": line.day("due_on"),
        "baseline": _read_headcount(line, "baseline", needed=False),
        "baseline_on": line.day("baseline_on"),
        "source": line.text("source"),
        "is_sample": line.flag("is_sample"),
    }
    # A file that knows no milestones takes none away.
    if "milestones" in cells:
        values["milestones"] = read_milestone_pairs(line, "milestones")
    return values


def _read_headcount(line: TableLine, column: str, *, needed: bool = True) -> int:
    before = len(line.problems)
    count = line.whole(column, needed=needed)
    if len(line.problems) == before and not int(needed) <= count <= MOST_PEOPLE:
        message = _("A target is for 1 to {most} people.")
        line.fail(column, format_lazy(message, most=lazy_digits(f"{MOST_PEOPLE:,}")))
    return count


def _read_measure(line: TableLine) -> str:
    """Return what the target counts: *held now* where the file does not say."""
    if not line.row.cells.get("measure"):
        return Measure.HELD
    return line.lookup("measure", {measure.value: measure for measure in Measure}) or Measure.HELD


def _find_phase(line: TableLine, known: _KnownRows) -> Phase | None:
    plan, number = line.lookup("plan", known.plans), line.whole("phase")
    phase = known.phases.get((plan.pk, number)) if plan else None
    if plan and phase is None:
        line.fail("phase", _("The plan has no such phase."))
    return phase


def _find_clause(line: TableLine, known: _KnownRows) -> Clause | None:
    plan, code = known.plans.get(line.row.cells["plan"]), line.text("clause")
    clause = known.clauses.get((plan.pk, code)) if plan else None
    if plan and code and clause is None:
        line.fail("clause", _("The plan has no such clause."))
    return clause


def _read_target_level(line: TableLine, known: _KnownRows, skill: Skill | None) -> int:
    number = line.whole("level")
    if skill and (skill.framework_id, number) not in known.levels:
        line.fail("level", _("The framework of the skill has no such level."))
    return number
