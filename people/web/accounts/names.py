"""Lets people ask for another spelling of their name, and their office decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import has_role
from people.models import NameRequest, Person, Role
from people.renaming import (
    NameAlreadyDecided,
    ask_for_name,
    decide_about_name,
    withdraw_name_request,
)
from people.text import clean
from people.web.accounts.contacts import signed_in_person
from people.web.accounts.forms import NameRequestForm
from people.web.rate_limit import FORM_METHODS, limit_rate

_LONGEST_ANSWER = 300
_MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def request_name(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST asks the office, or takes back what was asked."""
    person = signed_in_person(request)
    if request.POST.get("act") == "withdraw":
        return _withdraw(request, person)
    waiting = person.name_requests.waiting().first()
    shown = waiting or person
    initial = {"name_my": shown.name_my, "name_en": shown.name_en}
    initial["note"] = waiting.note if waiting else ""
    form = NameRequestForm(request.POST or None, initial=initial, person=person)
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "waiting": waiting}
        return render(request, "people/name_form.html", context)
    ask_for_name(person, **form.cleaned_data)
    messages.success(request, _("Your request is sent. You are told what is decided."))
    return redirect("people:details")


def _withdraw(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        withdraw_name_request(person)
    except NameAlreadyDecided:
        messages.warning(request, _("Nothing waits any more: you are told what was decided."))
    else:
        messages.success(request, _("Taken back. Your name stays as it is."))
    return redirect("people:details")


@require_safe
@login_required
def show_name_requests(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signed-in HR manager or administrator."""
    waiting = NameRequest.objects.managed_by(_require_name_manager(request)).waiting()
    rows = waiting.select_related("person")[:_MOST_SHOWN]
    return render(request, "people/name_requests.html", {"rows": rows})


@require_POST
@login_required
def decide_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse; a refusal wants a sentence for the person."""
    manager = _require_name_manager(request)
    if not NameRequest.objects.filter(pk=pk).exists():
        messages.warning(request, _("This request was taken back."))
        return redirect("people:name_requests")
    row = get_object_or_404(NameRequest.objects.managed_by(manager), pk=pk)
    # An office compares what it saw with a document; the request may say something else by now.
    if request.POST.get("asked_at") != row.asked_at.isoformat():
        messages.warning(request, _("Another name is asked for meanwhile. Look at it first."))
        return redirect("people:name_requests")
    is_granted = request.POST.get("act") == "grant"
    answer = clean(request.POST.get("answer", "")[:_LONGEST_ANSWER])
    if row.decided_at is None and not is_granted and not answer:
        messages.error(request, _("Say in a sentence why the name stays as it is."))
        return redirect("people:name_requests")
    try:
        decide_about_name(row, by=manager, is_granted=is_granted, answer=answer)
    except NameAlreadyDecided:
        messages.warning(request, _("Somebody else has decided this already."))
    else:
        messages.success(request, _("Decided. The person is told."))
    return redirect("people:name_requests")


def _require_name_manager(request: HttpRequest) -> Person:
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    return person
