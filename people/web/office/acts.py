"""Lets offices act on many people of a list at once: ask, confirm, see what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.slips import PrintedMeanwhile
from people.bulk.kinds import ActKind, find_kind, list_kinds
from people.bulk.running import ask_act, confirm_act
from people.directory import people_in_reach
from people.models import BulkAct, Person
from people.text.formatting import number
from people.web.office.export import note_export, serve_people
from people.web.office.listing import PeopleListing, read_listing, require_reader
from people.web.parameters import parse_primary_key, redirect_with_query

_NAMES_SHOWN = 10
_LEFT_OUT_SHOWN = 500
_FILES = ("csv", "xlsx")


def begin_act_on(
    request: HttpRequest, viewer: Person, found: QuerySet[Any], *, back: str
) -> HttpResponseBase:
    """Take people of another list to the page that asks once more: who is ticked, or all.

    ``found`` are the rows of ``person`` whom that list shows the viewer, ``back`` is its address.
    Nobody else is acted on, whatever is posted.
    """
    offered = {kind.key: kind for kind in list_kinds(viewer)}
    kind = offered.get(request.POST.get("act", ""))
    if kind is None:
        raise PermissionDenied
    pks = _read_keys(request, found, kind.most)
    if refusal := _explain_refusal(kind.most, len(pks)):
        messages.error(request, refusal)
        return redirect(back)
    act = ask_act(kind, by=viewer, people=pks)
    query = urlencode({"back": back})
    return redirect(f"{reverse('people:office_act', args=[act.pk])}?{query}")


def _read_keys(request: HttpRequest, found: QuerySet[Any], most: int) -> list[int]:
    """Return the keys of those meant; of more than may be acted on, one too many."""
    if request.POST.get("whom") != "everybody":
        ticked = (parse_primary_key(text) for text in request.POST.getlist("person"))
        found = found.filter(person__in=[pk for pk in ticked if pk])
    keys = found.order_by().values_list("person", flat=True).distinct()
    return list(keys[: most + 1])


def _explain_refusal(most: int | None, count: int) -> str:
    """Return why the act is not begun on so many, or nothing."""
    if not count:
        return _("Tick somebody first.")
    if most is None or count <= most:
        return ""
    told = ngettext(
        "At most %(most)s person at once. Narrow the list or tick fewer.",
        "At most %(most)s people at once. Narrow the list or tick fewer.",
        most,
    )
    return told % {"most": number(most)}


@require_POST
@login_required
def begin_act(request: HttpRequest) -> HttpResponseBase:
    """Take who is ticked, or everybody found, to the page that asks once more."""
    listing = read_listing(request)
    name = request.POST.get("act", "")
    offered = {kind.key: kind for kind in list_kinds(listing.viewer)}
    if name not in (*offered, *_FILES):
        raise PermissionDenied
    pks = _read_people(request, listing)
    kind = offered.get(name)
    if refusal := _explain_refusal(kind.most if kind else None, len(pks)):
        messages.error(request, refusal)
        return redirect_with_query(request, "people:office_people")
    if kind is None:
        note_export(listing, pks)
        return serve_people(listing, pks, name)
    act = ask_act(kind, by=listing.viewer, people=pks)
    return _go_to_act(request, act)


def _read_people(request: HttpRequest, listing: PeopleListing) -> list[int]:
    """Return the people meant, of those the list finds for the viewer and nobody else."""
    people = listing.sort_people()
    if request.POST.get("whom") != "everybody":
        ticked = (parse_primary_key(text) for text in request.POST.getlist("person"))
        people = people.filter(pk__in=[pk for pk in ticked if pk])
    return list(people.values_list("pk", flat=True))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more before an act, confirm it by a POST, and afterwards say what came of it."""
    viewer = require_reader(request)
    act = get_object_or_404(BulkAct.objects.visible_to(viewer), pk=pk)
    kind = find_kind(act.kind)
    if kind is None or not kind.may(viewer):
        raise PermissionDenied
    if "undo" in request.POST:
        return _begin_undo(request, act, kind)
    if act.confirmed_at:
        told = _describe_outcome(act, kind, viewer) | {"back": _read_back(request)}
        return render(request, "people/office/act_done.html", told)
    form = kind.build_form(request.POST if request.method == "POST" else None, viewer)
    if form.is_bound and form.is_valid():
        answer = _confirm_act(request, act, kind, form)
        if answer is not None:
            return answer
    names = people_in_reach(viewer).filter(pk__in=act.waiting[:_NAMES_SHOWN])
    context = {
        "act": act,
        "kind": kind,
        "form": form,
        "names": names.order_by(Person.name_order(), "pk"),
        "more": max(0, act.total - _NAMES_SHOWN),
        "back": _read_back(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "people/office/act.html", context, status=status)


def _read_back(request: HttpRequest) -> str:
    """Return the address of another list from which one came, if it is one of this site."""
    back = request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def _confirm_act(
    request: HttpRequest, act: BulkAct, kind: ActKind, form: forms.Form
) -> HttpResponse | None:
    if kind.respond is None:
        confirm_act(act, form.cleaned_data | dict(act.options))
        return _go_to_act(request, act)
    try:
        return kind.respond(request, act)
    except PrintedMeanwhile:
        form.add_error(
            None, _("Slips were printed for some of them meanwhile, and nothing now. Begin again.")
        )
    return None


def _begin_undo(request: HttpRequest, act: BulkAct, kind: ActKind) -> HttpResponse:
    """Lead to the page that asks before the act is taken back."""
    undoing = find_kind(kind.undone_by)
    if undoing is None or not act.finished_at:
        raise PermissionDenied
    undo = ask_act(undoing, by=act.by, people=act.done, options=act.options)
    return _go_to_act(request, undo)


def _go_to_act(request: HttpRequest, act: BulkAct) -> HttpResponse:
    """Go to the page of the act; its address keeps the list from which it began."""
    return redirect_with_query(request, "people:office_act", act.pk)


def _describe_outcome(act: BulkAct, kind: ActKind, viewer: Person) -> dict[str, Any]:
    shown = act.left_out[:_LEFT_OUT_SHOWN]
    # Security: who is not the viewer's any more is counted without the name.
    people = people_in_reach(viewer).in_bulk([pk for pk, _reason in shown])
    return {
        "act": act,
        "kind": kind,
        "undone_by": find_kind(kind.undone_by) if act.done else None,
        "gone": len(act.done) + len(act.left_out),
        "left_out": [(people.get(pk), kind.explain(reason)) for pk, reason in shown],
    }
