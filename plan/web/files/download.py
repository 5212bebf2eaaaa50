"""Hands out the lines of a file of the plan as a table, as rosters do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.files import XLSX_CONTENT_TYPE, Sheet, write_csv, write_xlsx
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
    sheet = Sheet(proposal.get_kind_display(), _list_line_headings(), _list_line_cells(proposal))
    answer: HttpResponseBase
    if request.GET.get("export") == "xlsx":
        suffix, answer = "xlsx", FileResponse(write_xlsx([sheet]), content_type=XLSX_CONTENT_TYPE)
    else:
        # Made here: a stream is read after the request, when another language may be active.
        suffix, pieces = "csv", list(write_csv(sheet))
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    name = f"{proposal.kind}-{proposal.pk}.{suffix}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


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
