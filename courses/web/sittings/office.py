"""Lets invigilators plan a supervised test, see the room, and act in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import ClassSession, Sitting, SittingSeat
from courses.sittings import (
    SittingRefused,
    close_sitting,
    plan_sitting,
    seat_people,
    start_sitting,
)
from courses.sittings.planning import cancel_sitting, change_sitting, find_candidates
from courses.sittings.refusals import SittingRefusal
from courses.sittings.room import read_room
from courses.sittings.running import lengthen_room
from courses.web.sessions.office import require_worker
from courses.web.sittings.forms import (
    MinutesForm,
    NumbersForm,
    ReasonForm,
    SittingForm,
    list_supervised,
)
from people.history import record_looks
from people.models import Person
from people.text.formatting import number
from people.web import parse_primary_key

_SITTINGS_PER_PAGE = 30
_MOST_TOLD = 20


@never_cache
@require_safe
@login_required
def list_sittings(request: HttpRequest) -> HttpResponse:
    """Show the supervised tests of the viewer's offices: to come and open, or past."""
    viewer, shows_past = require_worker(request), request.GET.get("show") == "past"
    rows = Sitting.objects.kept_by(viewer).filter(closed_at__isnull=not shows_past)
    seats = Count("seats", filter=Q(seats__removed_at=None))
    rows = rows.select_related("quiz__course", "agency").annotate(seated=seats)
    rows = rows.order_by("-planned_at" if shows_past else "planned_at", "pk")
    page = Paginator(rows, _SITTINGS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shows_past": shows_past,
        "has_tests": list_supervised(viewer).exists(),
    }
    return render(request, "courses/sittings/office_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_sitting(request: HttpRequest) -> HttpResponse:
    """Show the form of a new supervised test, of a class session where the address names one."""
    viewer = require_worker(request)
    session = _find_session(request, viewer)
    data = request.POST if request.method == "POST" else None
    form = SittingForm(data, by=viewer, session=session)
    if form.is_bound and form.is_valid():
        try:
            sitting = plan_sitting(form.build_plan(), by=viewer)
        except SittingRefused as refused:
            form.add_error(None, str(refused.refusal.label))
        else:
            messages.success(request, _("Planned. Look at the seats; who has one is told."))
            return redirect("courses:office_sitting", sitting.pk)
    return _render_form(request, form, session=session)


def _find_session(request: HttpRequest, viewer: Person) -> ClassSession | None:
    key = parse_primary_key(request.GET.get("session", ""))
    if key is None:
        return None
    kept = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    return get_object_or_404(kept, pk=key)


def _render_form(request: HttpRequest, form: SittingForm, **context: Any) -> HttpResponse:
    context["form"] = form
    status = 422 if form.is_bound else 200
    return render(request, "courses/sittings/form.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of a sitting that has not begun; a POST changes it, and tells who comes."""
    viewer, sitting = get_room(request, pk)
    data = request.POST if request.method == "POST" else None
    form = SittingForm(data, by=viewer, sitting=sitting)
    if form.is_bound and form.is_valid():
        names = ("planned_at", "place", "entry_minutes")
        fields = {name: form.cleaned_data[name] for name in names}
        if act_in_room(request, lambda: change_sitting(sitting, by=viewer, **fields)):
            messages.success(
                request, _("Saved. If time or place changed, who has a seat is told.")
            )
        return redirect("courses:office_sitting", pk)
    return _render_form(request, form, sitting=sitting)


def get_room(request: HttpRequest, pk: int) -> tuple[Person, Sitting]:
    """Return who supervises, and what. Raise 404, also for sittings of others and one's own."""
    viewer = require_worker(request)
    related = ("quiz__course", "agency", "session", "started_by", "closed_by")
    rows = Sitting.objects.kept_by(viewer).select_related(*related)
    return viewer, get_object_or_404(rows, pk=pk)


def act_in_room(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it and return True, or tell why it cannot be done."""
    try:
        act()
    except SittingRefused as refused:
        if refused.refusal == SittingRefusal.NOT_YOURS:
            raise PermissionDenied from refused
        messages.warning(request, refused.refusal.label)
        return False
    return True


@never_cache
@require_safe
@login_required
def show_room(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the room: who sits where and how far each is; ``rows`` alone for the live table."""
    viewer, sitting = get_room(request, pk)
    rows = read_room(sitting)
    record_looks(viewer, [row.seat.person_id for row in rows])
    context = {"sitting": sitting, "quiz": sitting.quiz, "rows": rows}
    if "rows" in request.GET:
        return render(request, "courses/sittings/_rows.html", context)
    context |= {
        "minutes_form": MinutesForm(),
        "reason_form": ReasonForm(),
        "numbers_form": NumbersForm(),
    }
    return render(request, "courses/sittings/room.html", context)


@require_POST
@login_required
def act_on_sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, lengthen, close or cancel the test, or give people a seat."""
    viewer, sitting = get_room(request, pk)
    acts: dict[str, Callable[[HttpRequest, Sitting, Person], None]] = {
        "start": _start,
        "close": _close_room,
        "lengthen": _lengthen_all,
        "cancel": _cancel_room,
        "seat": _seat_by_numbers,
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise PermissionDenied
    act(request, sitting, viewer)
    return redirect("courses:office_sitting", pk)


def _start(request: HttpRequest, sitting: Sitting, viewer: Person) -> None:
    if act_in_room(request, lambda: start_sitting(sitting, by=viewer)):
        messages.success(request, _("The test is open. Show the code of the room now."))


def _close_room(request: HttpRequest, sitting: Sitting, viewer: Person) -> None:
    if act_in_room(request, lambda: close_sitting(sitting, by=viewer)):
        messages.success(request, _("Closed. Every paper is handed in; results are shown now."))


def _lengthen_all(request: HttpRequest, sitting: Sitting, viewer: Person) -> None:
    form = MinutesForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _tell_first_error(form))
        return
    try:
        count = lengthen_room(
            sitting, by=viewer, seen=parse_seen(request.POST.get("seen", "")), **form.cleaned_data
        )
    except SittingRefused as refused:
        messages.warning(request, refused.refusal.label)
    else:
        told = _("Papers that have more time now: %(count)s.")
        messages.success(request, told % {"count": number(count)})


def parse_seen(text: str) -> int | None:
    """Return the number that the page showed; None for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _tell_first_error(form: Any) -> str:
    return next(f"{form[name].label}: {told[0]}" for name, told in form.errors.items())


def _cancel_room(request: HttpRequest, sitting: Sitting, viewer: Person) -> None:
    reason = request.POST.get("reason", "")[:300]
    if act_in_room(request, lambda: cancel_sitting(sitting, by=viewer, reason=reason)):
        messages.success(request, _("Cancelled. Who has a seat is told."))


def _seat_by_numbers(request: HttpRequest, sitting: Sitting, viewer: Person) -> None:
    form = NumbersForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _tell_first_error(form))
        return
    found: dict[Person, None] = {}
    made: list[SittingSeat] = []
    missing = []
    for word in form.cleaned_data["numbers"]:
        named = Person.objects.identified_by(word)
        # Security: a number that nobody has and one of another office's are told alike.
        person = find_candidates(sitting, viewer).filter(pk__in=named).first()
        if person:
            found[person] = None
        else:
            missing.append(word)
    if found and act_in_room(request, lambda: made.extend(seat_people(sitting, found, by=viewer))):
        told = _("Seats given: %(count)s.")
        messages.success(request, told % {"count": number(len(made))})
        if had := len(found) - len(made):
            told = _("People who had a seat already: %(count)s.")
            messages.info(request, told % {"count": number(had)})
    for word in missing[:_MOST_TOLD]:
        told = _("%(number)s – nobody of your offices, and nobody who takes the course")
        messages.warning(request, told % {"number": word})
