"""Keeps what the headings of an office's rosters mean, and asks where nobody has said it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.imports.report import UnreadableFile
from people.models import Agency, Person, RosterColumns, RosterProposal
from people.queue import enqueue_on_commit
from people.roster.proposals.deciding import lock_proposal
from people.roster.proposals.work import TASK
from people.roster.reading.headings import COLUMNS, MIXED_COLUMNS, label_headings
from people.roster.reading.parsing import Roster, parse_roster

_State = RosterProposal.State
# What the files of an office may lack; without the others a line says nothing.
BLANK_COLUMNS = ("name_my", "name_en", "agency", "position_my", "grade")


class WrongColumns(ValueError):
    """A heading stands for two columns, is none of the file, or a column is needed (``args``)."""


def find_columns(unit: Agency) -> dict[str, str]:
    """Return what is remembered for the unit, else for the nearest one above it."""
    units = [unit.pk, *unit.get_ancestors().values_list("pk", flat=True)]
    near = RosterColumns.objects.filter(unit__in=units).order_by("-unit__depth").first()
    return dict(near.columns) if near else {}


def find_columns_of_file(content: bytes) -> dict[str, str]:
    """Return what any office has said of all the headings that this file has, the latest first."""
    roster = parse_roster(io.BytesIO(content))
    labels = {*label_headings(roster.headings)}
    for kept in RosterColumns.objects.order_by("-at") if roster.choice.missing else ():
        if {heading for heading in kept.columns.values() if heading} <= labels:
            return dict(kept.columns)
    return {}


def describe_heading(roster: Roster) -> dict[str, Any]:
    """Return what a person needs to say which heading is which column."""
    return {
        "headings": label_headings(roster.headings),
        "lines": roster.first_cells,
        "found": roster.choice.columns,
    }


@transaction.atomic
def keep_column_names(proposal: RosterProposal, columns: Mapping[str, str], *, by: Person) -> None:
    """Remember for the unit which heading is which column, and let the worker compare the file.

    Raise `WrongColumns`, `ProposalClosed` or `NotYours`.
    """
    row = lock_proposal(proposal, _State.NAMING, by=by)
    _check_columns(columns, row.heading["headings"] if row.heading else [])
    told = {"columns": dict(columns), "by": by, "at": timezone.now()}
    RosterColumns.objects.update_or_create(unit=row.unit, defaults=told)
    row.state, row.columns, row.heading, row.tries = _State.PLANNING, dict(columns), None, 0
    row.save(update_fields=["state", "columns", "heading", "tries"])
    enqueue_on_commit(TASK, row.pk)


@transaction.atomic
def ask_for_columns(proposal: RosterProposal, *, by: Person) -> None:
    """Ask anew what the headings of an open proposal mean.

    Raise `ProposalClosed`, `NotYours`, or `UnreadableFile` if the file is not kept any more.
    """
    row = lock_proposal(proposal, _State.OPEN, by=by)
    if not row.content:
        raise UnreadableFile([])
    roster = parse_roster(io.BytesIO(bytes(row.content)), row.columns, home=row.unit.code)
    row.lines.all().delete()
    row.state, row.heading, row.counts = _State.NAMING, describe_heading(roster), {}
    row.save(update_fields=["state", "heading", "counts"])


def _check_columns(columns: Mapping[str, str], headings: list[str]) -> None:
    named = [heading for heading in columns.values() if heading]
    known = {*COLUMNS, *MIXED_COLUMNS}
    if len({*named}) < len(named) or not {*named} <= {*headings} or not {*columns} <= known:
        raise WrongColumns
    has = {column for column, heading in columns.items() if heading}
    has |= {part for column in has for part in MIXED_COLUMNS.get(column, ())}
    lacking = [column for column in ("staff_number", "from") if column not in has]
    lacking += [] if has & {"name_my", "name_en"} else ["name"]
    if lacking:
        raise WrongColumns(*lacking)
