"""Shows what a target would come to by another day or with one more session; writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.web.fields import DayField
from plan.targets import MOST_PEOPLE
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.lacking import count_lacking
from reporting.insights.planning.seats import SeatRates, measure_seat_rates
from reporting.insights.planning.seats_ahead import count_seats_ahead
from reporting.insights.planning.what_if import Wish, count_learners, forecast_target
from reporting.query.parameters import DAY_BOUNDS, ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import tell_unknown
from reporting.web.decorators import with_day_until_today, with_report_query

_WISHES = ("due", "seats", "on", "attendance", "passing")


class _NumberField(forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric"})


class WishForm(forms.Form):
    """What one would change about a target."""

    due = DayField(label=gettext_lazy("Due day"), validators=DAY_BOUNDS)
    seats = _NumberField(
        label=gettext_lazy("Seats of one more session"), min_value=0, max_value=MOST_PEOPLE
    )
    on = DayField(label=gettext_lazy("Day of that session"))
    attendance = _NumberField(
        label=gettext_lazy("Of 100 seats, how many come"), min_value=0, max_value=100
    )
    passing = _NumberField(
        label=gettext_lazy("Of 100 who come, how many pass"), min_value=0, max_value=100
    )

    def __init__(self, row: TargetRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean(self) -> None:
        """Refuse a session in which nobody would learn in time, as a forecast without it."""
        asked = self.cleaned_data
        due, on = asked.get("due"), asked.get("on")
        if due and due < self.row.day:
            self.add_error("due", _("Choose a day that is not past."))
        elif asked.get("seats") and due and on and not self.row.day <= on <= due:
            self.add_error("on", _("Choose a day until the due day, and none that is past."))

    def build_wish(self) -> Wish:
        asked = self.cleaned_data
        return Wish(
            asked["due"], asked["seats"], asked["on"], asked["attendance"], asked["passing"]
        )


@with_report_query
@with_day_until_today
def show_what_if(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show the forecast of a target as it is and as one wishes, and what planned seats cover."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    rows = _list_open_rows(scope, unit_context)
    asked = request.GET.get("target", "")
    tell_unknown(report_query, "target", asked, [str(row.target.pk) for row in rows])
    row = _choose_row(request, scope, rows)
    relatives = load_relatives(scope, unit_context.places)
    context = {
        "rows": rows,
        "row": row,
        "trail": unit_trail(scope, relatives, page=_("What if")),
        **(_reckon(request, row, unit_context) if row else {}),
    }
    form = context.get("form")
    is_wrong = form is not None and bool(form.errors)
    template = "reporting/what_if.html"
    return render_answer(request, template, report_query, context, is_wrong=is_wrong)


def _list_open_rows(scope: Scope, context: UnitContext) -> list[TargetRow]:
    """Return the targets that are neither reached nor past, as the page orders them."""
    rows = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    return [row for row in rows if row.gap and row.target.due_on >= scope.day]


def _choose_row(request: HttpRequest, scope: Scope, rows: Sequence[TargetRow]) -> TargetRow | None:
    """Return the target that the address names, else that of the scope's skill, else the first."""
    asked = request.GET.get("target", "")
    named = [row for row in rows if str(row.target.pk) == asked]
    same = [row for row in rows if row.target.skill == scope.skill]
    return next(iter([*named, *same, *rows]), None)


def _reckon(request: HttpRequest, row: TargetRow, context: UnitContext) -> dict[str, Any]:
    target = row.target
    without = count_lacking([row], context)
    lacking = without.get(target.pk)
    rates = measure_seat_rates(target.agency, target.skill, day=row.day)
    begun = _begin_wish(row, rates)
    # Without a wish in the address the form shows what is, and the forecast is today's.
    data = {**begun, **request.GET.dict()} if set(_WISHES) & request.GET.keys() else None
    form = WishForm(row, data, initial=begun)
    wish = form.build_wish() if form.is_valid() else None
    due_on = wish.due_on if wish else target.due_on
    seats = count_seats_ahead(target, day=row.day, due_on=due_on)
    return {
        "form": form,
        "rates": rates,
        "without": without,
        "now": forecast_target(row, lacking=lacking),
        "then": forecast_target(row, wish, lacking=lacking) if wish else None,
        "seats": seats,
        "seats_until": due_on,
        "seat_learners": count_learners(seats.in_time, rates.attendance, rates.passing),
    }


def _begin_wish(row: TargetRow, rates: SeatRates) -> dict[str, Any]:
    halfway = row.day + dt.timedelta((row.target.due_on - row.day).days // 2)
    return {
        "due": row.target.due_on.isoformat(),
        "seats": 0,
        "on": halfway.isoformat(),
        "attendance": rates.attendance,
        "passing": rates.passing,
    }
