"""Lets people enter what stands on the sheets: in a grid, or from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import PaperSheet, PaperTest
from courses.papers import EnteredRow, PaperRefused, enter_rows
from courses.papers.entering import EntryOutcome
from courses.papers.tables import list_columns, read_rows
from courses.web.papers.access import get_test
from courses.web.papers.forms import MOST_GRID_ROWS, ResultsFileForm, read_grid
from courses.web.papers.listing import tell_refusal
from people.files import Sheet, SheetRow, respond_with_tables
from people.history import record_looks
from people.imports import UnreadableFile
from people.models import Person
from people.text.formatting import number
from people.web import FORM_METHODS, limit_rate, parse_primary_key

_SIZES = (20, 50, MOST_GRID_ROWS)
_State = PaperSheet.State


@dataclass(frozen=True)
class GridRow:
    """One row of the grid, with what was refused of it."""

    line: int
    code: str = ""
    text: str = ""
    refusal: str = ""
    is_code_wrong: bool = False
    sheet: PaperSheet | None = None  # of a list of people, where the code is no question


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("results", exempt=FORM_METHODS)
def enter_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grid; a POST keeps each row that can be, from the grid or from a file."""
    viewer, test = get_test(request, pk)
    if request.method != "POST":
        return _render_grid(request, viewer, test, ResultsFileForm())
    if "upload" in request.POST:
        return _take_file(request, viewer, test)
    return _take_rows(request, viewer, test, read_grid(request.POST))


def _take_file(request: HttpRequest, viewer: Person, test: PaperTest) -> HttpResponse:
    form = ResultsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render_grid(request, viewer, test, form, status=422)
    try:
        rows = read_rows(form.cleaned_data["file"], test)
    except UnreadableFile as unreadable:
        for problem in unreadable.problems:
            form.add_error("file", str(problem.message))
        return _render_grid(request, viewer, test, form, status=422)
    return _take_rows(request, viewer, test, rows, form=form)


def _take_rows(
    request: HttpRequest,
    viewer: Person,
    test: PaperTest,
    rows: Sequence[EnteredRow],
    *,
    form: ResultsFileForm | None = None,
) -> HttpResponse:
    try:
        outcomes = enter_rows(test, rows, by=viewer)
    except PaperRefused as refused:
        tell_refusal(request, refused)
        return redirect("courses:enter_papers", test.pk)
    _tell_outcomes(request, outcomes)
    refused_rows = [one for one in outcomes if one.refusal]
    if not refused_rows:
        return redirect(request.get_full_path())
    context: dict[str, Any] = {"status": 422}
    if form:
        context["refused_lines"] = refused_rows
    else:
        context["refused_rows"] = refused_rows
    return _render_grid(request, viewer, test, ResultsFileForm(), **context)


def _tell_outcomes(request: HttpRequest, outcomes: Iterable[EntryOutcome]) -> None:
    kept = [one.sheet for one in outcomes if one.sheet and not one.refusal]
    if not kept:
        if not list(outcomes):
            messages.warning(request, _("Nothing was written yet."))
        return
    told = ngettext("%(count)s sheet saved.", "%(count)s sheets saved.", len(kept))
    messages.success(request, told % {"count": number(len(kept))})
    states = [sheet.state for sheet in kept]
    if agreed := states.count(_State.CONFIRMED):
        told = _("%(count)s read as the first person read them: confirmed.")
        messages.success(request, told % {"count": number(agreed)})
    if differ := states.count(_State.DIFFERS):
        told = _("%(count)s read otherwise than the first person read them. Look at both.")
        messages.warning(request, told % {"count": number(differ)})


def _render_grid(
    request: HttpRequest,
    viewer: Person,
    test: PaperTest,
    form: ResultsFileForm,
    *,
    refused_rows: Sequence[EntryOutcome] = (),
    refused_lines: Sequence[EntryOutcome] = (),
    status: int = 200,
) -> HttpResponse:
    page = _page_people(request, test)
    if page:
        record_looks(viewer, [sheet.seat.person_id for sheet in page])
    size = _read_size(request.GET.get("rows", ""))
    context = {
        "test": test,
        "session": test.session,
        "form": form,
        "page": page,
        "rows": _list_grid_rows(page, refused_rows) if page else _list_blank(size, refused_rows),
        "has_refusals": bool(refused_rows),
        "refused_lines": refused_lines,
        "sizes": _SIZES,
        "size": size,
        "questions": len(list_columns(test)) - 1,
        "own": viewer.pk,
    }
    return render(request, "courses/papers/enter.html", context, status=status)


def _read_size(text: str) -> int:
    size = parse_primary_key(text)
    return size if size in _SIZES else 20


def _page_people(request: HttpRequest, test: PaperTest) -> Any:
    """Return the people of a test that is marked elsewhere, who have no code on their paper."""
    if test.is_drawn:
        return None
    sheets = test.sheets.standing().filter(seat__state="seated").order_by("number")
    pages = Paginator(sheets.select_related("seat__person"), MOST_GRID_ROWS)
    return pages.get_page(request.GET.get("page"))


def _list_grid_rows(page: Any, refused: Sequence[EntryOutcome]) -> list[GridRow]:
    known = {one.row.code: one for one in refused}
    rows = []
    for line, sheet in enumerate(page, start=1):
        wrong = known.get(sheet.code)
        text, why = (wrong.row.text, _label_row(wrong)) if wrong else ("", "")
        rows.append(GridRow(line, sheet.code, text, why, sheet=sheet))
    return rows


def _list_blank(size: int, refused: Sequence[EntryOutcome]) -> list[GridRow]:
    """Return what was refused, to be mended, and empty rows below."""
    rows = [
        GridRow(
            line,
            one.row.code,
            one.row.text,
            _label_row(one),
            is_code_wrong=one.refusal is not None and not one.refusal.is_of_answers,
        )
        for line, one in enumerate(refused, start=1)
    ]
    return rows + [GridRow(line) for line in range(len(rows) + 1, size + 1)]


def _label_row(outcome: EntryOutcome) -> str:
    return str(outcome.refusal.label) if outcome.refusal else ""


@never_cache
@require_safe
@login_required
def download_form(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Hand out the file to fill in, with a line for each sheet of which nothing is agreed."""
    viewer, test = get_test(request, pk)
    sheets = test.sheets.exclude(state__in=[_State.VOID, _State.CONFIRMED, _State.RECORDED])
    rows = list(sheets.select_related("seat__person").order_by("number"))
    record_looks(viewer, [sheet.seat.person_id for sheet in rows])
    table = Sheet(_("Results"), list_columns(test), [_write_sheet_line(test, one) for one in rows])
    name = f"results-{test.session_id}-{test.pk}"
    return respond_with_tables(table, name=name, suffix=suffix)


def _write_sheet_line(test: PaperTest, sheet: PaperSheet) -> SheetRow:
    code = sheet.printed_code
    return [code] if test.is_drawn else [code, sheet.seat.person.staff_number or "", ""]
