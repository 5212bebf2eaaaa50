"""Writes the tree of agencies from a file: new ones in bulk, known ones by their code."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.tables import (
    Problem,
    Row,
    Source,
    choice_reader,
    read_cells,
    read_date,
    read_table,
    text_reader,
)
from people.models import Agency

_REQUIRED_COLUMNS = ("code", "parent", "kind", "name_my", "name_en")
_BATCH_SIZE = 500
_UPDATED_FIELDS = ("kind", "names", "sector", "township_pcode", "setting", "valid_from")


def _read_valid_from(text: str) -> dt.date | None:
    return read_date(text) if text else None


_AGENCY_READERS = {
    "code": text_reader(40, needed=True),
    "parent": text_reader(40),
    "kind": choice_reader(Agency.Kind.values, needed=True),
    "name_my": text_reader(200),
    "name_en": text_reader(200),
    "sector": text_reader(40),
    "township_pcode": text_reader(20),
    "setting": choice_reader(Agency.Setting.values),
    "valid_from": _read_valid_from,
}


@dataclass
class AgencyReport:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class AgencyRow:
    line: int
    code: str
    parent: str
    facts: dict[str, Any]


@transaction.atomic
def import_agencies(source: Source) -> AgencyReport:
    """Create and update agencies from a CSV file, parents anywhere in the file or known before.

    Wrong lines, and lines under them, are reported and not written.
    """
    table = read_table(source, required=_REQUIRED_COLUMNS)
    report = AgencyReport(problems=table.problems)
    grove = AgencyTree(Agency.objects.select_for_update().order_by("path"))
    for row in _parents_first(
        _parse_agency_rows(table.rows, report.problems), grove, report.problems
    ):
        _apply_row(row, grove, report)
    grove.write()
    report.problems.sort(key=lambda problem: problem.line)
    return report


class AgencyTree:
    """The tree in memory: it numbers the paths of new agencies and writes all in bulk."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.by_code = {agency.code: agency for agency in agencies}
        self.by_path = {agency.path: agency for agency in self.by_code.values()}
        self.last_step: dict[str, int] = defaultdict(int)
        for path in self.by_path:
            step = Agency._str2int(path[-Agency.steplen :])
            above = path[: -Agency.steplen]
            self.last_step[above] = max(self.last_step[above], step)
        self.new: list[Agency] = []
        self.changed: dict[str, Agency] = {}

    def parent_code(self, agency: Agency) -> str:
        above = self.by_path.get(agency.path[: -Agency.steplen])
        return above.code if above else ""

    def add(self, code: str, parent: str, facts: dict[str, Any]) -> None:
        above = self.by_code.get(parent)
        root, depth = (above.path, above.depth + 1) if above else ("", 1)
        self.last_step[root] += 1
        path = Agency._get_path(root, depth, self.last_step[root])
        agency = Agency(code=code, path=path, depth=depth, **facts)
        self.by_code[code] = self.by_path[path] = agency
        self.new.append(agency)
        if above:
            above.numchild += 1
            self.changed[above.code] = above

    def write(self) -> None:
        Agency.objects.bulk_create(self.new, _BATCH_SIZE)
        new = {agency.code for agency in self.new}
        changed = [agency for code, agency in self.changed.items() if code not in new]
        Agency.objects.bulk_update(changed, [*_UPDATED_FIELDS, "numchild"], _BATCH_SIZE)


def _parse_agency_rows(rows: list[Row], problems: list[Problem]) -> list[AgencyRow]:
    found: dict[str, AgencyRow] = {}
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


def _build_agency_row(line: int, values: dict[str, Any]) -> AgencyRow:
    names = {"my": values.pop("name_my"), "en": values.pop("name_en")}
    code, parent = values.pop("code"), values.pop("parent")
    facts = {"names": names} | values
    given = {name: value for name, value in facts.items() if value}
    given["names"] = {language: name for language, name in names.items() if name}
    return AgencyRow(line, code, parent, given)


def _parents_first(
    rows: list[AgencyRow], grove: AgencyTree, problems: list[Problem]
) -> Iterable[AgencyRow]:
    """The rows in an order in which every parent is there; what hangs in the air is a problem."""
    children: dict[str, list[AgencyRow]] = defaultdict(list)
    for row in rows:
        children[row.parent].append(row)
    in_file = {row.code for row in rows}
    starts = [
        parent for parent in children if not parent or _exists_outside_file(parent, grove, in_file)
    ]
    waiting = [row for parent in reversed(starts) for row in reversed(children.pop(parent))]
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(reversed(children.pop(row.code, [])))
    problems.extend(
        _missing_parent_problem(row) for orphans in children.values() for row in orphans
    )


def _exists_outside_file(code: str, grove: AgencyTree, in_file: set[str]) -> bool:
    return code in grove.by_code and code not in in_file


def _missing_parent_problem(row: AgencyRow) -> Problem:
    message = format_lazy(
        _("There is no agency with the code “{code}”, or its line is wrong."), code=row.parent
    )
    return Problem(row.line, "parent", message)


def _apply_row(row: AgencyRow, grove: AgencyTree, report: AgencyReport) -> None:
    known = grove.by_code.get(row.code)
    if known is None:
        grove.add(row.code, row.parent, row.facts)
        report.created += 1
    elif grove.parent_code(known) != row.parent:
        message = _("The agency stands elsewhere in the tree. An import does not move it.")
        report.problems.append(Problem(row.line, "parent", message))
    elif _update_agency(known, row.facts):
        grove.changed[known.code] = known
        report.updated += 1
    else:
        report.unchanged += 1


def _update_agency(agency: Agency, facts: dict[str, Any]) -> bool:
    facts = facts | {"names": agency.names | facts["names"]}
    changed = {name: value for name, value in facts.items() if getattr(agency, name) != value}
    for name, value in changed.items():
        setattr(agency, name, value)
    return bool(changed)
