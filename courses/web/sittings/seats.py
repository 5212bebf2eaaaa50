"""Shows one seat of a room, with what may be done for it; the code, and the list to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Sitting
from courses.sittings.codes import count_seconds_left, make_code
from courses.sittings.planning import remove_seat
from courses.sittings.room import RoomSeat, read_room
from courses.sittings.running import lengthen_seat, let_in
from courses.sittings.voiding import restore_attempt, void_attempt
from courses.web.sittings.forms import MinutesForm, VoidForm
from courses.web.sittings.office import act_in_room, get_room
from people.history import record_looks
from people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_seat(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Show a seat with its papers; a POST lets in, lengthens, voids, restores or removes."""
    viewer, sitting = get_room(request, pk)
    row = next((one for one in read_room(sitting) if one.seat.pk == seat), None)
    if row is None:
        raise Http404
    record_looks(viewer, [row.seat.person_id])
    forms: dict[str, Any] = {"minutes_form": MinutesForm(), "void_form": VoidForm()}
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise PermissionDenied
        refused = act(request, viewer, row)
        if not refused:
            return redirect("courses:office_sitting", pk)
        forms |= refused
    context = {"sitting": sitting, "quiz": sitting.quiz, "row": row, "seat": row.seat, **forms}
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/sittings/seat.html", context, status=status)


# Each returns the form that was filled in wrongly, by its name; nothing when it is done or told.
def _let_late_in(request: HttpRequest, viewer: Person, row: RoomSeat) -> dict[str, Any]:
    if act_in_room(request, lambda: let_in(row.seat, by=viewer)):
        messages.success(request, _("Let in: the code of the room opens the paper once more."))
    return {}


def _lengthen_one(request: HttpRequest, viewer: Person, row: RoomSeat) -> dict[str, Any]:
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return {"minutes_form": form}
    told = {"by": viewer, "seen": _read_end(request), **form.cleaned_data}
    if act_in_room(request, lambda: lengthen_seat(row.seat, **told)):
        messages.success(request, _("The paper has more time now."))
    return {}


def _read_end(request: HttpRequest) -> dt.datetime | None:
    """Return the end of the paper that was shown; None for what no page of ours says."""
    try:
        return parse_datetime(request.POST.get("seen", "")[:40])
    except ValueError:  # a day that no calendar has
        return None


def _void(request: HttpRequest, viewer: Person, row: RoomSeat) -> dict[str, Any]:
    form, paper = VoidForm(request.POST), row.paper
    if not form.is_valid():
        return {"void_form": form}
    # The one that was shown: another may have been begun meanwhile.
    if paper is None or request.POST.get("paper") != str(paper.pk):
        messages.warning(request, _("Something changed meanwhile. Look at the page again."))
        return {}
    if act_in_room(request, lambda: void_attempt(paper, by=viewer, **form.cleaned_data)):
        messages.success(request, _("Voided. The attempt counts for nothing."))
        if paper.enrolment.completed_at:
            told = _("The course is completed already. That stays; a registrar decides.")
            messages.warning(request, told)
    return {}


def _restore(request: HttpRequest, viewer: Person, row: RoomSeat) -> dict[str, Any]:
    paper = row.paper
    if paper and act_in_room(request, lambda: restore_attempt(paper, by=viewer)):
        messages.success(request, _("Taken back. The attempt counts again."))
    return {}


def _remove(request: HttpRequest, viewer: Person, row: RoomSeat) -> dict[str, Any]:
    if act_in_room(request, lambda: remove_seat(row.seat, by=viewer)):
        messages.success(request, _("The seat is free."))
    return {}


_ACTS: dict[str, Callable[[HttpRequest, Person, RoomSeat], dict[str, Any]]] = {
    "let_in": _let_late_in,
    "lengthen": _lengthen_one,
    "void": _void,
    "restore": _restore,
    "remove": _remove,
}


@never_cache
@require_safe
@login_required
def show_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the code of the room for a projector; the page asks for the next one by itself."""
    _viewer, sitting = get_room(request, pk)
    now = timezone.now()
    context = {
        "sitting": sitting,
        "quiz": sitting.quiz,
        "code": make_code(sitting, at=now) if sitting.is_running else "",
        "seconds": count_seconds_left(at=now) + 1,
        "address": request.build_absolute_uri(reverse("courses:own_sittings")),
        **_count_begun(sitting),
    }
    return render(request, "courses/sittings/code.html", context)


def _count_begun(sitting: Sitting) -> dict[str, int]:
    seats = sitting.seats.standing()
    begun = seats.filter(attempts__isnull=False).distinct().count()
    return {"begun": begun, "seats": seats.count()}


@never_cache
@require_safe
@login_required
def show_seat_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list of seats to print and to hang at the door: nothing of what anybody needs."""
    viewer, sitting = get_room(request, pk)
    seats = list(sitting.seats.standing().select_related("person"))
    record_looks(viewer, [seat.person_id for seat in seats])
    context = {"sitting": sitting, "quiz": sitting.quiz, "seats": seats}
    return render(request, "courses/sittings/seat_list.html", context)
