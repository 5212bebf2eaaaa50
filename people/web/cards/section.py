"""Shows the sign-in card on the page of a person, and lets their office end it there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from people.access import has_role_over
from people.accounts.cards import end_cards, find_standing_card, read_card_state
from people.directory import people_in_reach
from people.models import Role
from people.web.office.listing import require_reader
from people.web.office.sections import PersonOnDesk, PersonSection, register_section


def _read_card(desk: PersonOnDesk) -> dict[str, Any] | None:
    """Return the card, for who manages the unit that printed it: they can end it."""
    card = find_standing_card(desk.person)
    if card is None or not has_role_over(desk.viewer, Role.Kind.HR, card.agency):
        return None
    return {"card": card, "state": read_card_state(card), "person": desk.person}


@require_POST
@login_required
def end_shown_card(request: HttpRequest, pk: int) -> HttpResponse:
    """End the card of the person, as one that was lost."""
    viewer = require_reader(request)
    person = get_object_or_404(people_in_reach(viewer), pk=pk)
    card = find_standing_card(person)
    # Its holder may have ended it meanwhile, which is what was wanted.
    if card and end_cards(card.agency, by=viewer, only=card.pk):
        messages.success(request, _("The card is ended. Who was signed in by it is signed out."))
    else:
        messages.info(request, _("The card was ended before."))
    return redirect("people:office_person", person.pk)


register_section(
    PersonSection(
        "card",
        gettext_lazy("Sign-in card"),
        "people/cards/section.html",
        order=9,
        read=_read_card,
    )
)
