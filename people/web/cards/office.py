"""Lets an office allow sign-in cards in a unit, print them, and end them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.access import agencies_for, has_role
from people.accounts.cards import (
    MOST_CARDS,
    CardRefused,
    CardState,
    PrintedCard,
    allow_cards,
    end_cards,
    list_card_candidates,
    print_cards,
)
from people.models import Agency, Person, Role
from people.text.formatting import number
from people.web.accounts.contacts import signed_in_person
from people.web.office import choose_unit
from people.web.parameters import parse_primary_key
from people.web.rate_limit import FORM_METHODS, limit_rate


# Never cached: a page with cards must not be found again by the next at this machine.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def show_cards(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit with their cards; a POST prints, ends, allows or forbids."""
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    place = choose_unit(request, agencies_for(person, Role.Kind.HR), needs_one=True)
    unit = place.unit
    if unit is None:
        raise PermissionDenied
    if request.method == "POST" and (answer := _act_on_cards(request, person, unit)):
        return answer
    candidates = list_card_candidates(person, unit)
    context = {
        **vars(place),
        "candidates": candidates,
        "count": sum(one.card is not None for one in candidates),
        "has_locked": any(one.state == CardState.LOCKED for one in candidates),
    }
    return render(request, "people/cards/office.html", context)


def _act_on_cards(request: HttpRequest, person: Person, unit: Agency) -> HttpResponse | None:
    """Do what the button says; None shows the page again."""
    act, key = request.POST.get("act", ""), parse_primary_key(request.POST.get("end", ""))
    if act in ("allow", "forbid"):
        allow_cards(unit, act == "allow", by=person)
    elif act == "end_all" or key:
        count = end_cards(unit, by=person, only=key)
        words = _("Ended: %(count)s. Who was signed in by such a card is signed out.")
        messages.success(request, words % {"count": number(count)})
    elif act == "print":
        return _print_ticked(request, person, unit)
    return redirect(f"{reverse('people:office_cards')}?{urlencode({'unit': unit.code})}")


def _print_ticked(request: HttpRequest, person: Person, unit: Agency) -> HttpResponse | None:
    pks = {key for text in request.POST.getlist("person") if (key := parse_primary_key(text))}
    if not pks:
        messages.error(request, _("Tick somebody first."))
        return None
    try:
        cards = print_cards(person, unit, pks)
    except CardRefused:
        words = _("Nothing was printed: not all of them get a card here, or more than %(most)s.")
        messages.error(request, words % {"most": number(MOST_CARDS)})
        return None
    context = {
        "unit": unit,
        "cards": [_describe_card(card) for card in cards],
        "back": f"{reverse('people:office_cards')}?{urlencode({'unit': unit.code})}",
        "languages": ("my", "en"),
    }
    return render(request, "people/cards/printed.html", context)


def _describe_card(card: PrintedCard) -> dict[str, Any]:
    person = card.row.person
    return {
        "names": {one: person.name_in(one) for one in ("my", "en")},
        "number": card.row.pk,
        "picture": _draw_code(_address_of(card)),
        "until": card.row.expires_at,
    }


def _address_of(card: PrintedCard) -> str:
    with override(card.row.person.language):
        page = reverse("people:card")
    return f"{settings.SITE_URL.rstrip('/')}{page}?{urlencode({'k': card.key})}"


def _draw_code(address: str) -> SafeString:
    # Of our own address alone, drawn here: nothing of a user is in it.
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=3, omitsize=True)
    return mark_safe(drawn)  # noqa: S308
