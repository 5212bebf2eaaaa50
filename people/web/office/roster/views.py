"""Lets an office bring rosters, look at what each would do, decide, approve and undo."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import agencies_for
from people.dual_control import is_same_authority
from people.files import respond_with_tables
from people.history import record_looks
from people.imports.report import UnreadableFile, unpack_problems
from people.models import Agency, Person, Role, RosterProposal, RosterProposalLine
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS
from people.roster.proposals import CHOICES, create_proposal, decide_lines
from people.roster.proposals.deciding import (
    NotYours,
    ProposalClosed,
    count_writes,
    needs_second_approver,
)
from people.roster.proposals.work import MOST_TRIES
from people.text.formatting import number
from people.web.office.listing import require_reader
from people.web.office.roster.forms import RosterColumnsForm, RosterForm, name_read_columns
from people.web.office.roster.lines import build_sheet, show_lines
from people.web.office.unit_choice import choose_unit
from people.web.parameters import parse_primary_key
from people.web.rate_limit import FORM_METHODS, limit_rate

_ROSTERS_PER_PAGE, _LINES_PER_PAGE = 20, 50
_Group, _State = RosterProposalLine.Group, RosterProposal.State
_TONES = {
    _State.OPEN: "attention",
    _State.NAMING: "attention",
    _State.APPLIED: "good",
    _State.UNREADABLE: "bad",
    _State.STALE: "bad",
    **dict.fromkeys(RosterProposal.WORKING_STATES, "wait"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("roster", exempt=FORM_METHODS)
def show_rosters(request: HttpRequest) -> HttpResponse:
    """Show the rosters of the viewer's offices; a POST brings one for the unit."""
    viewer = require_reader(request, Role.Kind.HR)
    place = choose_unit(request, agencies_for(viewer, Role.Kind.HR), needs_one=True)
    if place.unit is None:
        return render(request, "people/office/rosters.html")
    form = RosterForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (made := _bring_file(form, place.unit, viewer)):
        return redirect("people:office_roster", made.pk)
    rosters = RosterProposal.objects.visible_to(viewer).without_content()
    pages = Paginator(rosters.select_related("unit", "by"), _ROSTERS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        **vars(place),
        "form": form,
        "page": page,
        "rows": [(roster, _TONES.get(_State(roster.state))) for roster in page],
        "columns": ROSTER_COLUMNS,
        "more_columns": OPTIONAL_COLUMNS,
        "by_two": needs_second_approver(),
    }
    return render(request, "people/office/rosters.html", context)


