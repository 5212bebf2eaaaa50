"""Lets people say where they serve, and the office decide where nothing proves it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Agency, Role, ServiceClaim
from people.postings import posting_on
from people.postings.acts import AgencyClosed
from people.registration import AlreadyServes, ClaimDecided, decide_claim, withdraw_claim
from people.text import clean
from people.web.accounts.contacts import signed_in_person
from people.web.pending import PendingWork, register_work
from people.web.rate_limit import FORM_METHODS, limit_rate
from people.web.registration.forms import ServiceClaimForm
from people.web.registration.proofs import require_proof_manager

_LONGEST_ANSWER = 300
_MOST_SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("claims", exempt=FORM_METHODS)
def claim_office(request: HttpRequest) -> HttpResponse:
    """Show what waits, or the form; a POST asks, withdraws, or is proved and done at once."""
    person = signed_in_person(request)
    waiting = ServiceClaim.objects.waiting().filter(person=person).select_related("agency").first()
    if waiting and request.POST.get("act") == "withdraw":
        return _withdraw_own_claim(request, waiting)
    form = ServiceClaimForm(request.POST or None, units=Agency.objects.all())
    if not waiting and form.is_bound and form.is_valid() and (claim := form.claim(person)):
        told = _("You are recorded there from today.") if claim.is_granted else _WAITS
        messages.success(request, told)
        return redirect("people:details")
    posting = posting_on(person, timezone.localdate())
    context = {"form": form, "waiting": waiting, "posting": posting}
    return render(request, "people/registration/claim.html", context)


_WAITS = gettext_lazy("Your request is sent. You are told what is decided.")


def _withdraw_own_claim(request: HttpRequest, waiting: ServiceClaim) -> HttpResponse:
    try:
        withdraw_claim(waiting)
    except ClaimDecided:
        messages.warning(request, _("No request of yours waits any more."))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("people:claim_office")


@never_cache
@require_safe
@login_required
def show_claims(request: HttpRequest) -> HttpResponse:
    """Show who says to serve in units of the manager, and whom codes and domains let in."""
    claims = ServiceClaim.objects.managed_by(require_proof_manager(request))
    claims = claims.select_related("person", "agency", "decided_by")
    context = {
        "waiting": claims.waiting()[:_MOST_SHOWN],
        "decided": claims.filter(is_granted=True).order_by("-decided_at")[:_MOST_SHOWN],
    }
    return render(request, "people/registration/claims.html", context)


@require_POST
@login_required
def decide_service_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse; a refusal wants a sentence for the person."""
    manager = require_proof_manager(request)
    claim = get_object_or_404(ServiceClaim.objects.managed_by(manager), pk=pk)
    is_granted = request.POST.get("act") == "grant"
    answer = clean(request.POST.get("answer", "")[:_LONGEST_ANSWER])
    if not is_granted and not answer:
        messages.error(request, _("Say in a sentence why not."))
        return redirect("people:office_claims")
    try:
        decide_claim(claim, by=manager, is_granted=is_granted, answer=answer)
    except (ClaimDecided, AlreadyServes):
        messages.warning(request, _("Somebody else has decided this already."))
    except AgencyClosed:
        messages.error(request, _("This agency is closed on that day."))
    else:
        messages.success(request, _("Decided. The person is told."))
    return redirect("people:office_claims")


register_work(
    PendingWork(
        key="claims",
        order=25,
        label=gettext_lazy("Officials who registered"),
        empty=gettext_lazy("Nobody who registered waits"),
        address="people:office_claims",
        find=lambda person: ServiceClaim.objects.managed_by(person).waiting(),
        roles=(Role.Kind.HR,),
    )
)
