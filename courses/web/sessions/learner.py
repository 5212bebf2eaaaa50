"""Shows people the sessions they may come to, and lets them join and leave."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import ClassSession, SessionSeat
from courses.sessions.access import may_teach
from courses.sessions.calendar import write_calendar
from courses.sessions.refusals import SessionRefused
from courses.sessions.seats import explain_closed_door, join_session, leave_session
from people.access import has_role
from people.models import Person, Role

_SESSIONS_PER_PAGE = 30


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


@never_cache
@require_safe
@login_required
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Show the person's own sessions, and those they may join or hear of."""
    person = signed_in(request)
    mine = list_own_seats(person)
    keys = [seat.session_id for seat in mine]
    offered = ClassSession.objects.visible_to(person).upcoming().exclude(pk__in=keys)
    pages = Paginator(offered.select_related("agency"), _SESSIONS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    past = person.session_seats.seated().filter(session__state=ClassSession.State.FINISHED)
    context = {
        "mine": mine,
        "page": page,
        "past": past.select_related("session").order_by("-session__begins_at")[:20],
        "works": has_role(person, Role.Kind.HR, Role.Kind.TRAINER),
    }
    return render(request, "courses/sessions/list.html", context)


def list_own_seats(person: Person) -> list[SessionSeat]:
    """Return what the person has in sessions that are not over, the next one first: one query."""
    seats = SessionSeat.objects.standing().filter(
        person=person, session__in=ClassSession.objects.upcoming()
    )
    return list(seats.select_related("session__agency").order_by("session__begins_at", "pk"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one session; a POST joins it or gives the seat up."""
    person = signed_in(request)
    # Security: a session of others and one that does not exist get the same answer.
    rows = ClassSession.objects.visible_to(person).select_related("agency", "course")
    session = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        _join_or_leave(request, session, person)
        return redirect(request.path)
    seat = session.seats.filter(person=person).first()
    standing = seat if seat and seat.is_standing else None
    teaches = may_teach(person, session)
    context = {
        "session": session,
        "parts": session.parts.all(),
        "seat": seat,
        "standing": standing,
        "ahead": _count_ahead(standing),
        "free": max(0, session.capacity - session.seats.seated().count()),
        "takes_out": session.is_cancelled or _gave_up(seat),
        "lacks": _is_short(session, seat),
        "closed": None if standing else explain_closed_door(session, person),
        "can_leave": standing is not None and session.is_open and not session.has_begun(),
        # Security: whoever has the address of a meeting comes in, seat or none.
        "shows_link": teaches or bool(seat and seat.is_seated),
        "runs": teaches or has_role(person, Role.Kind.HR),
    }
    return render(request, "courses/sessions/session.html", context)


def _is_short(session: ClassSession, seat: SessionSeat | None) -> bool:
    """Return whether what was attended of a finished session is too little for the course."""
    asked = session.course.attendance_percent if session.course else None
    if asked is None or seat is None or not (session.is_finished and seat.is_seated):
        return False
    return (seat.share or 0) < asked


def _join_or_leave(request: HttpRequest, session: ClassSession, person: Person) -> None:
    try:
        if "leave" in request.POST:
            leave_session(session, person)
            # Of a seat, the waiting list and a nomination alike.
            done = _("You are not on the list of this session any more. Who waits moves up.")
            messages.success(request, done)
            return
        seat = join_session(session, person)
    except SessionRefused as refused:
        messages.warning(request, refused.refusal.label)
        return
    if seat.is_seated:
        messages.success(request, _("You have a seat. Put the dates into your calendar."))
    elif seat.is_waiting:
        messages.info(request, _("All seats are taken. You are on the waiting list."))


def _count_ahead(seat: SessionSeat | None) -> int:
    """Return how many stand before the person on the waiting list."""
    if seat is None or not seat.is_waiting:
        return 0
    line = list(seat.session.seats.waiting().values_list("pk", flat=True))
    return line.index(seat.pk)


def _gave_up(seat: SessionSeat | None) -> bool:
    return seat is not None and not seat.is_standing


@never_cache
@require_safe
@login_required
def download_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the dates as a calendar file."""
    person = signed_in(request)
    rows = ClassSession.objects.visible_to(person).select_related("agency")
    session = get_object_or_404(rows, pk=pk)
    text = write_calendar(session, is_off=_gave_up(session.seats.filter(person=person).first()))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    name = f"session-{session.pk}.ics"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
