"""Shows offices and trainers their sessions, and lets them decide about seats."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.models import ClassSession, Course, SessionSeat, Sitting
from courses.sessions import SessionRefused, finish_session, nominate_person, open_session
from courses.sessions.access import may_run, may_teach
from courses.sessions.attendance import is_window_open
from courses.sessions.closing import cancel_session, reopen_session, restore_session
from courses.sessions.nomination import decide_nomination
from courses.sessions.refusals import SessionRefusal
from courses.sessions.seats import remove_from_session
from courses.sessions.shares import read_shares
from courses.sittings.access import takes_sittings
from courses.sittings.planning import cancel_sittings
from courses.web.sessions.learner import signed_in
from courses.web.sittings.forms import list_supervised
from people.access import agencies_for, has_role, has_role_over
from people.history import record_looks
from people.models import Person, Role
from people.text import clean
from people.text.formatting import number
from people.web import PendingWork, parse_primary_key, register_work

_SESSIONS_PER_PAGE = 30
_MOST_NUMBERS = 200
_BETWEEN_NUMBERS = re.compile(r"[,;၊]")
_MOST_TOLD = 20
_LONGEST_REASON = 300
_RUNNERS = (Role.Kind.TRAINER, Role.Kind.HR)
_STATES = SessionSeat.State
_SEATED = Count("seats", filter=Q(seats__state=_STATES.SEATED))
_WAITING = Count("seats", filter=Q(seats__state__in=[_STATES.WAITING, _STATES.ASKED]))


def require_worker(request: HttpRequest) -> Person:
    """Return who works with sessions: HR managers and trainers."""
    viewer = signed_in(request)
    if not has_role(viewer, Role.Kind.HR, Role.Kind.TRAINER):
        raise PermissionDenied
    return viewer


@never_cache
@require_safe
@login_required
def list_office_sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions of the viewer's offices: to come, drafts and past, or all one may
    nominate for.
    """
    viewer = require_worker(request)
    which = request.GET.get("show", "")
    rows, course = _narrow(viewer, which), _find_course(request)
    if course:
        rows = rows.filter(course=course)
    rows = rows.select_related("agency", "course")
    rows = rows.annotate(seated=_SEATED, waiting=_WAITING)
    page = Paginator(rows, _SESSIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": which,
        "course": course,
        "shows": (
            ("", _("To come and drafts")),
            ("past", _("Past")),
            ("others", _("Of other offices")),
        ),
        "plans": has_role(viewer, Role.Kind.HR, Role.Kind.TRAINER),
    }
    return render(request, "courses/sessions/office_list.html", context)


def _find_course(request: HttpRequest) -> Course | None:
    """Return the course whose key the back office names in its link."""
    with suppress(ValueError):
        return Course.objects.filter(key=uuid.UUID(request.GET.get("course", ""))).first()
    return None


def _narrow(viewer: Person, which: str) -> QuerySet[ClassSession]:
    kept, now = ClassSession.objects.kept_by(viewer), timezone.now()
    if which == "past":
        return kept.filter(Q(ends_at__lte=now) | ~Q(closed_at=None)).order_by("-begins_at", "-pk")
    if which == "others":
        own = kept.values("pk")
        return (
            ClassSession.objects.visible_to(viewer)
            .upcoming()
            .exclude(pk__in=own)
            .order_by("begins_at", "pk")
        )
    coming = kept.filter(Q(ends_at__gt=now) | Q(ends_at=None), closed_at=None)
    # Asked for by name: rows that are counted over lose the order of the model.
    return coming.order_by("begins_at", "pk")


@never_cache
@require_safe
@login_required
def show_office_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one session with its seats: all to who runs it, their own people to HR managers."""
    viewer = require_worker(request)
    session = _get_session(viewer, pk)
    seats = SessionSeat.objects.visible_to(viewer).filter(session=session)
    seats = seats.select_related("person", "nominated_by").order_by(
        Person.name_order("person__"), "pk"
    )
    rows, teaches = list(seats), may_teach(viewer, session)
    record_looks(viewer, [one.person_id for one in rows])
    shares = read_shares(session, [one for one in rows if one.is_seated])
    context = {
        "session": session,
        "parts": [(part, is_window_open(part)) for part in session.parts.all()],
        "seated": [(one, shares[one.pk]) for one in rows if one.is_seated],
        "waiting": sorted(
            (one for one in rows if one.is_waiting), key=lambda one: (one.queued_at, one.pk)
        ),
        "asked": [one for one in rows if one.is_asked],
        "gone": [one for one in rows if not one.is_standing],
        "trainers": session.trainers.all(),
        "taken": session.seats.seated().count(),
        "removes": session.is_open and has_role(viewer, *_RUNNERS),
        "runs": may_run(viewer, session.agency),
        "teaches": teaches,
        "shows_link": teaches or any(one.person_id == viewer.pk and one.is_seated for one in rows),
        "certifies": session.is_finished
        and session.course_id is None
        and has_role_over(viewer, Role.Kind.REGISTRAR, session.agency),
        "nominates": has_role(viewer, Role.Kind.HR, Role.Kind.TRAINER),
        **_read_sittings(viewer, session, teaches),
        "is_over": session.is_over(),
        "has_begun": session.has_begun(),
    }
    return render(request, "courses/sessions/office_session.html", context)


def _read_sittings(viewer: Person, session: ClassSession, teaches: bool) -> dict[str, Any]:
    if not teaches or session.course_id is None:
        return {}
    sittings = Sitting.objects.kept_by(viewer).filter(session=session).select_related("quiz")
    can_sit = takes_sittings(session) and list_supervised(viewer, session).exists()
    return {"sittings": sittings, "can_sit": can_sit}


def _get_session(viewer: Person, pk: int) -> ClassSession:
    # Security: a session of others and one that does not exist get the same answer.
    rows = ClassSession.objects.visible_to(viewer).select_related("agency", "course")
    return get_object_or_404(rows, pk=pk)


@require_POST
@login_required
def act_on_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, finish or cancel the session, or take that back."""
    viewer = require_worker(request)
    session = _get_session(viewer, pk)
    reason = clean(request.POST.get("reason", "")[:_LONGEST_REASON])
    acts = {
        "open": lambda: open_session(session, by=viewer),
        "finish": lambda: finish_session(session, by=viewer),
        "reopen": lambda: reopen_session(session, by=viewer),
        "cancel": lambda: _cancel(session, viewer, reason),
        "restore": lambda: restore_session(session, by=viewer),
    }
    told = {
        "open": _("The session is open. People can join and be nominated."),
        "finish": _("Finished. Who has done everything completes the course in a moment."),
        "reopen": _("Taken back. The session is open again."),
        "cancel": _("Cancelled. Who had a place is told."),
        "restore": _("The session is a draft again."),
    }
    act = request.POST.get("act", "")
    if act not in acts:
        raise PermissionDenied
    try:
        acts[act]()
    except SessionRefused as refused:
        _tell_refusal(request, refused)
    else:
        messages.success(request, told[act])
    return redirect("courses:office_session", pk)