@never_cache
@require_safe
@login_required
def show_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a roster would do or did, by groups of lines."""
    viewer = require_reader(request, Role.Kind.HR)
    return render_roster(request, find_roster(viewer, pk), viewer)


def render_roster(
    request: HttpRequest, roster: RosterProposal, viewer: Person, **more: Any
) -> HttpResponse:
    """Return the page of a roster, with more on it than it always says."""
    context = {
        **_describe_roster(roster, viewer),
        **_list_shown(request, roster, viewer),
        **_describe_questions(roster),
        **more,
    }
    return render(request, "people/office/roster.html", context)


def _list_shown(request: HttpRequest, roster: RosterProposal, viewer: Person) -> dict[str, Any]:
    """Return the page of lines asked for, of one group if the address names it."""
    group = request.GET.get("group", "")
    rows = roster.lines.select_related("agency", "decided_by")
    if group in _Group.values:
        rows = rows.filter(group=group)
    pages = Paginator(rows, _LINES_PER_PAGE)
    # Lines were counted by group when the file was compared, and keep their group.
    pages.count = roster.count(*([group] if group in _Group.values else _Group.values))
    page = pages.get_page(request.GET.get("page"))
    lines = show_lines(page, viewer)
    # Whom a question sets beside the file is shown with contacts.
    record_looks(viewer, [line.other.pk for line in lines if line.other])
    return {"group": group, "page": page, "lines": lines}


def _describe_questions(roster: RosterProposal) -> dict[str, Any]:
    """Return what lines ask that nobody decided, with how many and what may be answered."""
    waiting = roster.lines.undecided() if roster.state == _State.OPEN else roster.lines.none()
    asking = Counter(waiting.values_list("question", flat=True))
    question = RosterProposalLine.Question
    told = [
        (one, question(one).label, count, [(c.value, c.label) for c in CHOICES[one]])
        for one, count in sorted(asking.items())
    ]
    return {"asking": told, "undecided": asking.total()}


def _describe_roster(roster: RosterProposal, viewer: Person) -> dict[str, Any]:
    """Return how the roster stands, and what may be done with it."""
    return {
        "roster": roster,
        "tone": _TONES.get(_State(roster.state)),
        "notes": unpack_problems(roster.notes),
        "groups": [(one, one.label, roster.count(one)) for one in _Group if roster.count(one)],
        "total": sum(roster.count(one) for one in _Group),
        "writes": count_writes(roster),
        "left_out": roster.count("left_out"),
        "waits_for_another": needs_second_approver()
        and is_same_authority(viewer, roster.by_id, since=roster.received_at),
        "is_open": roster.state == _State.OPEN,
        "form": RosterColumnsForm(roster) if roster.state == _State.NAMING else None,
        "columns": name_read_columns(roster.columns or {}),
        "is_working": roster.state in RosterProposal.WORKING_STATES,
        "is_stuck": roster.tries >= MOST_TRIES,
        "written": 0 if roster.state == _State.OPEN else roster.lines.written().count(),
    }


@require_POST
@login_required
def decide_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was decided: about all lines that ask one thing, or about each by itself."""
    viewer = require_reader(request, Role.Kind.HR)
    roster = find_roster(viewer, pk)
    decided = 0
    try:
        for lines, decision in _read_decisions(request, roster):
            decided += decide_lines(lines, decision, by=viewer)
    except (ProposalClosed, NotYours):
        messages.error(request, _("Nothing is decided here any more, or not by you."))
    else:
        told = _("Lines decided: %(count)s.") % {"count": number(decided)}
        messages.success(request, told if decided else _("Nothing was decided."))
    answer = redirect("people:office_roster", roster.pk)
    answer["Location"] += f"?group={_Group.AMBIGUOUS}"
    return answer


def _read_decisions(request: HttpRequest, roster: RosterProposal) -> list[tuple[Any, str]]:
    """Return the lines for each decision that the form names."""
    if question := request.POST.get("question"):
        waiting = roster.lines.undecided().filter(question=question)
        return [(waiting, request.POST.get("decision", ""))]
    chosen: dict[str, list[int]] = {}
    for name, decision in request.POST.items():
        if name.startswith("line-") and (key := parse_primary_key(name[5:])):
            chosen.setdefault(str(decision), []).append(key)
    return [(roster.lines.filter(pk__in=keys), decision) for decision, keys in chosen.items()]


@never_cache
@require_safe
@login_required
def download_roster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out all lines as CSV, or as a workbook for ``?export=xlsx``."""
    viewer = require_reader(request, Role.Kind.HR)
    roster = find_roster(viewer, pk)
    # As with a file of the list of people: it says what is recorded of each.
    record_looks(viewer, roster.lines.exclude(person=None).values_list("person", flat=True))
    sheet = build_sheet(roster)
    suffix = "xlsx" if request.GET.get("export") == "xlsx" else "csv"
    # Read here: a stream is read after the request, when another language may be active.
    sheet = replace(sheet, lines=list(sheet.lines))
    return respond_with_tables(sheet, name=f"roster-{roster.pk}", suffix=suffix)


def tell_closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead back to the page of a roster that is decided, or not the viewer's to decide."""
    messages.error(request, _("This roster waits for nobody any more, or not for you."))
    return redirect("people:office_roster", pk)


def find_roster(viewer: Person, pk: int) -> RosterProposal:
    """Return the roster; 404 for one of units of others."""
    visible = RosterProposal.objects.visible_to(viewer)
    related = ("unit", "by", "approved_by", "closed_by", "undone_by", "stale_by")
    return get_object_or_404(visible.select_related(*related).defer("content"), pk=pk)


def _bring_file(form: RosterForm, unit: Agency, viewer: Person) -> RosterProposal | None:
    """Return the proposal, or None with the form saying what is wrong with the file."""
    file = form.cleaned_data["file"]
    try:
        return create_proposal(
            file.read(),
            file_name=file.name,
            unit=unit,
            by=viewer,
            complete_from=form.cleaned_data["complete_from"],
        )
    except UnreadableFile as error:
        form.add_error("file", [str(problem.message) for problem in error.problems])
        return None
