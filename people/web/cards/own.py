"""Lets the holder of a sign-in card choose another PIN, and end the card when it is lost."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.cards import choose_own_pin, end_own_card, find_standing_card
from people.web.accounts.contacts import signed_in_person
from people.web.cards.forms import NewPinForm
from people.web.rate_limit import FORM_METHODS, limit_rate


# With the password asked again: who finds a session open must not choose a PIN.
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
@limit_rate("own-account", exempt=FORM_METHODS)
def change_own_pin(request: HttpRequest) -> HttpResponse:
    """Show the card with the form; a POST gives it another PIN and opens it again."""
    person = signed_in_person(request)
    card = find_standing_card(person)
    if card is None:
        raise Http404
    form = NewPinForm(request.POST or None, asks_password=False)
    if form.is_bound and form.is_valid() and choose_own_pin(person, form.cleaned_data["pin"]):
        messages.success(request, _("Your card has another PIN from now on."))
        return redirect("people:details")
    return render(request, "people/cards/own.html", {"form": form, "card": card})


@require_POST
@login_required
@limit_rate("own-account")
def end_lost_card(request: HttpRequest) -> HttpResponse:
    """End the own card for good, from a shared machine too."""
    if end_own_card(signed_in_person(request)):
        messages.success(request, _("The card works no more. Your office can print another one."))
    return redirect("people:details")
