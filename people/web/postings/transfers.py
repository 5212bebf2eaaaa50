"""Shows offices the transfers that they give and receive, and lets them ask and decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import agencies_for, has_role
from people.models import Person, Role, Transfer
from people.models.postings.transfer import TransferQuerySet
from people.postings.acts import AgencyClosed
from people.postings.transfers import (
    TransferOver,
    approve_transfer,
    list_sides,
    list_transfers_waiting,
    may_withdraw,
    refuse_transfer,
    withdraw_transfer,
)
from people.postings.writing import PostingOutOfOrder
from people.text import clean
from people.web.accounts.contacts import signed_in_person
from people.web.parameters import redirect_with_query
from people.web.pending import PendingWork, register_work
from people.web.postings.transfer_forms import OfficeTransferForm
from people.web.rate_limit import FORM_METHODS, limit_rate

_PER_PAGE = 20
_LONGEST_ANSWER = 300
_FROM_ADDRESS = {"staff_number": "number", "name": "name", "unit": "unit"}
_RELATED = ("person", "posting", "agency", "from_agency", "asked_by", "decided_by")


@never_cache
@require_safe
@login_required
def show_transfers(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer's offices or for others, or what is decided."""
    manager = _require_transfer_manager(request)
    own = _transfers_of(manager)
    is_over = request.GET.get("tab") == "over"
    found = own.over() if is_over else own.waiting()
    page = Paginator(found.select_related(*_RELATED), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_describe_transfer(row, manager) for row in page],
        "is_over": is_over,
        "open_count": page.paginator.count if not is_over else own.waiting().count(),
    }
    return render(request, "people/office/transfers.html", context)


def _transfers_of(manager: Person) -> TransferQuerySet:
    """Return transfers of the manager's offices; nobody decides about themselves."""
    agencies = agencies_for(manager, Role.Kind.HR)
    own: TransferQuerySet = Transfer.objects.concerning(agencies)
    return own.exclude(person__in=manager.principals(Role.Kind.HR))


def _describe_transfer(row: Transfer, manager: Person) -> dict[str, Any]:
    receives, gives = list_sides(row, manager)
    is_waiting = row.state == Transfer.State.WAITING and not row.is_overtaken
    awaits_own = (receives and not row.accepted_by_id) or (gives and not row.released_by_id)
    is_of_person = row.asked_by_id == row.person_id
    return {
        "transfer": row,
        "may_decide": is_waiting and awaits_own,
        "may_refuse": is_waiting and (gives or is_of_person),
        "may_withdraw": is_waiting and may_withdraw(row, manager),
        "gives": gives,
        # Whom it asked for by paper an office knows by number and name until they come.
        "shows_origin": gives or is_of_person or row.state == Transfer.State.APPROVED,
        "is_of_person": is_of_person,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("transfers", exempt=FORM_METHODS)
def ask_for_person(request: HttpRequest) -> HttpResponse:
    """Ask for somebody of another office, by number and name."""
    manager = _require_transfer_manager(request)
    # What leads here, such as a line of a roster, knows some of it.
    known = {field: request.GET.get(name, "")[:200] for field, name in _FROM_ADDRESS.items()}
    form = OfficeTransferForm(
        request.POST or None, units=agencies_for(manager, Role.Kind.HR), initial=known
    )
    if form.is_bound and form.is_valid() and form.ask(form.cleaned_data["person"], manager):
        messages.success(request, _("The transfer is asked for. The other office decides."))
        return redirect("people:office_transfers")
    return render(request, "people/office/transfer_form.html", {"form": form})


@require_POST
@login_required
def decide_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, refuse with a sentence, or withdraw a transfer of the viewer's offices."""
    manager = _require_transfer_manager(request)
    row = get_object_or_404(_transfers_of(manager), pk=pk)
    try:
        _act_on_transfer(request, row, manager)
    except TransferOver:
        told = _("This transfer does not wait for you any more: it is decided, or overtaken.")
        messages.warning(request, told)
    except (AgencyClosed, PostingOutOfOrder):
        told = _("It cannot be done any more: the posting or the unit changed. Refuse it.")
        messages.warning(request, told)
    return redirect_with_query(request, "people:office_transfers")


def _act_on_transfer(request: HttpRequest, row: Transfer, manager: Person) -> None:
    act = request.POST.get("act")
    answer = clean(request.POST.get("answer", "")[:_LONGEST_ANSWER])
    if act == "withdraw":
        withdraw_transfer(row, by=manager)
        messages.success(request, _("The request is withdrawn."))
    elif act == "refuse" and not answer:
        messages.error(request, _("Say in a sentence why it is refused."))
    elif act == "refuse":
        refuse_transfer(row, by=manager, answer=answer)
        messages.success(request, _("Decided. The person is told."))
    elif act == "approve":
        is_done = approve_transfer(row, by=manager).state == Transfer.State.APPROVED
        done = _("Both offices agree: the transfer is recorded, and the person is told.")
        half = _("Your word is recorded. The transfer waits for the other office.")
        messages.success(request, done if is_done else half)


def _require_transfer_manager(request: HttpRequest) -> Person:
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    return person


register_work(
    PendingWork(
        key="transfers",
        order=25,
        label=gettext_lazy("Transfers"),
        empty=gettext_lazy("No transfer waits"),
        address="people:office_transfers",
        find=list_transfers_waiting,
        roles=(Role.Kind.HR,),
    )
)
