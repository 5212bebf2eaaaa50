"""Takes one-time codes, and sends them to phones: the ways into an account without e-mail."""

from __future__ import annotations

from allauth.account.signals import password_reset
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people.accounts.codes import find_code
from people.accounts.contacts import queue_password_by_text
from people.accounts.sending import can_send_texts
from people.accounts.slips import set_password_by_code
from people.models import OneTimeCode, Person
from people.web.accounts.forms import PasswordByCodeForm, PhoneForm
from people.web.rate_limit import FORM_METHODS, RateThrottle, limit_rate

_PURPOSES = (OneTimeCode.Purpose.SLIP, OneTimeCode.Purpose.PASSWORD)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("new-password", exempt=FORM_METHODS)
def choose_password(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST with a right code sets the password and signs the person in."""
    form = PasswordByCodeForm(request.POST or None)
    person = _read_code(request, form) if form.is_bound and form.is_valid() else None
    if person is None:
        return render(request, "people/code_form.html", {"form": form})
    # What allauth sends when a link was used: failures of others no longer count.
    password_reset.send(Person, request=request, user=person)
    messages.success(request, _("Your password is set. Next time you sign in with it."))
    # By allauth's door, which asks for a second step where one is on.
    return perform_login(request, person)


def _read_code(request: HttpRequest, form: PasswordByCodeForm) -> Person | None:
    """Return the person whose password is now set, or None with the reason in the form."""
    login, typed = form.cleaned_data["login"], form.cleaned_data["code"]
    # Wrong codes count as failed sign-ins do: people.accounts.failures.
    person = authenticate(request, username=login, secret=typed)
    if not isinstance(person, Person):
        words = _("The code and the name do not belong together, it is over, or not approved yet.")
        form.add_error(None, words)
        return None
    if not form.check_password(person):
        return None
    code = find_code(person, typed, *_PURPOSES)
    if code and set_password_by_code(person, code, form.cleaned_data["password1"]):
        return person
    form.add_error(None, _("The code was used already."))
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("password-letter", exempt=FORM_METHODS)
def request_text(request: HttpRequest) -> HttpResponse:
    """Ask for a phone number; a POST sends a code to it if its holder confirmed it."""
    if not can_send_texts():
        raise Http404
    form = PhoneForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "people/text_form.html", {"form": form})
    phone = form.cleaned_data["phone"]
    # The page is the same for any number: it does not tell whose is known.
    if RateThrottle("texts").allows(phone):
        queue_password_by_text(phone)
    messages.info(request, _("If the number belongs to an account, a code is on its way."))
    return redirect("people:choose_password")
