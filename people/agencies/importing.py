"""Imports the tree of agencies from a file, and finds known ones by their code."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.agencies.tree import AgencyTree
from people.imports.cells import (
    Row,
    choice_reader,
    name_reader,
    read_cells,
    read_optional_date,
    text_reader,
)
from people.imports.day_order import settle_day_order
from people.imports.planning import GroundedPlan, PlannedImporter
from people.imports.report import ImportReport, Problem
from people.imports.tables import Source, read_table
from people.models import Agency

_REQUIRED_COLUMNS = ("code", "parent", "kind", "name_my", "name_en")

_AGENCY_READERS = {
    "code": text_reader(40, needed=True),
    "parent": text_reader(40),
    "kind": choice_reader(Agency.Kind.values, needed=True),
    "name_my": name_reader(200),
    "name_en": name_reader(200),
    "sector": text_reader(40),
    "township_pcode": text_reader(20),
    "setting": choice_reader(Agency.Setting.values),
    "valid_from": read_optional_date,
}


@dataclass(frozen=True)
class _AgencyRow:
    """A line that is right in itself; ``facts`` are the fields that the file states."""

    line: int
    code: str
    parent: str
    facts: dict[str, Any]


def _plan_agencies(source: Source) -> GroundedPlan:
    """Create and update agencies from a CSV file, parents anywhere in the file or known before.

    Wrong lines, and lines under them, are reported and not written.
    """
    table = read_table(source, required=_REQUIRED_COLUMNS)
    report = ImportReport(problems=[*table.notes, *table.problems])
    # Before the tree that is compared: what changes in between is seen too.
    ground = list(Agency.objects.order_by("path").values_list())
    tree = AgencyTree(Agency.objects.order_by("path"))
    report.problems += settle_day_order(table.rows, "valid_from")
    rows = _parse_agency_rows(table.rows, report.problems)
    for row in _parents_first(rows, tree, report.problems):
        _apply_row(row, tree, report)
    report.problems.sort(key=lambda problem: problem.line)
    return GroundedPlan(report, ground, _lock_tree, tree.write)


import_agencies = PlannedImporter(_plan_agencies)


def _lock_tree() -> list[Any]:
    # The whole tree is locked: paths are numbered here, and two imports would number alike.
    return list(Agency.objects.select_for_update().order_by("path").values_list())


def _parse_agency_rows(rows: list[Row], problems: list[Problem]) -> list[_AgencyRow]:
    found: dict[str, _AgencyRow] = {}
    for row in rows:
        values, wrong = read_cells(row, _AGENCY_READERS)
        if not wrong and values["code"] in found:
            message = format_lazy(
                _("The code is already on line {line}."), line=found[values["code"]].line
            )
            wrong.append(Problem(row.line, "code", message))
        if not wrong and not (values["name_my"] or values["name_en"]):
            wrong.append(Problem(row.line, "name_my", _("The agency has no name.")))
        problems.extend(wrong)
        if not wrong:
            found |= {values["code"]: _build_agency_row(row.line, values.copy())}
    return list(found.values())


def _build_agency_row(line: int, values: dict[str, Any]) -> _AgencyRow:
    names = {"my": values.pop("name_my"), "en": values.pop("name_en")}
    code, parent = values.pop("code"), values.pop("parent")
    facts = {"names": names} | values
    given = {name: value for name, value in facts.items() if value}
    given["names"] = {language: name for language, name in names.items() if name}
    return _AgencyRow(line, code, parent, given)


def _parents_first(
    rows: list[_AgencyRow], tree: AgencyTree, problems: list[Problem]
) -> Iterable[_AgencyRow]:
    """Yield the rows, parents before children; a row whose parent is nowhere is a problem."""
    children: dict[str, list[_AgencyRow]] = defaultdict(list)
    for row in rows:
        children[row.parent].append(row)
    in_file = {row.code for row in rows}
    starts = [
        parent for parent in children if not parent or _exists_outside_file(parent, tree, in_file)
    ]
    waiting = [row for parent in reversed(starts) for row in reversed(children.pop(parent))]
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(reversed(children.pop(row.code, [])))
    problems.extend(
        _missing_parent_problem(row) for orphans in children.values() for row in orphans
    )


def _exists_outside_file(code: str, tree: AgencyTree, in_file: set[str]) -> bool:
    return code in tree.by_code and code not in in_file


def _missing_parent_problem(row: _AgencyRow) -> Problem:
    message = format_lazy(
        _("There is no agency with the code “{code}”, or its line is wrong."), code=row.parent
    )
    return Problem(row.line, "parent", message)


def _apply_row(row: _AgencyRow, tree: AgencyTree, report: ImportReport) -> None:
    known = tree.by_code.get(row.code)
    if known is None:
        tree.add(row.code, row.parent, row.facts)
        report.count("created", row.line, _describe_agency_row(row))
    elif tree.parent_code(known) != row.parent:
        message = _("The agency stands elsewhere in the tree. An import does not move it.")
        report.problems.append(Problem(row.line, "parent", message))
    else:
        before = _read_facts(known, row)
        outcome = "updated" if tree.update(known, row.facts) else "unchanged"
        if outcome == "updated":
            report.note_change(known, before, _read_facts(known, row))
        report.count(outcome, row.line, _describe_agency_row(row))


def _read_facts(agency: Agency, row: _AgencyRow) -> dict[str, Any]:
    return {name: getattr(agency, name) for name in row.facts}


def _describe_agency_row(row: _AgencyRow) -> str:
    name = next(iter(row.facts["names"].values()), "")
    return " · ".join(filter(None, (row.code, name, row.parent)))