@transaction.atomic
def _cancel(session: ClassSession, viewer: Person, reason: str) -> None:
    # Here, for sessions know nothing of the tests that are planned in them.
    cancel_sittings(cancel_session(session, by=viewer, reason=reason), by=viewer)


def _tell_refusal(request: HttpRequest, refused: SessionRefused) -> None:
    if refused.refusal == SessionRefusal.NOT_YOURS:
        raise PermissionDenied from refused
    messages.warning(request, refused.refusal.label)


@require_POST
@login_required
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Nominate people by their staff numbers, one a line; each who is left out is named."""
    viewer = require_worker(request)
    session = _get_session(viewer, pk)
    # A list in one line has commas of either script.
    written = _BETWEEN_NUMBERS.sub(" ", clean(request.POST.get("numbers", "")))
    words = dict.fromkeys(written.split())
    if not words:
        messages.warning(request, _("Write at least one staff number."))
    if len(words) > _MOST_NUMBERS:
        told = _("Nobody was nominated: write at most %(count)s numbers at once.")
        messages.warning(request, told % {"count": number(_MOST_NUMBERS)})
        return redirect("courses:office_session", pk)
    done, left_out = 0, []
    for word in words:
        refusal = _nominate_one(session, word, viewer)
        if refusal:
            left_out.append(f"{word} – {refusal}")
        else:
            done += 1
    if done:
        messages.success(request, _("Nominated: %(count)s.") % {"count": number(done)})
    for told in left_out[:_MOST_TOLD]:
        messages.warning(request, told)
    if more := left_out[_MOST_TOLD:]:
        messages.warning(request, _("and %(shown)s more") % {"shown": number(len(more))})
    if not words:
        messages.warning(request, _("Write at least one staff number."))
    return redirect("courses:office_session", pk)


def _nominate_one(session: ClassSession, word: str, viewer: Person) -> str:
    """Return why the person was not nominated, ``""`` if they are."""
    # Security: a number that nobody has and one of another office's are told alike.
    managed = agencies_for(viewer, Role.Kind.HR, Role.Kind.TRAINER)
    people = Person.objects.posted_in(managed, day=timezone.localdate())
    person = people.filter(pk__in=Person.objects.identified_by(word)).first()
    if person is None:
        return str(SessionRefusal.NOT_THEIRS.label)
    try:
        nominate_person(session, person, by=viewer)
    except SessionRefused as refused:
        return str(refused.refusal.label)
    return ""


@require_POST
@login_required
def decide_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or decline a nomination, or take a seat away."""
    viewer = require_worker(request)
    session = _get_session(viewer, pk)
    key = parse_primary_key(request.POST.get("seat", ""))
    seats = SessionSeat.objects.visible_to(viewer).filter(session=session)
    seat = get_object_or_404(seats, pk=key)
    reason = clean(request.POST.get("reason", "")[:_LONGEST_REASON])
    try:
        if "remove" in request.POST:
            remove_from_session(seat, by=viewer, reason=reason)
            messages.success(request, _("The seat is free again. The person is told."))
        else:
            approves = "approve" in request.POST
            decide_nomination(seat, by=viewer, approves=approves, reason=reason)
            messages.success(request, _("Decided. The person is told."))
    except SessionRefused as refused:
        _tell_refusal(request, refused)
    return redirect("courses:office_session", pk)


def _find_nominations(person: Person) -> QuerySet[Any]:
    run: dict[str, Any] = {"session__agency__in": agencies_for(person, *_RUNNERS)}
    return SessionSeat.objects.asked().filter(**run)


register_work(
    PendingWork(
        key="nominations",
        order=12,
        label=gettext_lazy("Nominations for class sessions"),
        empty=gettext_lazy("No nomination waits"),
        address="courses:office_sessions",
        find=_find_nominations,
        roles=(Role.Kind.TRAINER, Role.Kind.HR),
    )
)
