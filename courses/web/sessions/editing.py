"""Lets offices plan a class session and change it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import ClassSession
from courses.sessions import SessionPlan, SessionRefused, create_session
from courses.sessions.access import may_run
from courses.sessions.planner import find_clashes
from courses.sessions.refusals import SessionRefusal
from courses.sessions.scheduling import change_session
from courses.web.sessions.forms import (
    BasePartFormSet,
    PartFormSet,
    SessionForm,
    describe_next_parts,
    describe_parts,
)
from courses.web.sessions.learner import signed_in
from people.access import has_role
from people.models import Person, Role
from people.text.formatting import number, official_datetime
from people.web import parse_primary_key

_MOST_CLASHES = 5
_FIELDS = {SessionRefusal.SEATS: "capacity", SessionRefusal.COURSE: "course"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_session(request: HttpRequest) -> HttpResponse:
    """Show the form of a new session; a POST makes it a draft."""
    viewer = signed_in(request)
    if not has_role(viewer, Role.Kind.TRAINER, Role.Kind.HR):
        raise PermissionDenied
    return _edit(request, viewer, None, example=find_example(request, viewer))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of a session; a POST changes it, and tells who comes."""
    viewer = signed_in(request)
    rows = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    session = get_object_or_404(rows, pk=pk)
    if not may_run(viewer, session.agency) or session.closed_at:
        raise PermissionDenied
    return _edit(request, viewer, session)


def find_example(request: HttpRequest, viewer: Person) -> ClassSession | None:
    """Return the session after which new ones are made. Raise 404 for one of others."""
    key = parse_primary_key(request.GET.get("like", ""))
    if key is None:
        return None
    rows = ClassSession.objects.kept_by(viewer).select_related("agency", "course")
    session = get_object_or_404(rows, pk=key)
    if not may_run(viewer, session.agency):
        raise Http404
    return session


def _edit(
    request: HttpRequest,
    viewer: Person,
    session: ClassSession | None,
    *,
    example: ClassSession | None = None,
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, by=viewer, session=session or example)
    if session:
        initial = describe_parts(session)
    else:
        initial = describe_next_parts(example) if example else []
    parts: BasePartFormSet = PartFormSet(  # type: ignore[assignment]
        data, initial=initial, prefix="part"
    )
    if data is not None and form.is_valid() and parts.is_valid():
        saved = _save_session(form, parts, viewer, session)
        if saved:
            messages.success(request, _tell_saved(saved, session))
            _tell_clashes(request, form.build_plan(parts.read_times()), viewer, saved)
            if session and saved.revision != session.revision:
                _tell_left_tests(request, saved)
            return redirect("courses:office_session", saved.pk)
    context = {"form": form, "parts": parts, "session": session}
    return render(
        request, "courses/sessions/form.html", context, status=422 if data is not None else 200
    )


def _save_session(
    form: SessionForm, parts: BasePartFormSet, by: Person, session: ClassSession | None
) -> ClassSession | None:
    """Write the session; return None, with the error in words, when it cannot be."""
    plan = form.build_plan(parts.read_times())
    try:
        if session:
            return change_session(session, plan, by=by)
        return create_session(plan, by=by)
    except SessionRefused as refused:
        form.add_error(_FIELDS.get(refused.refusal), _explain_refusal(refused.refusal, session))
    return None


def _explain_refusal(refusal: SessionRefusal, session: ClassSession | None) -> str:
    if session is None or refusal != SessionRefusal.SEATS:
        return str(refusal.label)
    taken = session.seats.seated().count()
    told = ngettext(
        "%(taken)s person has a seat already. Take it away first, on the page of the session.",
        "%(taken)s people have a seat already. Take seats away first, on the page of the session.",
        taken,
    )
    return told % {"taken": number(taken)}


def _tell_clashes(
    request: HttpRequest, plan: SessionPlan, viewer: Person, saved: ClassSession
) -> None:
    [clashes] = find_clashes([plan], by=viewer, besides=saved)
    for clash in clashes[:_MOST_CLASHES]:
        told = render_to_string("courses/sessions/_clash.html", {"clash": clash})
        messages.warning(request, " ".join(told.split()))


def _tell_left_tests(request: HttpRequest, saved: ClassSession) -> None:
    """Say which supervised tests stayed behind when the session moved away from them."""
    planned = saved.sittings.filter(started_at=None, closed_at=None)
    for sitting in planned.exclude(planned_at__range=(saved.begins_at, saved.ends_at)):
        told = _(
            "The supervised test of %(moment)s lies outside the session now. Change its time too:"
            " who has a seat in it is told."
        )
        messages.warning(request, told % {"moment": official_datetime(sitting.planned_at)})


def _tell_saved(saved: ClassSession, before: ClassSession | None) -> str:
    if before is None:
        return _("Kept as a draft. Open it, and people can join.")
    if saved.revision != before.revision:
        return _("Saved. Everybody who has a place is told what changed.")
    return _("Saved.")
