"""Puts lines of a roster into words: what they change, what they ask, what is known of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.directory import people_in_reach
from people.files import Sheet
from people.imports.report import Problem, unpack_problems
from people.models import Agency, Person, Posting, RosterProposal, RosterProposalLine
from people.roster.proposals import CHOICES
from people.text.formatting import number, official_date
from people.text.languages import in_language
from people.text.names import HONORIFICS
from people.web.office.roster.forms import name_column

_LABELS = {
    "staff_number": gettext_lazy("Staff number"),
    "honorific": gettext_lazy("Honorific"),
    "name_my": gettext_lazy("Name in Burmese"),
    "name_en": gettext_lazy("Name in English"),
    "gender": gettext_lazy("Gender"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "agency": gettext_lazy("Unit"),
    "position": gettext_lazy("Position"),
    "grade": gettext_lazy("Grade"),
    "since": gettext_lazy("Since"),
    "left_on": gettext_lazy("Left on"),
    "is_name_confirmed": gettext_lazy("Name confirmed"),
}
_COMPARED = ("name_my", "name_en", "agency", "position", "grade", "since", "email", "phone")


@dataclass(frozen=True)
class FieldShown:
    """A field with what is recorded and what the file says."""

    label: Any
    old: str
    new: str

    @property
    def differs(self) -> bool:
        """Whether the file says something, and something else."""
        return bool(self.new) and self.old != self.new


@dataclass(frozen=True)
class LineShown:
    """A line as a page shows it; ``compared`` and ``choices`` are of lines that ask."""

    row: RosterProposalLine
    changes: list[FieldShown]
    problems: list[tuple[Any, Problem]]  # each with the column that it is about
    compared: list[FieldShown]
    other: Person | None
    choices: list[tuple[str, Any]]


def show_lines(rows: Iterable[RosterProposalLine], viewer: Person) -> list[LineShown]:
    """Return the lines in words. Of people beyond the viewer's reach nothing is told."""
    rows = list(rows)
    names = _name_units(rows)
    others = _find_known([row.other_id for row in rows if row.other_id], viewer)
    return [
        LineShown(
            row=row,
            changes=_show_changes(row, names, is_plain=False),
            problems=[(name_column(one.field), one) for one in unpack_problems(row.notes)],
            compared=_compare_fields(row, others.get(row.other_id or 0), names),
            other=others[row.other_id][0] if row.other_id in others else None,
            choices=[(choice.value, choice.label) for choice in CHOICES.get(row.question, ())],
        )
        for row in rows
    ]


def _name_units(rows: list[RosterProposalLine]) -> dict[str, str]:
    codes = {
        value for row in rows for name, *pair in row.changes if name == "agency" for value in pair
    }
    units = Agency.objects.filter(code__in=codes - {None})
    return {unit.code: unit.name for unit in units}


def _find_known(pks: list[int], viewer: Person) -> dict[int | None, tuple[Person, Posting | None]]:
    people = people_in_reach(viewer).filter(pk__in=pks) if pks else Person.objects.none()
    postings = Posting.objects.filter(person__in=pks).select_related("agency")
    last = {row.person_id: row for row in postings.order_by("valid_from")}
    return {person.pk: (person, last.get(person.pk)) for person in people}


def _show_changes(
    row: RosterProposalLine, names: Mapping[str, str], *, is_plain: bool
) -> list[FieldShown]:
    tell = _tell_plain if is_plain else _tell_value
    return [
        FieldShown(_LABELS[name], tell(name, old, names), tell(name, new, names))
        for name, old, new in row.changes
        if name in _LABELS
    ]


def _tell_value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    tellers: dict[str, Callable[[Any], Any]] = {
        "agency": lambda code: names.get(code, code),
        "position": in_language,
        "grade": number,
        "since": official_date,
        "left_on": official_date,
        "gender": lambda code: dict(Person.Gender.choices).get(code, code),
        "honorific": lambda code: in_language(HONORIFICS.get(code, {})) or code,
        "is_name_confirmed": lambda is_so: _("Yes") if is_so else _("No"),
    }
    return str(tellers.get(name, str)(value))


def _tell_plain(name: str, value: Any, names: Mapping[str, str]) -> str:
    """Return the value for a table: days, digits and codes as files write them."""
    if name in ("agency", "grade", "since", "left_on"):
        return "" if value is None else str(value)
    return _tell_value(name, value, names)


def _compare_fields(
    row: RosterProposalLine, known: tuple[Person, Posting | None] | None, names: Mapping[str, str]
) -> list[FieldShown]:
    """Return what the file says beside what is recorded of whom the line may mean."""
    if not (row.question and known):
        return []
    person, posting = known
    recorded = {
        name: getattr(person, name, "") for name in ("name_my", "name_en", "email", "phone")
    }
    if posting:
        since = posting.valid_from.isoformat()
        recorded |= {"position": posting.position, "grade": posting.grade, "since": since}
    rows = [FieldShown(_LABELS["staff_number"], person.staff_number or "", row.staff_number)]
    for name in _COMPARED:
        if name == "agency":
            old, new = (
                posting.agency.name if posting else "",
                row.agency.name if row.agency else "",
            )
        else:
            old, new = (_tell_value(name, one.get(name), names) for one in (recorded, row.stated))
        if old or new:
            rows.append(FieldShown(_LABELS[name], old, new))
    return rows


def build_sheet(proposal: RosterProposal) -> Sheet:
    """Return all lines of the proposal as a table."""
    rows = proposal.lines.select_related("agency", "decided_by")
    headings = [
        _("Line"),
        _("Group"),
        _("Staff number"),
        _("Name"),
        _("Unit code"),
        _("Unit"),
        _("What changes"),
        _("What is to be looked at"),
        _("What to do"),
        _("Decision"),
        _("Decided by"),
    ]
    return Sheet(_("Roster"), headings, (_sheet_cells(row) for row in rows.iterator(500)))


def _tell_problem(problem: Problem) -> str:
    column = name_column(problem.field)
    return f"{column}: {problem.message}" if column else str(problem.message)


def _sheet_cells(row: RosterProposalLine) -> list[Any]:
    problems = unpack_problems(row.notes)
    changes = [
        f"{one.label}: {one.old} → {one.new}" for one in _show_changes(row, {}, is_plain=True)
    ]
    return [
        row.line,
        str(row.get_group_display()),
        row.staff_number,
        row.name,
        row.agency.code if row.agency else "",
        row.agency.name if row.agency else "",
        "; ".join(changes),
        " ".join(_tell_problem(problem) for problem in problems),
        " ".join(dict.fromkeys(str(problem.what_to_do) for problem in problems)),
        str(row.get_decision_display()),
        str(row.decided_by or ""),
    ]
