"""Lets HR managers prescribe a year, change or withdraw it, and open a closed one again."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.hours.years import LearningYear
from courses.models import YearlyObligation
from courses.obligations.closing import YearRestsElsewhere, is_year_held, reopen_year
from courses.obligations.levels import count_reached
from courses.obligations.prescribing import (
    AlreadyPrescribed,
    ImpossibleCutOff,
    YearIsClosed,
    change_year,
    draft_obligation,
    prescribe_year,
    withdraw_year,
)
from courses.web.assignments.listing import require_assignment_reader
from courses.web.years.forms import (
    ReopenForm,
    YearContentForm,
    YearlyObligationForm,
    describe_content,
)
from courses.web.years.office import get_obligation
from people.access import agencies_for, has_role, has_role_over
from people.models import Person, Role
from people.web.office import choose_unit

_UNTOLD = ("csrfmiddlewaretoken", "confirm")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_year(request: HttpRequest) -> HttpResponse:
    """Ask what is prescribed to whom, show how many it reaches; once more confirmed, save it."""
    viewer = require_assignment_reader(request)
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    unit = choose_unit(request, agencies_for(viewer, Role.Kind.HR)).unit
    form = YearlyObligationForm(request.POST or None, by=viewer, unit=unit)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        digest = _digest_prescription(request)
        # What is confirmed is what was shown.
        if request.POST.get("confirm") == digest and (made := _prescribe_form(form, viewer)):
            messages.success(request, _("The year is prescribed. Its people see it at once."))
            return redirect("courses:office_year", made.pk)
        if not form.errors:
            draft = draft_obligation(
                form.cleaned_data["agency"], form.learning_year, form.content, form.level
            )
            context |= {"confirm": digest, "draft": draft, "reached": count_reached(draft)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "courses/years/form.html", context, status=status)


def _digest_prescription(request: HttpRequest) -> str:
    told = sorted(
        (name, request.POST.getlist(name)) for name in request.POST if name not in _UNTOLD
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _prescribe_form(form: YearlyObligationForm, by: Person) -> YearlyObligation | None:
    try:
        return prescribe_year(
            form.cleaned_data["agency"], form.learning_year, form.content, form.level, by=by
        )
    except AlreadyPrescribed:
        told = _("This office asks something of these posts in the year already: change that.")
        form.add_error(None, told)
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an open year asks, or withdraw it; open a closed one again."""
    viewer = require_assignment_reader(request)
    obligation = get_obligation(viewer, pk)
    if not has_role_over(viewer, Role.Kind.HR, obligation.agency):
        raise PermissionDenied
    is_over = bool(obligation.closed_at) or obligation.cut_off_on < timezone.localdate()
    return (_reopen if is_over else _change)(request, obligation, viewer)


def _change(request: HttpRequest, obligation: YearlyObligation, viewer: Person) -> HttpResponse:
    form = YearContentForm(
        request.POST or None,
        year=LearningYear(obligation.year),
        initial=describe_content(obligation),
    )
    try:
        if "withdraw" in request.POST:
            withdraw_year(obligation, by=viewer)
            messages.success(request, _("It is withdrawn, and asked of nobody any more."))
            return redirect("courses:office_years")
        if form.is_bound and form.is_valid():
            change_year(obligation, form.content, by=viewer)
            messages.success(request, _("It is changed for everybody."))
            return redirect("courses:office_year", obligation.pk)
    except YearIsClosed:
        messages.error(request, _("The year was closed meanwhile."))
        return redirect("courses:office_year", obligation.pk)
    context = {"form": form, "obligation": obligation}
    status = 422 if form.is_bound else 200
    return render(request, "courses/years/change.html", context, status=status)


def _reopen(request: HttpRequest, obligation: YearlyObligation, viewer: Person) -> HttpResponse:
    form = ReopenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reopen_year(obligation, by=viewer, **form.cleaned_data)
            messages.success(request, _("The year runs on. It is closed again after its new day."))
            return redirect("courses:office_year", obligation.pk)
        except ImpossibleCutOff:
            form.add_error("cut_off_on", _("Take a day of that year, from today on."))
        except YearRestsElsewhere:
            told = _("Corrections or statements rest on it. Correct each person instead.")
            form.add_error(None, told)
    context: dict[str, Any] = {"form": form, "obligation": obligation, "is_over": True}
    context["is_held"] = is_year_held(obligation)
    status = 422 if form.is_bound else 200
    return render(request, "courses/years/change.html", context, status=status)
