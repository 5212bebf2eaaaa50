"""Changes a person's own e-mail address and phone number, each by confirmation."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts.codes import find_code
from people.accounts.contacts import (
    CodeIsOver,
    ContactTaken,
    confirm_contact,
    remove_contact,
    request_email,
    request_phone,
)
from people.accounts.sending import TooManyCodes, can_send_texts
from people.models import OneTimeCode, Person
from people.web.accounts.forms import OwnEmailForm, OwnPhoneForm, PhoneCodeForm
from people.web.rate_limit import FORM_METHODS, RateThrottle, limit_rate


def signed_in_person(request: HttpRequest) -> Person:
    """Return the signed-in person, in a view that asks for one."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


# With the password asked again: who finds a session open must not put their own mailbox in.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
@limit_rate("own-account", exempt=FORM_METHODS)
def change_email(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST sends a link to the address, or takes the address off the record."""
    person = signed_in_person(request)
    form = OwnEmailForm(request.POST or None, initial={"email": person.email})
    if not (form.is_bound and form.is_valid()):
        return render(request, "people/email_form.html", {"form": form})
    email = form.cleaned_data["email"]
    if not email:
        remove_contact(person, "email")
        messages.success(request, _("No e-mail address is recorded any more."))
    else:
        sent = _("A link is on its way to %(contact)s. Open it to confirm the address.")
        _send_confirmation(request, email, sent, lambda: request_email(person, email))
    return redirect("people:details")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
@limit_rate("own-account", exempt=FORM_METHODS)
def change_phone(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST sends a code to the number, or takes the number off the record."""
    if not can_send_texts():
        raise Http404
    person = signed_in_person(request)
    form = OwnPhoneForm(request.POST or None, initial={"phone": person.phone})
    if not (form.is_bound and form.is_valid()):
        return render(request, "people/phone_form.html", {"form": form})
    phone = form.cleaned_data["phone"]
    if not phone:
        remove_contact(person, "phone")
        messages.success(request, _("No phone number is recorded any more."))
        return redirect("people:details")
    sent = _("A code is on its way to %(contact)s.")
    _send_confirmation(request, phone, sent, lambda: request_phone(person, phone))
    return redirect("people:confirm_phone")


def _send_confirmation(
    request: HttpRequest, contact: str, sent: str, send: Callable[[], object]
) -> None:
    # By mailbox and phone: nobody has us write again and again to somebody else.
    try:
        if not RateThrottle("confirmations").allows(contact):
            raise TooManyCodes
        send()
        messages.info(request, sent % {"contact": contact})
    except TooManyCodes:
        messages.warning(request, _("Too many were sent there today. Please try again later."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def confirm_email(request: HttpRequest, code: str) -> HttpResponse:
    """Show whose address it becomes; a POST records it. Filters of mail open links by GET."""
    row = find_code(signed_in_person(request), code, OneTimeCode.Purpose.EMAIL)
    if row is None:
        return render(request, "people/confirm_email.html", {"row": None}, status=404)
    if request.method != "POST":
        return render(request, "people/confirm_email.html", {"row": row})
    return _confirm_contact(request, row)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def confirm_phone(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent to the number; a right one records it."""
    form = PhoneCodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        person, typed = signed_in_person(request), form.cleaned_data["code"]
        if row := find_code(person, typed, OneTimeCode.Purpose.PHONE):
            return _confirm_contact(request, row)
        form.add_error("code", _("This is not the code, or it is over."))
    return render(request, "people/phone_code_form.html", {"form": form})


def _confirm_contact(request: HttpRequest, row: OneTimeCode) -> HttpResponse:
    try:
        confirm_contact(row)
    except (CodeIsOver, ContactTaken):
        messages.error(request, _("Somebody else is recorded with this already, or it is over."))
    else:
        messages.success(request, _("Confirmed: %(contact)s.") % {"contact": row.contact})
    return redirect("people:details")
