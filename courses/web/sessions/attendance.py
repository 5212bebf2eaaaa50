"""Shows the trainer's list, the screen with the code, and the sheet to sign on paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Attendance, ClassSession, SessionPart, SessionSeat
from courses.sessions.access import may_teach
from courses.sessions.attendance import ListOutcome, MarkedRow, is_window_open, save_list
from courses.sessions.codes import SCREEN_SECONDS, make_code
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.web.sessions.learner import signed_in
from people.history import record_looks
from people.models import Person, Role
from people.text.formatting import number, official_datetime
from people.web import parse_primary_key

_State = Attendance.State
_AGE_DIGITS = 8  # of seconds: longer ago than any session that can be marked
_MOST_TOLD = 20


def _get_part(request: HttpRequest, pk: int, part: int) -> tuple[Person, SessionPart]:
    """Return who takes attendance, and the part. Raise 404, also for sessions of others."""
    viewer, row = _find_marked_part(request, pk, part)
    if row is None:
        raise Http404
    return viewer, row


def _find_marked_part(
    request: HttpRequest, pk: int, part: int
) -> tuple[Person, SessionPart | None]:
    """Return as above, and None for a part that the session has no more."""
    viewer = signed_in(request)
    kept = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    session = get_object_or_404(kept, pk=pk)
    row = session.parts.filter(pk=part).first()
    if row:
        row.session = session
    return viewer, row


def _list_seated(session: ClassSession) -> list[SessionSeat]:
    seats = session.seats.seated().select_related("person")
    return list(seats.order_by(Person.name_order("person__"), "pk"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_list(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Show who was there in a part; a POST writes the rows that were changed."""
    if request.method == "POST":
        return _answer_marks(request, pk, part)
    viewer, row = _get_part(request, pk, part)
    records = row.attendances.select_related("recorded_by").annotate(corrected=Count("changes"))
    known = {one.seat_id: one for one in records}
    session, seats = row.session, _list_seated(row.session)
    record_looks(viewer, [seat.person_id for seat in seats])
    context = {
        "session": session,
        "part": row,
        "parts": session.parts.all(),
        "rows": [(seat, known.get(seat.pk)) for seat in seats],
        # Nobody marks themselves, nor whom they act for: another one does.
        "own": viewer.principals(Role.Kind.TRAINER, Role.Kind.HR),
        "states": _State.choices,
        "is_open": is_window_open(row),
        "is_writable": session.is_open or session.is_finished,
        "recorded": len(known),
        # A friend could have typed these: the trainer compares them with the room.
        "by_name": sum(one.way == Attendance.Way.NAME for one in known.values()),
    }
    return render(request, "courses/sessions/attendance.html", context)


def _answer_marks(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    viewer, row = _find_marked_part(request, pk, part)
    refusal = _save_marks(request, row, viewer) if row else SessionRefusal.MOVED
    if request.headers.get("Accept") == "application/json":
        return _answer_script(refusal)
    if refusal:
        messages.warning(request, refusal.label)
    if refusal == SessionRefusal.MOVED:  # this page is no more
        return redirect("courses:office_session", pk)
    return redirect(request.path)


def _answer_script(refusal: SessionRefusal | None) -> JsonResponse:
    # What is told of a list that was saved stands on the page, which is loaded anew.
    if refusal is None:
        return JsonResponse({})
    return JsonResponse({"message": str(refusal.label)}, status=409)


def _save_marks(request: HttpRequest, part: SessionPart, viewer: Person) -> SessionRefusal | None:
    # Security: marks that wait on a device are sent in the name of who made them, or not at all.
    if request.POST.get("by", str(viewer.pk)) != str(viewer.pk):
        return SessionRefusal.OTHERS_MARKS
    rest = _State.PRESENT.value if "rest" in request.POST else ""
    rows = {}
    for name in request.POST:
        if name.startswith("seen-") and (key := parse_primary_key(name.removeprefix("seen-"))):
            state = request.POST.get(f"state-{key}", "") or rest
            if state in _State.values:
                rows[key] = MarkedRow(request.POST.get(name, ""), state, _read_age(request, key))
    try:
        outcome = save_list(part, rows, by=viewer)
    except SessionRefused as refused:
        return refused.refusal
    _tell_outcome(request, outcome)
    return None


def _read_age(request: HttpRequest, key: int) -> dt.timedelta:
    """Return how long ago the row was marked on a device that had no network."""
    text = request.POST.get(f"age-{key}", "0")
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < _AGE_DIGITS else 0
    return dt.timedelta(seconds=seconds)


def _tell_outcome(request: HttpRequest, outcome: ListOutcome) -> None:
    told = ngettext("%(count)s row saved.", "%(count)s rows saved.", outcome.written)
    messages.success(request, told % {"count": number(outcome.written)})
    if outcome.overtaken:
        told = ngettext(
            "%(count)s row had been changed on another device meanwhile. What you saved counts.",
            "%(count)s rows had been changed on another device meanwhile. What you saved counts.",
            outcome.overtaken,
        )
        messages.warning(request, told % {"count": number(outcome.overtaken)})
    for record in outcome.kept[:_MOST_TOLD]:
        told = _("%(name)s stays “%(state)s”, recorded later than your mark: %(moment)s, %(way)s.")
        facts = {"name": record.seat.person, "state": record.get_state_display()}
        facts |= {"moment": official_datetime(record.recorded_at), "way": record.get_way_display()}
        messages.warning(request, told % facts)
    for person in outcome.completed:
        told = _(
            "%(name)s has completed the course already. That stays; a registrar decides about the"
            " certificate."
        )
        messages.warning(request, told % {"name": person})


@require_safe
def serve_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker of the lists from beside them, where browsers let it answer."""
    path = finders.find("js/attendance-worker.js")
    response = HttpResponse(Path(str(path)).read_bytes(), content_type="text/javascript")
    # Not longer: a mended worker must reach devices.
    patch_cache_control(response, max_age=0)
    return response


@never_cache
@require_safe
@login_required
def show_screen(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Show the code of a part for a projector; the page asks for a new one by itself."""
    viewer, row = _get_part(request, pk, part)
    if not may_teach(viewer, row.session):
        raise PermissionDenied
    is_open = row.session.is_open and is_window_open(row)
    path = reverse("courses:check_in_code", args=[make_code(row.pk)])
    code = segno.make(f"{settings.SITE_URL}{path}", error="m", micro=False)
    context = {
        "session": row.session,
        "part": row,
        "is_open": is_open,
        "seconds": SCREEN_SECONDS,
        "picture": code.svg_data_uri(border=4, dark="#000", light="#fff") if is_open else "",
        "here": row.attendances.filter(state__in=[_State.PRESENT, _State.LATE]).count(),
        "seats": row.session.seats.seated().count(),
    }
    return render(request, "courses/sessions/screen.html", context)


@never_cache
@require_safe
@login_required
def show_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet to print and to sign, with a column a part."""
    viewer = signed_in(request)
    kept = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    session = get_object_or_404(kept, pk=pk)
    seats = _list_seated(session)
    record_looks(viewer, [seat.person_id for seat in seats])
    context = {
        "session": session,
        "parts": session.parts.all(),
        "seats": seats,
        "trainers": session.trainers.all(),
    }
    return render(request, "courses/sessions/sheet.html", context)
