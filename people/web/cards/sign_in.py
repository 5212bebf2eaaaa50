"""Signs people in on a shared machine by their card and its PIN; works without JavaScript."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people.accounts.cards import (
    can_choose_pin_alone,
    choose_first_pin,
    find_working_card,
    read_working_card,
)
from people.models import Person, SignInCard
from people.web.cards.forms import NewPinForm, PinForm
from people.web.cards.shared_machine import begin_shared_session
from people.web.rate_limit import limit_rate

_SHOWN = "shown_card"


# GET too: each address with a key is a guess.
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("sign-in")
def sign_in_by_card(request: HttpRequest) -> HttpResponse:
    """Take the key of the card into the session; then ask for the PIN, or for a first one."""
    if request.user.is_authenticated:
        return render(request, "people/cards/other.html")
    if key := request.GET.get("k", ""):
        return _take_card(request, key)
    card = read_working_card(request.session.get(_SHOWN, 0))
    if card is None:
        return render(request, "people/cards/dead.html", status=404)
    return _ask_for_pin(request, card) if card.pin else _ask_for_first_pin(request, card)


def _take_card(request: HttpRequest, key: str) -> HttpResponse:
    """Lead on to an address without the key: those stay in the history of a browser."""
    card = find_working_card(key[:200])
    request.session[_SHOWN] = card.pk if card else 0
    return redirect("people:card")


def _ask_for_pin(request: HttpRequest, card: SignInCard) -> HttpResponse:
    form = PinForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if answer := _let_card_in(request, card, form.cleaned_data["pin"]):
            return answer
        told = _("The PIN is wrong, or the card is locked after five wrong ones.")
        form.add_error("pin", told)
    return render(request, "people/cards/pin.html", {"form": form, "card": card})


def _ask_for_first_pin(request: HttpRequest, card: SignInCard) -> HttpResponse:
    alone = can_choose_pin_alone(card)
    # Who came in before by a letter or another system has no password to show that it is them.
    if not (alone or card.person.has_usable_password()):
        return render(request, "people/cards/pin_elsewhere.html", {"card": card})
    form = NewPinForm(request.POST or None, asks_password=not alone)
    if form.is_bound and form.is_valid() and (alone or _is_holder(request, card, form)):
        pin = form.cleaned_data["pin"]
        if choose_first_pin(card, pin) and (answer := _let_card_in(request, card, pin)):
            return answer
        form.add_error(None, _("A PIN was chosen for this card meanwhile."))
    return render(request, "people/cards/first_pin.html", {"form": form, "card": card})


def _is_holder(request: HttpRequest, card: SignInCard, form: NewPinForm) -> bool:
    # Wrong passwords count as failed sign-ins do.
    typed = {"username": card.person.username, "password": form.cleaned_data["password"]}
    if authenticate(request, **typed) == card.person:
        return True
    form.add_error("password", _("This is not the password of the account."))
    return False


def _let_card_in(request: HttpRequest, card: SignInCard, pin: str) -> HttpResponse | None:
    typed = {"username": card.person.username, "card": card.pk, "card_pin": pin}
    person = authenticate(request, **typed)
    if not isinstance(person, Person):
        return None
    request.session.pop(_SHOWN, None)
    begin_shared_session(request, card)
    # By allauth's door, which asks for a second step where one is on.
    return perform_login(request, person)
