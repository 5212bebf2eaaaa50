"""Lets a second person compare entries with the paper, and look into one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import PaperEntry, PaperSheet, PaperTest
from courses.papers import (
    PaperRefused,
    ask_for_print,
    confirm_sheets,
    withdraw_record,
)
from courses.papers.access import may_print
from courses.papers.confirming import list_to_confirm, mark_entry
from courses.papers.letters import write_answer
from courses.papers.preparing import redraw_sheet, void_sheet
from courses.papers.recording import try_again
from courses.papers.refusals import PaperRefusal
from courses.web.papers.access import get_sheet, get_test
from courses.web.papers.listing import tell_refusal
from people.history import record_looks
from people.models import Person
from people.text import clean
from people.text.formatting import number
from people.web import parse_primary_key

_SHEETS_PER_PAGE = 50
_LONGEST_REASON = 300


@dataclass(frozen=True)
class EntryLine:
    """One question of a sheet, as each of two people read it."""

    number: int
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return bool(self.second) and self.first != self.second


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet that was entered, with what stands in the entries."""

    sheet: PaperSheet
    lines: list[EntryLine]
    mark: str
    is_confirmable: bool = False

    @property
    def differing(self) -> list[EntryLine]:
        return [line for line in self.lines if line.differs]


def describe_sheet(sheet: PaperSheet, *, is_confirmable: bool = False) -> CheckedSheet:
    """Return the entries of the sheet, question by question, as letters of the paper."""
    entries = {entry.is_second: entry for entry in sheet.entries.all()}
    first, second = entries.get(False), entries.get(True)
    texts = [_write_entry(sheet, one) for one in (first, second)]
    length = max(len(text) for text in texts)
    padded = [text or [""] * length for text in texts]
    lines = [EntryLine(place, *pair) for place, pair in enumerate(zip(*padded, strict=True), 1)]
    return CheckedSheet(sheet, lines, mark_entry(first) if first else "", is_confirmable)


def _write_entry(sheet: PaperSheet, entry: PaperEntry | None) -> list[str]:
    if entry is None:
        return []
    if not sheet.test.is_drawn:
        return [number(entry.points)]
    language = sheet.test.language
    return [
        write_answer(options, answer, language)
        for (_version, options), answer in zip(sheet.drawn, entry.answers, strict=True)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was entered beside its code; a POST confirms the ticked sheets."""
    viewer, test = get_test(request, pk)
    if request.method == "POST":
        _confirm(request, viewer, test)
        return redirect(request.get_full_path())
    sheets = test.sheets.entered().select_related("seat__person", "entered_by", "test")
    # What differs first: two people have to look at those.
    ordered = sheets.order_by("state", "number").prefetch_related("entries__by")
    page = Paginator(ordered, _SHEETS_PER_PAGE).get_page(request.GET.get("page"))
    record_looks(viewer, [sheet.seat.person_id for sheet in page])
    allowed = set(list_to_confirm(test, viewer).values_list("pk", flat=True))
    context = {
        "test": test,
        "session": test.session,
        "page": page,
        "rows": [describe_sheet(one, is_confirmable=one.pk in allowed) for one in page],
        "can_confirm": any(one.pk in allowed for one in page),
        "keys": viewer.pk,
    }
    return render(request, "courses/papers/check.html", context)


def _confirm(request: HttpRequest, viewer: Person, test: PaperTest) -> None:
    seen = _read_ticked_sheets(request.POST)
    if not seen:
        messages.warning(request, _("Tick the sheets that agree with the paper."))
        return
    try:
        outcome = confirm_sheets(test, seen, by=viewer)
    except PaperRefused as refused:
        tell_refusal(request, refused)
        return
    if outcome.confirmed:
        told = ngettext(
            "%(count)s sheet confirmed. It is marked in a moment.",
            "%(count)s sheets confirmed. They are marked in a moment.",
            outcome.confirmed,
        )
        messages.success(request, told % {"count": number(outcome.confirmed)})
    for sheet, refusal in outcome.left_out[:20]:
        messages.warning(
            request, f"{number(sheet.number)} · {sheet.seat.person} – {refusal.label}"
        )


def _read_ticked_sheets(posted: Mapping[str, Any]) -> dict[int, str]:
    ticks = {}
    for name, value in posted.items():
        if name.startswith("sheet-") and (key := parse_primary_key(name.removeprefix("sheet-"))):
            ticks[key] = str(value)
    return ticks


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one sheet: who entered, confirmed and decided what; a POST decides."""
    viewer, sheet = get_sheet(request, pk)
    if request.method == "POST":
        return _act_on_sheet(request, viewer, sheet)
    record_looks(viewer, [sheet.seat.person_id])
    context = {
        "sheet": sheet,
        "test": sheet.test,
        "session": sheet.test.session,
        "row": describe_sheet(sheet),
        "entries": sheet.entries.select_related("by"),
        "refusal": PaperRefusal(sheet.refusal).label if sheet.refusal else "",
        "prints": may_print(viewer, sheet.test.session),
        "enters": not (sheet.is_void or sheet.is_final) and sheet.test.session.has_begun(),
    }
    return render(request, "courses/papers/sheet.html", context)


def _act_on_sheet(request: HttpRequest, viewer: Person, sheet: PaperSheet) -> HttpResponse:
    reason = clean(request.POST.get("reason", "")[:_LONGEST_REASON])
    act, target = request.POST.get("act", ""), sheet
    try:
        if act == "void":
            void_sheet(sheet, by=viewer, reason=reason)
            messages.success(request, _("The sheet is void. Its code opens nothing any more."))
        elif act == "redraw":
            target = redraw_sheet(sheet, by=viewer, reason=reason)
            messages.success(request, _("Another paper was drawn. Print it."))
        elif act == "withdraw":
            withdraw_record(sheet, by=viewer, reason=reason)
            messages.success(request, _("Taken back. Enter the sheet anew."))
        elif act == "again":
            try_again(sheet, by=viewer)
            messages.success(request, _("It is marked again in a moment."))
        elif act == "print":
            ask_for_print(sheet.test, by=viewer, only=[sheet.pk])
            messages.success(request, _("The sheet is being made. This page says when."))
            return redirect("courses:paper_test", sheet.test_id)
    except PaperRefused as refused:
        tell_refusal(request, refused)
    return redirect("courses:paper_sheet", target.pk)
