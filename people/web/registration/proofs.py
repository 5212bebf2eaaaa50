"""Lets HR managers give out codes for their units, and record e-mail domains."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.access import agencies_for, has_role
from people.models import AgencyCode, AgencyDomain, Person, Role
from people.registration import DomainRefused
from people.registration.proofs import add_domain, issue_agency_code, remove_domain, revoke_code
from people.web.accounts.contacts import signed_in_person
from people.web.registration.forms import AgencyCodeForm, AgencyDomainForm

_MOST_SHOWN = 100


def require_proof_manager(request: HttpRequest) -> Person:
    """Return the signed-in HR manager or administrator, or refuse."""
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    return person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_proofs(request: HttpRequest) -> HttpResponse:
    """Show codes and domains of the units of the manager; a POST makes a code, shown once."""
    manager = require_proof_manager(request)
    units = agencies_for(manager, Role.Kind.HR)
    form, issued, text = AgencyCodeForm(request.POST or None, units=units), None, ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        issued, text = issue_agency_code(
            given["unit"], uses=given["uses"], days=given["days"], by=manager
        )
    return _show_proofs(request, manager, code_form=form, issued=issued, text=text)


def _show_proofs(request: HttpRequest, manager: Person, **more: object) -> HttpResponse:
    units = agencies_for(manager, Role.Kind.HR)
    codes = AgencyCode.objects.usable(timezone.now()).filter(agency__in=units)
    domains = AgencyDomain.objects.filter(agency__in=units)
    context = {
        "code_form": AgencyCodeForm(units=units),
        "domain_form": AgencyDomainForm(units=units, prefix="domain"),
        "codes": codes.select_related("agency", "issued_by")[:_MOST_SHOWN],
        "domains": domains.select_related("agency")[:_MOST_SHOWN],
        **more,
    }
    return render(request, "people/registration/proofs.html", context)


@require_POST
@login_required
def record_domain(request: HttpRequest) -> HttpResponse:
    manager = require_proof_manager(request)
    units = agencies_for(manager, Role.Kind.HR)
    form = AgencyDomainForm(request.POST, units=units, prefix="domain")
    if form.is_valid():
        try:
            add_domain(form.cleaned_data["unit"], form.cleaned_data["domain"], by=manager)
        except DomainRefused as refusal:
            form.add_error("domain", str(refusal.reason))
        else:
            messages.success(request, _("The domain is recorded."))
            return redirect("people:office_proofs")
    return _show_proofs(request, manager, domain_form=form)


@require_POST
@login_required
def take_code_back(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Revoke the code, or remove the domain; who came in by it stays."""
    manager = require_proof_manager(request)
    units = agencies_for(manager, Role.Kind.HR)
    if kind == "code":
        revoke_code(get_object_or_404(AgencyCode, pk=pk, agency__in=units), by=manager)
    else:
        remove_domain(get_object_or_404(AgencyDomain, pk=pk, agency__in=units), by=manager)
    messages.success(request, _("It opens nothing any more."))
    return redirect("people:office_proofs")
