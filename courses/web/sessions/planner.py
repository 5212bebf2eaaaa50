"""Lets offices plan many runs at once: a pattern, a preview that can be edited, one saving."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import ClassSession, SessionSeat, SessionSeries
from courses.sessions import SessionRefused
from courses.sessions.planner import (
    find_clashes,
    list_first_days,
    list_planned_seats,
    plan_series,
    undo_series,
)
from courses.sessions.planner.patterns import MOST_RUNS
from courses.web.sessions.editing import find_example
from courses.web.sessions.office import require_worker
from courses.web.sessions.planner_edits import carry_over, list_carried, note_planned
from courses.web.sessions.planner_forms import RunFormSet, SeriesForm
from people.models import Person
from people.text.formatting import number

_ONE_YEAR = dt.timedelta(weeks=52)  # to the same weekday


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_runs(request: HttpRequest) -> HttpResponse:
    """Ask for the pattern, show all runs before anything is written, and write them once."""
    viewer = require_worker(request)
    example = find_example(request, viewer)
    if request.method != "POST":
        if example and "again" in request.GET:
            return _show_runs_again(request, viewer, example)
        return _ask_pattern(request, SeriesForm(by=viewer, session=example))
    form = SeriesForm(request.POST, by=viewer, session=example)
    if "change" in request.POST or not form.is_valid():
        return _ask_pattern(request, form)
    if "preview" in request.POST:
        days = list_first_days(form.pattern)
        if not days:
            form.add_error(None, _("No run begins on such a day. Choose other days."))
            return _ask_pattern(request, form)
        return _preview_runs(request, viewer, form, form.describe_runs(days))
    return _take_runs(request, viewer, form, request.POST)


def _preview_runs(
    request: HttpRequest, viewer: Person, form: SeriesForm, rows: list[dict[str, Any]]
) -> HttpResponse:
    """Show the runs of the pattern, with what was changed in them before."""
    if "run-TOTAL_FORMS" not in request.POST:
        return _show_runs(request, form, note_planned(rows))
    data, lost = carry_over(request.POST, rows)
    if lost:
        told = ngettext(
            "%(count)s run that you had changed is not among these days.",
            "%(count)s runs that you had changed are not among these days.",
            lost,
        )
        messages.warning(request, told % {"count": number(lost)})
    return _take_runs(request, viewer, form, data)


def _ask_pattern(request: HttpRequest, form: SeriesForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors and "change" not in request.POST else 200
    context = {"form": form, "example": form.session, "carried": list_carried(request.POST)}
    return render(request, "courses/sessions/planner.html", context, status=status)


def _show_runs(
    request: HttpRequest, form: SeriesForm, rows: list[dict[str, Any]], **more: Any
) -> HttpResponse:
    """Show the runs, each with what it clashes with, and the seats of the year's plan."""
    formset = more.pop("formset", None) or RunFormSet(
        initial=rows, prefix="run", form_kwargs={"trainers": _trainers_of(form)}
    )
    plans = [form.build_run(row) for row in _load_trainers(form, rows)]
    clashes = find_clashes(plans, by=form.by)
    course = form.cleaned_data["course"]
    added = _count_added(plans)
    years = sorted({year for year, _quarter in added})
    agency = plans[0].agency if plans else None
    context = {
        "form": form,
        "formset": formset,
        "runs": list(zip(_kept_forms(formset), plans, clashes, strict=True)),
        "dropped": [one for one in formset if _is_dropped(one)],
        "clashing": sum(map(bool, clashes)),
        "seats": sum(plan.capacity for plan in plans),
        "course": course,
        "planned": [
            (year, one, [(row, added.get((year, row.number), 0)) for row in one.quarters])
            for year in years
            if agency
            for one in list_planned_seats(agency, course, year)
        ],
        "key": request.POST.get("key") or uuid.uuid4(),
        "opens": _opens(request),
        **more,
    }
    status = 422 if formset.is_bound and not formset.is_valid() else 200
    return render(request, "courses/sessions/planner_runs.html", context, status=status)


def _trainers_of(form: SeriesForm) -> Any:
    field = form.fields.get("trainers")
    return field.queryset if field else Person.objects.none()  # type: ignore[attr-defined]


