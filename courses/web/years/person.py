"""Lets managers exempt a person from a year, ask for a correction of it, and decide on one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.hours.years import LearningYear
from courses.models import YearCorrection, YearExemption, YearlyObligation
from courses.obligations.corrections import (
    CorrectionDecided,
    CorrectionWaits,
    CorrectionWithoutReason,
    YearReopened,
    YearStateUnchanged,
    approve_correction,
    ask_correction,
    decline_correction,
    withdraw_correction,
)
from courses.obligations.exemptions import exempt_person, manages_person, withdraw_exemption
from courses.obligations.prescribing import YearIsClosed
from courses.web.assignments.listing import require_assignment_reader
from courses.web.years.forms import CorrectionForm, ExemptionForm
from courses.web.years.own import describe_year
from people.access import has_role
from people.history import record_looks
from people.models import Person, Role
from people.web import parse_primary_key

_MOST_SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_person_year(request: HttpRequest, person: int, year: int) -> HttpResponse:
    """Show the year of a person of the office; a POST exempts, or asks for a correction."""
    viewer = require_assignment_reader(request)
    # Security: somebody out of reach and nobody get the same answer.
    official = get_object_or_404(Person.objects.visible_to(viewer), pk=person)
    if not 2015 <= year <= LearningYear.current().number:
        raise Http404
    about = describe_year(official, LearningYear(year))
    manages = manages_person(viewer, official)
    is_closed = about["own"].status is not None
    form: Any = (CorrectionForm if is_closed else ExemptionForm)(request.POST or None)
    if request.method == "POST":
        if not manages:
            raise PermissionDenied
        if _act_on_year(request, form, official, about, viewer):
            return redirect("courses:office_person_year", year, person)
    record_looks(viewer, [official.pk])
    exemptions = YearExemption.objects.standing().filter(person=official, year=year)
    context = {
        **about,
        **{"person": official, "manages": manages, "form": form, "is_closed": is_closed},
        "exemption": exemptions.first(),
        "obligation": _find_year_list(about, viewer),
        "waiting": next((one for one in about["corrections"] if one.decided_at is None), None),
        "viewer": viewer,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/years/person.html", context, status=status)


def _find_year_list(about: dict[str, Any], viewer: Person) -> YearlyObligation | None:
    """Return the obligation whose list of people the viewer may go back to."""
    year = about["own"].status or about["own"].report
    seen = YearlyObligation.objects.visible_to(viewer).select_related("agency")
    return seen.filter(pk=year.obligation.pk).first() if year else None


def _act_on_year(
    request: HttpRequest, form: Any, person: Person, about: dict[str, Any], viewer: Person
) -> bool:
    """Return whether it is done, or nothing is left to do."""
    year, status = about["year"], about["own"].status
    try:
        if "ask_again" in request.POST:
            given = YearExemption.objects.standing().filter(person=person, year=year.number)
            for one in given:
                withdraw_exemption(one, by=viewer)
            messages.success(request, _("The year is asked of the person again."))
            return True
        if not form.is_valid():
            return False
        given_words = form.cleaned_data
        if status is None:
            reason, note = given_words["exempt_reason"], given_words["note"]
            exempt_person(person, year, reason=reason, note=note, by=viewer)
            messages.success(request, _("The person is exempt from the year."))
            return True
        ask_correction(status, **given_words, by=viewer)
        messages.success(request, _("It is asked for. A second manager decides."))
    except YearIsClosed:
        messages.error(request, _("The year was closed meanwhile: ask for a correction."))
    except YearReopened:
        messages.error(request, _("The year was opened again meanwhile: nothing is to correct."))
    except CorrectionWaits:
        messages.info(request, _("Another correction waits for its decision."))
    except YearStateUnchanged:
        form.add_error("state", _("It says so already."))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide_corrections(request: HttpRequest) -> HttpResponse:
    """Show corrections that wait; a POST approves, declines or takes one back."""
    viewer = require_assignment_reader(request)
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    if request.method == "POST":
        return _answer_correction(request, viewer)
    related = YearCorrection.objects.visible_to(viewer).waiting()
    related = related.select_related("status__person", "status__agency", "asked_by")
    rows = list(related.order_by("asked_at", "pk")[:_MOST_SHOWN])
    decidable = YearCorrection.objects.decidable_by(viewer).waiting()
    mine = set(decidable.values_list("pk", flat=True))
    record_looks(viewer, [one.status.person_id for one in rows])
    context = {"rows": [(one, one.pk in mine, one.asked_by_id == viewer.pk) for one in rows]}
    return render(request, "courses/years/corrections.html", context)


def _answer_correction(request: HttpRequest, viewer: Person) -> HttpResponse:
    word = next(
        (one for one in ("approve", "decline", "withdraw") if one in request.POST), "decline"
    )
    key = parse_primary_key(request.POST.get(word, ""))
    found = YearCorrection.objects.visible_to(viewer).select_related("status__person")
    # Security: one of others and one that does not exist get the same answer.
    correction = get_object_or_404(found, pk=key)
    answer = request.POST.get("answer", "")[:300]
    try:
        if word == "approve":
            approve_correction(correction, by=viewer, answer=answer)
            messages.success(request, _("The correction counts. What was frozen stays beside it."))
        elif word == "withdraw":
            withdraw_correction(correction, by=viewer)
            messages.success(request, _("It is taken back."))
        else:
            decline_correction(correction, by=viewer, answer=answer)
            messages.success(request, _("It is declined, and the year stays as it is."))
    except CorrectionWithoutReason:
        messages.error(request, _("Please write why, for who asked."))
    except CorrectionDecided:
        messages.info(request, _("It was answered meanwhile."))
    return redirect("courses:year_corrections")
