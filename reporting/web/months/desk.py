"""Shows locked months at the desk, and lets the secretariat look at one before it is locked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.keys import KeyUnavailable
from people.models import Agency, Person, Role
from people.web.office import require_reader
from plan.secretariat import is_of_national_secretariat
from reporting.models import LockedMonth, MonthAdjustment
from reporting.months import Month, MonthTampered, lock_month, preview_month, read_month
from reporting.months.locking import (
    MonthLocked,
    MonthNotOver,
    MonthPreview,
    NothingToLock,
    PreviewOutdated,
    list_lockable,
)
from reporting.months.reading import LockedFigure, MonthReading
from reporting.months.sealing import MonthSeal, check_month, load_month_file
from reporting.output.locked.sheets import build_month_sheet, describe_locked_month
from reporting.web.files import serve_sheets

_MONTHS_PER_PAGE, _FIGURES_PER_PAGE, _CHANGES_SHOWN = 24, 50, 100
_View = Callable[..., HttpResponseBase]


def require_month_keeper(request: HttpRequest) -> Person:
    viewer = require_reader(request, *Role.FIGURE_READERS)
    if not is_of_national_secretariat(viewer):
        raise PermissionDenied
    return viewer


def refuse_tampered(view: _View) -> _View:
    """Tell that a month cannot be shown where the view cannot read it as it was signed."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, **kwargs)
        except (MonthTampered, KeyUnavailable):
            return render(request, "reporting/months/refused.html", status=503)

    return answer


@never_cache
@require_safe
@login_required
def show_months(request: HttpRequest) -> HttpResponse:
    """Show the locked months, what waits beside them, and those that can be locked."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    keeps = is_of_national_secretariat(viewer)
    months = LockedMonth.objects.defer("content").prefetch_related("adjustments")
    waiting = MonthAdjustment.objects.waiting() if keeps else MonthAdjustment.objects.none()
    page = Paginator(months, _MONTHS_PER_PAGE).get_page(request.GET.get("page"))
    waiting = waiting.select_related("month", "asked_by")
    context = {
        "page": page,
        "rows": [(row, Month(row.month), _count_approved(row)) for row in page],
        "keeps": keeps,
        "lockable": list_lockable() if keeps else [],
        "waiting": [(one, _describe_adjusted(one)) for one in waiting],
        "mine": set(MonthAdjustment.objects.decidable_by(viewer).values_list("pk", flat=True)),
        "viewer": viewer,
        # Of months before the first locked one the schedule does nothing.
        "today": timezone.localdate(),
    }
    return render(request, "reporting/months/list.html", context)


def _describe_adjusted(adjustment: MonthAdjustment) -> dict[str, Any]:
    """Return what its figure says; nothing where the month cannot be read as it was signed."""
    try:
        reading = read_month(adjustment.month)
        figure = reading.figures[adjustment.figure]
    except (MonthTampered, KeyUnavailable, KeyError):
        return {}
    return describe_figure(reading, figure)


def _count_approved(row: LockedMonth) -> int:
    approved = MonthAdjustment.Answer.APPROVED
    return sum(one.answer_state == approved for one in row.adjustments.all())


@never_cache
@require_safe
@login_required
@refuse_tampered
def show_month(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures of a locked month that the viewer may read, with both numbers of each."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    row = get_locked_month(code)
    reading = read_month(row)
    figures = _list_visible(reading, viewer)
    page = Paginator(figures, _FIGURES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "reading": reading,
        "page": page,
        "rows": [describe_figure(reading, one) for one in page],
        "key_lost": check_month(row) is MonthSeal.KEY_LOST,
        "keeps": is_of_national_secretariat(viewer),
        "rule": reading.content["rule"],
    }
    return render(request, "reporting/months/month.html", context)


def _list_visible(reading: MonthReading, viewer: Person) -> list[LockedFigure]:
    """Return the figures of units that the viewer may read today, in the order of the tree."""
    visible = Agency.objects.figures_visible_to(viewer).order_by("path")
    order = {code: at for at, code in enumerate(visible.values_list("code", flat=True))}
    own = [one for one in reading.figures.values() if one.facts["unit"] in order]
    return sorted(own, key=lambda one: (order[one.facts["unit"]], one.id))


def describe_figure(reading: MonthReading, figure: LockedFigure) -> dict[str, Any]:
    """Return what a line shows of a figure, in the active language."""
    facts = figure.facts
    asked = [one for one in reading.targets if one.figure.id == figure.id]
    return {
        "figure": figure,
        "unit": reading.name("units", facts["unit"]),
        "skill": reading.name("skills", facts["skill"]),
        "level": reading.name_level(figure),
        "targets": asked,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lock_on_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show what would be locked and what changed since the last month; a POST locks it."""
    viewer = require_month_keeper(request)
    month = Month.parse(code)
    if month is None:
        raise Http404
    try:
        if request.method == "POST":
            lock_month(month, by=viewer, digest=request.POST.get("digest") or "-")
            messages.success(request, _("The month is locked. Nothing changes it any more."))
            return redirect("reporting:month", code)
        # Compared with the last month, whose file is read here.
        context = {"month": month, **_describe_preview(month, preview_month(month))}
    except MonthLocked:
        told = _("This month is locked already: see below by whom and when. You locked nothing.")
        messages.warning(request, told)
        return redirect("reporting:month", code)
    except (MonthNotOver, NothingToLock):
        messages.warning(request, _("This month is not over, or no target was in force then."))
        return redirect("reporting:months")
    except PreviewOutdated:
        messages.warning(request, _("The figures have changed meanwhile. Look at them again."))
        return redirect("reporting:lock_month", code)
    except (KeyUnavailable, MonthTampered):
        messages.error(
            request,
            _("The signing key cannot be read, or the last month is not as it was signed."),
        )
        return redirect("reporting:months")
    return render(request, "reporting/months/lock.html", context)


def _describe_preview(month: Month, preview: MonthPreview) -> dict[str, Any]:
    names = MonthReading(LockedMonth(month=month.first_day), preview.content, ())
    return {
        "preview": preview,
        "counts": {name: len(preview.content[name]) for name in ("figures", "targets", "units")},
        "changes": [
            (one, describe_figure(names, names.figures[one.figure["id"]]))
            for one in preview.changes[:_CHANGES_SHOWN]
        ],
        "more": max(len(preview.changes) - _CHANGES_SHOWN, 0),
    }


@never_cache
@require_safe
@login_required
@refuse_tampered
def export_month(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """Serve the figures that the page shows the viewer, all of them."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    row = get_locked_month(code)
    reading = read_month(row)
    sheet = build_month_sheet(reading, _list_visible(reading, viewer))
    about = describe_locked_month(reading, viewer, address=reverse("reporting:month", args=[code]))
    return serve_sheets([sheet], about, suffix, name=f"locked-month-{row.code}")


@never_cache
@require_safe
@login_required
@refuse_tampered
def download_month(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the locked file byte for byte: it holds small numbers of every unit."""
    require_month_keeper(request)
    row = get_locked_month(code)
    load_month_file(row)  # raises where it is not the one that was signed
    response = HttpResponse(row.content, content_type="application/json")
    name = f"locked-month-{row.code}.json"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def get_locked_month(code: str) -> LockedMonth:
    month = Month.parse(code)
    if month is None:
        raise Http404
    return get_object_or_404(LockedMonth, month=month.first_day)
