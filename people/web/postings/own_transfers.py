"""Lets people ask for a transfer, see what becomes of it, and withdraw it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Agency, Person, Transfer
from people.postings import posting_on
from people.postings.transfers import TransferOver, may_withdraw, withdraw_transfer
from people.web.accounts.contacts import signed_in_person
from people.web.postings.forms import describe_position
from people.web.postings.transfer_forms import OwnTransferForm
from people.web.rate_limit import FORM_METHODS, limit_rate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def request_transfer(request: HttpRequest) -> HttpResponse:
    """Show the transfer that waits, or the form; a POST asks both offices."""
    person = signed_in_person(request)
    posting = posting_on(person, timezone.localdate())
    waiting = Transfer.objects.waiting().filter(person=person).select_related("agency").first()
    ends = _find_last_day(person) if posting else None
    form = None
    if posting and not waiting and not ends:
        initial = describe_position(posting)
        form = OwnTransferForm(request.POST or None, units=Agency.objects.all(), initial=initial)
        if form.is_bound and form.is_valid() and form.ask(person, person):
            messages.success(request, _("Your request is sent. You are told what is decided."))
            return redirect("people:details")
    context = {
        "form": form,
        "posting": posting,
        "ends": ends,
        "waiting": waiting,
        "may_withdraw": waiting is not None and may_withdraw(waiting, person),
    }
    return render(request, "people/transfer_form.html", context)


def _find_last_day(person: Person) -> dt.date | None:
    """Return the day on which the person's service ends, if that is known already."""
    last = person.postings.last()
    return last.valid_to if last else None


@require_POST
@login_required
def withdraw_own_transfer(request: HttpRequest) -> HttpResponse:
    """Withdraw the own request that waits."""
    person = signed_in_person(request)
    waiting = Transfer.objects.filter(person=person, state=Transfer.State.WAITING).first()
    try:
        if waiting is None:
            raise TransferOver
        withdraw_transfer(waiting, by=person)
    except TransferOver:
        messages.warning(request, _("No request of yours waits any more."))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("people:request_transfer")
