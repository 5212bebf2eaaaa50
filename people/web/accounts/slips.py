"""Lets an office print slips and letters by which its people get into their accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.access import has_role
from people.accounts.codes import IssuedCode
from people.accounts.slips import (
    MOST_ON_ONE_PRINT,
    PrintedMeanwhile,
    SlipRefused,
    approve_slip,
    list_approvers,
    list_candidates,
    offices_of,
    print_slips,
    slips_to_approve,
)
from people.models import Agency, Person, Role
from people.text import clean
from people.text.formatting import number
from people.web.accounts.contacts import signed_in_person
from people.web.parameters import parse_primary_key
from people.web.rate_limit import FORM_METHODS, limit_rate

FORMS = ("slips", "letters")
_MOST_SHOWN = 50


@dataclass(frozen=True)
class PrintedSlip:
    """What stands on one slip, in both languages whatever the page is in."""

    code: str
    person: Person
    names: dict[str, str]
    agency: dict[str, str]
    needs_approval: bool

    @property
    def login(self) -> str:
        return self.person.staff_number or self.person.username


# Never cached: a page with codes must not be found again by the next at this machine.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-account", exempt=FORM_METHODS)
def show_slips(request: HttpRequest) -> HttpResponse:
    """Show the people of an office; a POST prints slips for who is ticked, or approves one."""
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    if request.method == "POST" and "approve" in request.POST:
        return _require_slips(request, person)
    unit = _find_slip_unit(request, person)
    if request.method != "POST":
        return _show_list(request, person, unit)
    pks = _read_ticks(request)
    if refusal := _refuse_number(pks):
        return _show_list(request, person, unit, refusal)
    try:
        return _print_page(request, person, unit, pks)
    except SlipRefused:
        # Whoever moved, got a role or confirmed an address since the list was shown.
        told = _("Of those you ticked, not all are on the list now. Nothing was printed.")
    except PrintedMeanwhile:
        told = _("Slips were printed meanwhile, and nothing now. Tick again whose is to be new.")
    return _show_list(request, person, unit, told)


def _show_list(
    request: HttpRequest, person: Person, unit: Agency, refusal: str = ""
) -> HttpResponse:
    candidates = list_candidates(person, unit)
    closed = [one.person.pk for one in candidates if not (one.is_open or one.waiting)]
    context = {
        "unit": unit,
        "above": _units_above(person, unit),
        "below": unit.get_children(),
        "candidates": candidates,
        "to_approve": slips_to_approve(person)[:_MOST_SHOWN],
        "ticked": closed[:MOST_ON_ONE_PRINT],
        "most": MOST_ON_ONE_PRINT if len(closed) > MOST_ON_ONE_PRINT else None,
        "refusal": refusal,
        "now": timezone.now(),
    }
    return render(request, "people/slips.html", context)


def _refuse_number(pks: set[int]) -> str:
    if len(pks) > MOST_ON_ONE_PRINT:
        most = number(MOST_ON_ONE_PRINT)
        return _("At most %(most)s slips are printed at once. Nothing was printed.") % {
            "most": most
        }
    return "" if pks else _("Tick somebody first.")


def _find_slip_unit(request: HttpRequest, person: Person) -> Agency:
    """Return the unit that the address names, else the first; 404 for one of somebody else."""
    offices = offices_of(person)
    code = request.GET.get("unit", "")
    unit = offices.filter(code=clean(code)).first() if code else offices.first()
    if unit is None:
        raise Http404
    return unit


def _units_above(person: Person, unit: Agency) -> list[Agency]:
    own = set(offices_of(person).values_list("pk", flat=True))
    return [one for one in unit.get_ancestors() if one.pk in own]


def _read_ticks(request: HttpRequest) -> set[int]:
    return {key for text in request.POST.getlist("person") if (key := parse_primary_key(text))}


def _require_slips(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        slip = approve_slip(person, parse_primary_key(request.POST["approve"]) or 0)
    except SlipRefused:
        messages.error(request, _("This slip waits for nobody any more, or not for you."))
    else:
        words = _("The slip of %(name)s works from now on.")
        messages.success(request, words % {"name": slip.person.get_full_name()})
    return redirect(request.get_full_path())


def _read_moment(request: HttpRequest) -> dt.datetime | None:
    """Return when the list was shown that was posted; None for what no list of ours says."""
    try:
        moment = parse_datetime(request.POST.get("seen_at", "")[:40])
    except ValueError:  # a day that no calendar has
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _print_page(request: HttpRequest, person: Person, unit: Agency, pks: set[int]) -> HttpResponse:
    slips = print_slips(person, unit, pks, seen_at=_read_moment(request))
    back = f"{reverse('people:slips')}?{urlencode({'unit': unit.code})}"
    return render_slips(request, person, slips, form=request.POST.get("form", ""), back=back)


def render_slips(
    request: HttpRequest, issuer: Person, slips: list[IssuedCode], *, form: str, back: str
) -> HttpResponse:
    """Answer with the page to be printed: the only place where the codes are ever shown."""
    waiting = [slip.row.agency for slip in slips if slip.row.needs_approval and slip.row.agency]
    context: dict[str, Any] = {
        "slips": [_describe_slip(slip) for slip in slips],
        "back": back,
        "form": form if form in FORMS else FORMS[0],
        "until": slips[0].row.expires_at,
        "approvers": list_approvers(waiting[0], issuer) if waiting else None,
        "issuer": {"my": issuer.name_in("my"), "en": issuer.name_in("en")},
        "addresses": {language: _address_in(language) for language in ("my", "en")},
    }
    return render(request, "people/slips_printed.html", context)


def _describe_slip(slip: IssuedCode) -> PrintedSlip:
    person = slip.row.person
    names = {one: person.name_in(one) for one in ("my", "en")}
    agency = slip.row.agency.names if slip.row.agency else {}
    return PrintedSlip(slip.text, person, names, agency, slip.row.needs_approval)


def _address_in(language: str) -> str:
    with override(language):
        return settings.SITE_URL.rstrip("/") + reverse("people:choose_password")
