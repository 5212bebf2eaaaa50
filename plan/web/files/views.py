"""Lets the secretariat bring files of the plan, look at each, approve it and take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.history.changes import name_field
from people.imports import UnreadableFile
from people.models import Person
from people.text.languages import in_language
from people.web import FORM_METHODS, PendingWork, limit_rate, register_work
from people.web.office import require_reader
from plan.models import PlanProposal
from plan.proposals import (
    FileClosed,
    FileNotYours,
    UndoHindered,
    approve_file,
    bring_file,
    compare_again,
    list_files_to_approve,
    read_file_lines,
    undo_file,
    withdraw_file,
)
from plan.proposals.deciding import needs_second_person
from plan.proposals.kinds import FILE_KINDS
from plan.proposals.lines import FileLine
from plan.secretariat import is_of_national_secretariat
from plan.web.files.forms import PlanFileForm, build_file_form

_FILES_PER_PAGE, _LINES_PER_PAGE, _OBSTACLES_SHOWN = 20, 50, 20
_Kind, _State, _Group = PlanProposal.Kind, PlanProposal.State, PlanProposal.Group
_CLOSED = gettext_lazy("This file waits for nobody any more, or not for you.")
_TONES = {
    _State.OPEN: "attention",
    _State.APPLIED: "good",
    _State.REFUSED: "bad",
    _State.STALE: "bad",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("plan-file", exempt=FORM_METHODS)
def show_files(request: HttpRequest) -> HttpResponse:
    """Show the files of the plan; a POST brings one of the kind that the address names."""
    viewer = require_secretariat(request)
    asked = request.GET.get("kind")
    kind = _Kind(asked) if asked in _Kind.values else _Kind.TARGETS
    form = build_file_form(kind, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := _bring_form(form, kind, viewer)):
        return redirect("plan:file", made.pk)
    files = PlanProposal.objects.visible_to(viewer).without_content().select_related("by")
    page = Paginator(files, _FILES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "kind": kind,
        "kinds": list(_Kind),
        "columns": FILE_KINDS[kind].columns,
        "more_columns": FILE_KINDS[kind].more_columns,
        "page": page,
        "rows": [(one, _TONES.get(_State(one.state))) for one in page],
        "by_two": needs_second_person(),
        "waiting": {one.pk for one in list_files_to_approve(viewer)},
    }
    return render(request, "plan/files.html", context)


def _bring_form(form: PlanFileForm, kind: str, viewer: Person) -> PlanProposal | None:
    """Return the proposal, or None with the form saying what is wrong with the file."""
    file = form.cleaned_data["file"]
    told = {"kind": kind, "file_name": file.name, "options": form.read_options()}
    try:
        return bring_file(file.read(), by=viewer, **told)
    except UnreadableFile as error:
        form.add_error("file", [str(problem.message) for problem in error.problems])
        return None


@never_cache
@require_safe
@login_required
def show_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would do or did, line by line."""
    viewer = require_secretariat(request)
    return _render_file(request, find_plan_file(viewer, pk), viewer)


def _render_file(
    request: HttpRequest, proposal: PlanProposal, viewer: Person, **more: Any
) -> HttpResponse:
    group = request.GET.get("group", "")
    lines = [one for one in read_file_lines(proposal) if group in ("", one.group)]
    page = Paginator(lines, _LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "proposal": proposal,
        "tone": _TONES.get(_State(proposal.state)),
        "groups": [(one, one.label, proposal.count(one)) for one in _Group if proposal.count(one)],
        "group": group,
        "total": sum(proposal.count(one) for one in _Group),
        "page": page,
        "lines": [(one, _Group(one.group).label, list(name_changes(one))) for one in page],
        "approves": list_files_to_approve(viewer).filter(pk=proposal.pk).exists(),
        "is_open": proposal.state == _State.OPEN,
        **more,
    }
    return render(request, "plan/file.html", context)


def name_changes(line: FileLine) -> Iterator[tuple[str, str, str]]:
    """Yield fields with their old and new words, in the active language."""
    model = apps.get_model(line.model) if line.model else None
    for change in line.changes:
        old, new = in_language(change["old"]), in_language(change["new"])
        yield name_field(model, change["field"]), old, new


@require_POST
@login_required
def approve_plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply what the file does."""

    def approve_shown(proposal: PlanProposal, viewer: Person) -> str:
        if approve_file(proposal, by=viewer).state == _State.STALE:
            return _("Something else was recorded meanwhile. Nothing was written.")
        return _("The file is approved and applied.")

    return _act_on_file(request, pk, approve_shown)


@require_POST
@login_required
def withdraw_plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the proposal with nothing written."""

    def withdraw_shown(proposal: PlanProposal, viewer: Person) -> str:
        withdraw_file(proposal, by=viewer)
        return _("The file is withdrawn. Nothing was written.")

    return _act_on_file(request, pk, withdraw_shown)


@require_POST
@login_required
@limit_rate("plan-file")
def compare_plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the same file with what is recorded now, as a new proposal."""
    viewer = require_secretariat(request)
    try:
        made = compare_again(find_plan_file(viewer, pk), by=viewer)
    except UnreadableFile:
        messages.error(request, _("The file cannot be read any more. Choose it again."))
        return redirect("plan:files")
    return redirect("plan:file", made.pk)


@require_POST
@login_required
def undo_plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the file wrote, or say what stands in the way."""
    viewer = require_secretariat(request)
    proposal = find_plan_file(viewer, pk)
    try:
        undo_file(proposal, by=viewer)
    except UndoHindered as hindered:
        shown = hindered.obstacles[:_OBSTACLES_SHOWN]
        more = {"obstacles": shown, "obstacle_count": len(hindered.obstacles)}
        return _render_file(request, proposal, viewer, **more)
    except (FileClosed, FileNotYours):
        messages.error(request, _CLOSED)
    else:
        messages.success(request, _("All that the file wrote is written back."))
    return redirect("plan:file", pk)


def _act_on_file(
    request: HttpRequest, pk: int, act: Callable[[PlanProposal, Person], str]
) -> HttpResponse:
    """Act on the file, tell what was done, and lead back to its page."""
    viewer = require_secretariat(request)
    try:
        messages.success(request, act(find_plan_file(viewer, pk), viewer))
    except (FileClosed, FileNotYours):
        messages.error(request, _CLOSED)
    return redirect("plan:file", pk)


def require_secretariat(request: HttpRequest) -> Person:
    """Return the signed-in person of the secretariat of the country, or administrator."""
    person = require_reader(request)
    if not is_of_national_secretariat(person):
        raise PermissionDenied
    return person


def find_plan_file(viewer: Person, pk: int) -> PlanProposal:
    """Return the file; 404 for one that the viewer may not see."""
    files = PlanProposal.objects.visible_to(viewer)
    related = ("by", "approved_by", "closed_by", "undone_by", "stale_by")
    return get_object_or_404(files.select_related(*related), pk=pk)


def _find_files_to_approve(person: Person) -> QuerySet[Any] | None:
    if not is_of_national_secretariat(person):
        return None
    return list_files_to_approve(person)


def offer_approvals() -> None:
    """Tell whoever approves files of the plan how many wait."""
    register_work(
        PendingWork(
            key="plan-files",
            order=44,
            label=gettext_lazy("Files of the plan to be approved"),
            empty=gettext_lazy("No file of the plan waits"),
            address="plan:files",
            find=_find_files_to_approve,
        )
    )
