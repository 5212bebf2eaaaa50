"""Signs people in by a code in a text message or a link in a letter, without a password."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people.accounts.sign_in import find_link, queue_sign_in_code
from people.models import Person
from people.text.identifiers import identifier_key
from people.web.accounts.forms import SendCodeForm, SignInCodeForm
from people.web.rate_limit import FORM_METHODS, RateThrottle, limit_rate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("sign-in-codes", exempt=FORM_METHODS)
def send_code(request: HttpRequest) -> HttpResponse:
    """Ask who it is; a POST sends a code or link, and shows where the code is written.

    The page is the same whoever was named: it does not tell who is known.
    """
    form = SendCodeForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "next": _read_next(request)}
        return render(request, "people/sign_in/send.html", context)
    login = form.cleaned_data["login"]
    if RateThrottle("texts").allows(identifier_key(login)):
        queue_sign_in_code(login)
    return _ask_for_code(request, SignInCodeForm(initial={"login": login}), is_sent=True)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("sign-in", exempt=FORM_METHODS)
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one signs in, with a second step where one is on."""
    form = SignInCodeForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        return _ask_for_code(request, form)
    typed = {"username": form.cleaned_data["login"], "sign_in_code": form.cleaned_data["code"]}
    person = authenticate(request, **typed)
    if not isinstance(person, Person):
        form.add_error(None, _("The code and the name do not belong together, or it is over."))
        return _ask_for_code(request, form)
    return _let_in(request, person)


def _ask_for_code(
    request: HttpRequest, form: SignInCodeForm, *, is_sent: bool = False
) -> HttpResponse:
    context = {"form": form, "is_sent": is_sent, "next": _read_next(request)}
    return render(request, "people/sign_in/code.html", context)


def _read_next(request: HttpRequest) -> str:
    """Return where somebody wanted to go; allauth checks that it is an address of ours."""
    return request.POST.get("next") or request.GET.get("next", "")


# Filters of mail open every link: only a POST signs in. Whoever opens it on another device sees
# there whom it signs in, so that nobody works in the account of somebody who sent them the link.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("sign-in", exempt=FORM_METHODS)
def sign_in_by_link(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """Show whom the link signs in; a POST does it, once."""
    row = find_link(pk, secret)
    if row and request.method == "POST":
        typed = {"username": row.person.username, "sign_in_code": secret}
        if isinstance(person := authenticate(request, **typed), Person):
            return _let_in(request, person)
        row = None
    status = 200 if row else 404
    return render(request, "people/sign_in/link.html", {"row": row}, status=status)


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    # Until the browser is closed, as with a password: a phone reads codes for shared machines.
    request.session.set_expiry(0)
    # By allauth's door, which asks for a second step where one is on.
    return perform_login(request, person)
