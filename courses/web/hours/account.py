"""Shows a person the hours of a year, and takes what they learnt by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.hours.account import HoursAccount, read_account
from courses.hours.durations import round_hours
from courses.hours.studies import NobodyDecides, StudyAnswered, state_study, withdraw_study
from courses.hours.years import LearningYear
from courses.models.hours import OwnStudy
from courses.web.hours.forms import StudyForm
from people.models import Person
from people.postings import posting_on
from people.web import FORM_METHODS, limit_rate, parse_primary_key

_FIRST_YEAR = 2015  # no hours are kept from before, and an address may name any number


@dataclass(frozen=True)
class HoursLine:
    """A line of a table or bar: words, hours, and the share of what is shown in percent."""

    label: Any
    hours: float
    percent: int = 0


def describe_account(account: HoursAccount) -> dict[str, Any]:
    """Return what pages show of an account."""
    whole = max(account.required or 0, account.total, 1)
    kinds = [
        HoursLine(kind.label, round_hours(minutes), minutes * 100 // whole)
        for kind, minutes in account.by_kind
        if minutes
    ]
    entries = [(one, one.kind.label, round_hours(one.minutes)) for one in account.entries]
    return {
        "account": account,
        "year": account.year,
        "kinds": kinds,
        "entries": entries,
        "total": round_hours(account.total),
        "carried": round_hours(account.carried),
        "required": round_hours(account.required) if account.required else None,
        "missing": round_hours(account.missing),
        "total_percent": account.total * 100 // whole,
    }


def read_year(request: HttpRequest) -> LearningYear:
    """Return the year that the address names, else the one of today."""
    current = LearningYear.current()
    asked = parse_primary_key(request.GET.get("year", ""))
    return LearningYear(asked) if asked and _FIRST_YEAR <= asked <= current.number else current


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limit_rate("ask-office", exempt=FORM_METHODS)
def show_hours(request: HttpRequest) -> HttpResponse:
    """Show the account of a year; a POST states study, or takes it back."""
    person = require_signed_in(request)
    if "withdraw" in request.POST:
        return _take_back_study(request, person)
    form = StudyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _state(form, person):
        messages.success(request, _("It is stated. Your office decides whether it counts."))
        return redirect("courses:hours")
    year = read_year(request)
    context = {
        **describe_account(read_account(person, year)),
        "is_current": year == LearningYear.current(),
        "form": form,
        "serves": posting_on(person, timezone.localdate()) is not None,
        "studies": OwnStudy.objects.filter(person=person).exclude(state="approved")[:20],
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/hours/account.html", context, status=status)


def require_signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


def _state(form: StudyForm, person: Person) -> bool:
    try:
        state_study(person, **form.told)
    except NobodyDecides:
        # The page says so in place of the form: they left while it was open.
        return False
    return True


def _take_back_study(request: HttpRequest, person: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["withdraw"])
    study = get_object_or_404(OwnStudy, pk=key, person=person)
    try:
        withdraw_study(study)
    except StudyAnswered:
        messages.info(request, _("It was answered meanwhile."))
    else:
        messages.success(request, _("It is taken back."))
    return redirect("courses:hours")


@require_safe
@never_cache
@login_required
def show_statement(request: HttpRequest) -> HttpResponse:
    """Show the year as a statement to print."""
    person = require_signed_in(request)
    account = read_account(person, read_year(request))
    context = {
        **describe_account(account),
        "person": person,
        "posting": posting_on(person, timezone.localdate()),
    }
    return render(request, "courses/hours/statement.html", context)
