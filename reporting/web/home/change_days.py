"""Asks which two days are compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.web.fields import DayField
from reporting.changes.periods import ChangePeriod, find_days
from reporting.query.parameters import DAY_BOUNDS
from reporting.query.scope import Scope
from reporting.web.choices import read_choice


class ChangeDaysForm(forms.Form):
    """Any two days, of which the figures are compared."""

    since = DayField(label=gettext_lazy("From the end of this day"), validators=DAY_BOUNDS)
    day = DayField(label=gettext_lazy("To the end of this day"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, day = cleaned.get("since"), cleaned.get("day")
        if since and day and since >= day:
            self.add_error("since", _("Choose a day before the other one."))
        return cleaned


@dataclass(frozen=True)
class ChangeDays:
    """The two days, the period that they are of, and the form with the errors of wrong ones."""

    period: ChangePeriod
    since: dt.date
    until: dt.date
    form: ChangeDaysForm

    @property
    def parts(self) -> dict[str, str]:
        """Return what an address says of them beside the scope."""
        if self.period == ChangePeriod.DAYS:
            return {"period": self.period.value, "since": self.since.isoformat()}
        return {"period": self.period.value}


def read_change_days(request: HttpRequest, scope: Scope) -> ChangeDays:
    """Return the days that the address asks for; for wrong ones those of this month."""
    period = _read_period(request)
    if period == ChangePeriod.DAYS:
        # The last day may be left out, as everywhere: then it is today.
        form = ChangeDaysForm({"day": scope.day, **_read_days(request)})
        if form.is_valid():
            return ChangeDays(period, form.cleaned_data["since"], scope.day, form)
        return ChangeDays(ChangePeriod.MONTH, *find_days(ChangePeriod.MONTH, scope.day), form)
    since, until = find_days(period, scope.day)
    return ChangeDays(period, since, until, ChangeDaysForm(initial={"since": since, "day": until}))


def _read_period(request: HttpRequest) -> ChangePeriod:
    """Return the period that is asked for: a first day alone asks for the time since then."""
    usual = ChangePeriod.DAYS if request.GET.get("since") else ChangePeriod.MONTH
    return read_choice(request, "period", usual)


def _read_days(request: HttpRequest) -> dict[str, str]:
    return {name: text for name in ("since", "day") if (text := request.GET.get(name, ""))}