def _load_trainers(form: SeriesForm, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {one.pk: one for one in form.cleaned_data.get("trainers", ())}
    missing = [row["trainer"] for row in rows if isinstance(row["trainer"], int)]
    known |= _trainers_of(form).in_bulk([key for key in missing if key not in known])
    return [
        row | {"trainer": known.get(row["trainer"])} if isinstance(row["trainer"], int) else row
        for row in rows
    ]


def _is_dropped(form: Any) -> bool:
    return form.is_bound and bool(form["drop"].data)


def _kept_forms(formset: Any) -> list[Any]:
    return [one for one in formset if not _is_dropped(one)]


def _count_added(plans: list[Any]) -> dict[tuple[int, int], int]:
    """Return how many seats the plans would open, by year and quarter."""
    added: dict[tuple[int, int], int] = {}
    for plan in plans:
        day = timezone.localtime(plan.parts[0].begins_at)
        key = (day.year, (day.month + 2) // 3)
        added[key] = added.get(key, 0) + plan.capacity
    return added


def _take_runs(
    request: HttpRequest, viewer: Person, form: SeriesForm, data: QueryDict
) -> HttpResponse:
    formset = RunFormSet(data, prefix="run", form_kwargs={"trainers": _trainers_of(form)})
    if not formset.is_valid():
        context = {"form": form, "formset": formset, "key": request.POST.get("key", "")}
        context |= {"runs": [(one, None, []) for one in formset], "broken": True}
        context["opens"] = _opens(request)
        return render(request, "courses/sessions/planner_runs.html", context, status=422)
    rows = [one.cleaned_data for one in formset if not one.cleaned_data["drop"]]
    if "save" not in data:
        return _show_runs(request, form, rows, formset=formset)
    try:
        series = plan_series(
            [form.build_run(row) for row in rows],
            key=_read_series_key(request),
            by=viewer,
            opens=_opens(request),
        )
    except SessionRefused as refused:
        messages.warning(request, refused.refusal.label)
        return _show_runs(request, form, rows, formset=formset)
    told = ngettext("%(count)s run is planned.", "%(count)s runs are planned.", len(rows))
    messages.success(request, told % {"count": number(len(rows))})
    return redirect("courses:session_series", series.pk)


def _opens(request: HttpRequest) -> bool:
    """Return whether the box is ticked: at first it is, then as it was sent."""
    return "opens" in request.POST or "key" not in request.POST


def _read_series_key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise PermissionDenied from error


def _show_runs_again(request: HttpRequest, viewer: Person, example: ClassSession) -> HttpResponse:
    """Show the runs of the example's year, a year later on the same weekdays."""
    form = SeriesForm(
        _fill_data(SeriesForm(by=viewer, session=example)), by=viewer, session=example
    )
    rows = [_move_a_year(one) for one in _list_year(example)]
    if not form.is_valid() or not rows:
        messages.warning(request, _("What was planned then is not enough for a new plan."))
        return _ask_pattern(request, SeriesForm(by=viewer, session=example))
    return _show_runs(request, form, note_planned(rows), again=True)


def _list_year(example: ClassSession) -> list[ClassSession]:
    """Return the runs of the same course, or title, in the year of the example."""
    if example.begins_at is None:
        return []
    same = {"course": example.course} if example.course else {"titles": example.titles}
    year = timezone.localtime(example.begins_at).year
    runs = ClassSession.objects.filter(agency=example.agency, begins_at__year=year, **same)
    runs = runs.exclude(state=ClassSession.State.CANCELLED)
    return list(runs.prefetch_related("trainers").order_by("begins_at", "pk")[:MOST_RUNS])


def _move_a_year(session: ClassSession) -> dict[str, Any]:
    assert session.begins_at is not None  # noqa: S101
    day = timezone.localtime(session.begins_at).date() + _ONE_YEAR
    while day <= timezone.localdate():
        day += _ONE_YEAR
    trainer = next(iter(session.trainers.all()), None)
    return {
        "day": day,
        "place": session.place,
        "trainer": trainer.pk if trainer else None,
        "capacity": session.capacity,
    }


def _fill_data(form: SeriesForm) -> QueryDict:
    """Return what the form would send as it begins; its first day stands for those of the rows."""
    data = QueryDict(mutable=True)
    given = {"first_day": timezone.localdate(), "runs": MOST_RUNS}
    for name, field in form.fields.items():
        value = given.get(name, form.get_initial_for_field(field, name))
        many = value if isinstance(value, (list, tuple)) else [value]
        data.setlist(name, [str(one) for one in many if one is not None])
        if name == "course" and form.session and form.session.course_id:
            data[name] = str(form.session.course_id)
    return data


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the runs of a series beside the year's plan; a POST takes back what nobody joined."""
    viewer = require_worker(request)
    series = get_object_or_404(SessionSeries.objects.kept_by(viewer), pk=pk)
    if request.method == "POST":
        _undo(request, series, viewer)
        return redirect(request.path)
    seated = Count("seats", filter=Q(seats__state=SessionSeat.State.SEATED))
    rows = series.sessions.select_related("agency", "course").annotate(seated=seated)
    runs = list(rows.order_by("begins_at", "pk"))
    course = runs[0].course if runs else None
    years = sorted({timezone.localtime(one.begins_at).year for one in runs if one.begins_at})
    context = {
        "series": series,
        "runs": runs,
        "free": series.sessions.untouched().count(),
        "planned": [
            (year, one, [(row, 0) for row in one.quarters])
            for year in years
            for one in list_planned_seats(series.agency, course, year)
        ],
    }
    return render(request, "courses/sessions/series.html", context)


def _undo(request: HttpRequest, series: SessionSeries, viewer: Person) -> None:
    try:
        gone, stayed = undo_series(series, by=viewer)
    except SessionRefused as refused:
        messages.warning(request, refused.refusal.label)
        return
    told = ngettext("%(count)s run is taken back.", "%(count)s runs are taken back.", gone)
    messages.success(request, told % {"count": number(gone)})
    if stayed:
        told = ngettext(
            "%(count)s run stays: somebody has a place in it, or it is assigned or has a test."
            " Cancel it by itself.",
            "%(count)s runs stay: somebody has a place in them, or they are assigned or have a"
            " test. Cancel them one by one.",
            stayed,
        )
        messages.info(request, told % {"count": number(stayed)})
