"""Lets people have their data erased, and administrators decide about that of officials."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import has_global_access
from people.models import ErasureRequest, Person
from people.privacy.erasure import ErasureBlocked, find_obstacles
from people.privacy.erasure_requests import (
    ErasureDecided,
    ask_for_erasure,
    decide_about_erasure,
    find_open_request,
    is_decided_by_office,
    take_back_erasure,
)
from people.text import clean
from people.web.accounts.contacts import signed_in_person
from people.web.rate_limit import FORM_METHODS, limit_rate

_LONGEST_ANSWER = 300
_MOST_SHOWN = 100


# With the password asked again: nobody who finds a session open ends somebody's account.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
@limit_rate("own-account", exempt=FORM_METHODS)
def show_erasure(request: HttpRequest) -> HttpResponse:
    """Say what is erased and what stays; a POST asks for it or takes it back."""
    person = signed_in_person(request)
    row = find_open_request(person)
    if request.method != "POST":
        context = {
            "row": row,
            "obstacles": find_obstacles(person),
            "is_decided": is_decided_by_office(person),
        }
        return render(request, "people/privacy/erasure.html", context)
    if request.POST.get("act") == "take_back":
        _take_back(request, row)
    elif request.POST.get("understood"):
        _ask_for_own_erasure(request, person)
    else:
        messages.error(request, _("Tick first that you know: it cannot be undone."))
    return redirect("people:erasure")


def _ask_for_own_erasure(request: HttpRequest, person: Person) -> None:
    try:
        ask_for_erasure(person)
    except ErasureBlocked:  # the page says why
        messages.error(request, _("Your data cannot be erased now."))
    else:
        messages.success(request, _("You asked to have your data erased."))


def _take_back(request: HttpRequest, row: ErasureRequest | None) -> None:
    if row and take_back_erasure(row):
        messages.success(request, _("Nothing is erased. Your account stays as it is."))


@require_safe
@login_required
def show_erasures(request: HttpRequest) -> HttpResponse:
    """Show administrators what waits for them, with what stands in the way."""
    waiting = ErasureRequest.objects.visible_to(_require_administrator(request)).undecided()
    shown = waiting.select_related("person")[:_MOST_SHOWN]
    rows = [(row, find_obstacles(row.person)) for row in shown]
    return render(request, "people/privacy/erasures.html", {"rows": rows})


@require_POST
@login_required
def decide_erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse; a refusal wants a sentence for the person."""
    administrator = _require_administrator(request)
    row = get_object_or_404(ErasureRequest.objects.visible_to(administrator), pk=pk)
    is_granted = request.POST.get("act") == "grant"
    answer = clean(request.POST.get("answer", "")[:_LONGEST_ANSWER])
    if not is_granted and not answer:
        messages.error(request, _("Say in a sentence why the data stays."))
        return redirect("people:erasures")
    try:
        decide_about_erasure(row, by=administrator, is_granted=is_granted, answer=answer)
    except ErasureBlocked:
        messages.error(request, _("Something stands in the way still."))
    except ErasureDecided:
        messages.warning(request, _("It is decided already, or was taken back."))
    else:
        messages.success(request, _("Decided. The person is told."))
    return redirect("people:erasures")


def _require_administrator(request: HttpRequest) -> Person:
    person = signed_in_person(request)
    if not has_global_access(person):
        raise PermissionDenied
    return person
