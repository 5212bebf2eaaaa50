"""Lets the secretariat put a figure of a locked month right, and a second person decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certification.keys import KeyUnavailable
from people.models import Person
from people.web import PendingWork, register_work
from plan.models import MOST_PEOPLE
from plan.secretariat import is_of_national_secretariat
from reporting.models import MonthAdjustment
from reporting.months import MonthTampered, approve_adjustment, ask_adjustment, read_month
from reporting.months.adjusting import (
    AdjustmentDecided,
    AdjustmentWaits,
    AdjustmentWithoutReason,
    FigureUnchanged,
    MoreThanServed,
    UnknownFigure,
    decline_adjustment,
    withdraw_adjustment,
)
from reporting.web.months.desk import (
    describe_figure,
    get_locked_month,
    refuse_tampered,
    require_month_keeper,
)

_LONGEST_REASON = 300


class AdjustmentForm(forms.Form):
    """The right number of a figure, and why the locked one is not."""

    value = forms.IntegerField(
        label=gettext_lazy("Right number"),
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=_LONGEST_REASON,
        help_text=gettext_lazy("Everybody can read it beside the figure: name no person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@refuse_tampered
def adjust_month(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the right number of the figure that the address names."""
    viewer = require_month_keeper(request)
    row = get_locked_month(code)
    reading = read_month(row)
    figure = reading.figures.get(request.GET.get("figure", ""))
    if figure is None:
        raise Http404
    form = AdjustmentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ask_adjustment(row, figure.id, by=viewer, **form.cleaned_data)
        except FigureUnchanged:
            form.add_error("value", _("The figure says so already."))
        except MoreThanServed:
            form.add_error("value", _("More people than served in the whole country that day."))
        except AdjustmentWithoutReason:
            form.add_error("reason", _("Say why."))
        except AdjustmentWaits:
            form.add_error(None, _("Another adjustment of this figure waits for its decision."))
        else:
            messages.success(request, _("It waits for a second person of the secretariat."))
            return redirect("reporting:months")
    context = {"row": row, "reading": reading, "form": form, **describe_figure(reading, figure)}
    waiting = MonthAdjustment.objects.waiting().filter(month=row, figure=figure.id)
    context["waits"] = not form.is_bound and waiting.exists()
    status = 422 if form.is_bound else 200
    return render(request, "reporting/months/adjust.html", context, status=status)


@require_POST
@login_required
def decide_on_adjustment(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or decline an adjustment of somebody else, or take one's own back."""
    viewer = require_month_keeper(request)
    row = get_object_or_404(MonthAdjustment.objects.select_related("month"), pk=pk)
    answer = request.POST.get("answer", "")[:_LONGEST_REASON]
    try:
        _decide(row, request, viewer, answer)
    except (AdjustmentDecided, PermissionDenied):
        messages.warning(request, _("It is decided already, or not yours to decide."))
    except AdjustmentWithoutReason:
        messages.warning(request, _("Say why you decline it."))
    except (UnknownFigure, MonthTampered, KeyUnavailable):
        messages.warning(request, _("The month cannot be read as it was signed. Not approved."))
    else:
        is_withdrawn = "withdraw" in request.POST
        told = _("Decided. The decision stays on record.")
        messages.success(request, _("It is taken back.") if is_withdrawn else told)
    return redirect("reporting:months")


def _decide(row: MonthAdjustment, request: HttpRequest, by: Person, answer: str) -> None:
    if "withdraw" in request.POST:
        withdraw_adjustment(row, by=by)
    elif "approve" in request.POST:
        approve_adjustment(row, by=by, answer=answer)
    else:
        decline_adjustment(row, by=by, answer=answer)


def _find_waiting(person: Person) -> QuerySet[Any] | None:
    if not is_of_national_secretariat(person):
        return None
    return MonthAdjustment.objects.decidable_by(person)


def offer_adjustments() -> None:
    """Tell whoever decides adjustments how many wait."""
    register_work(
        PendingWork(
            key="adjustments",
            order=46,
            label=gettext_lazy("Adjustments of locked months"),
            empty=gettext_lazy("No adjustment waits"),
            address="reporting:months",
            find=_find_waiting,
        )
    )
