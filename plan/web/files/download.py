"""Hands out the lines of a file of the plan as a table, as rosters do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.files import Sheet, respond_with_tables
from people.text.languages import in_language
from plan.models import PlanProposal
from plan.proposals import read_file_lines
from plan.proposals.lines import FileLine
from plan.web.files.views import find_plan_file, name_changes, require_secretariat


@never_cache
@require_safe
@login_required
def download_plan_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out all lines as CSV, or as a workbook for ``?export=xlsx``."""
    proposal = find_plan_file(require_secretariat(request), pk)
    # Read here: a stream is read after the request, when another language may be active.
    lines = list(_list_line_cells(proposal))
    sheet = Sheet(proposal.get_kind_display(), _list_line_headings(), lines)
    suffix = "xlsx" if request.GET.get("export") == "xlsx" else "csv"
    return respond_with_tables(sheet, name=f"{proposal.kind}-{proposal.pk}", suffix=suffix)


def _list_line_headings() -> list[str]:
    return [
        _("Line"),
        _("Group"),
        _("What it is about"),
        _("What changes"),
        _("What is to be looked at"),
        _("What to do"),
    ]


def _list_line_cells(proposal: PlanProposal) -> Iterator[list[Any]]:
    for line in read_file_lines(proposal):
        changes = [
            f"{name}: {old} → {new or '–'}" if old else f"{name}: {new}"
            for name, old, new in name_changes(line)
            if old or new
        ]
        yield [
            line.line or "",
            str(PlanProposal.Group(line.group).label),
            in_language(line.what),
            "; ".join(changes),
            " ".join(_tell_problems(line)),
            " ".join(dict.fromkeys(str(problem.what_to_do) for problem in line.problems)),
        ]


def _tell_problems(line: FileLine) -> Iterator[str]:
    for problem in line.problems:
        yield f"{problem.field}: {problem.message}" if problem.field else str(problem.message)
