"""Lets HR managers assign something, change its due day, end it and take that back."""

from __future__ import annotations

import hashlib
import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.assignments.making import (
    AssignmentOver,
    change_due,
    end_assignment,
    make_assignment,
    resume_assignment,
)
from courses.assignments.reach import Reach, preview_reach
from courses.models import Assignment
from courses.web.assignments.forms import (
    AssignmentForm,
    ChangeAssignmentForm,
    EndAssignmentForm,
)
from courses.web.assignments.listing import get_assignment, require_assignment_reader
from people.access import has_role, has_role_over
from people.history import record_looks
from people.models import Agency, Person, Role
from people.web.office import choose_unit
from people.web.office.audiences import read_list_query

_KEY_SIGNS = 32
_UNTOLD = ("csrfmiddlewaretoken", "confirm")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_assignment(request: HttpRequest) -> HttpResponse:
    """Ask what is assigned to whom, show whom it reaches; once more confirmed, assign it.

    ``?unit=&skill=&level=`` is what somebody lacks there, as figures lead here; whatever a list
    of people is narrowed by is taken too.
    """
    viewer = require_assignment_reader(request)
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    unit = choose_unit(request, Agency.objects.visible_to(viewer)).unit
    rule = read_list_query(_read_gap(request.GET), unit)
    form = AssignmentForm(request.POST or None, by=viewer, rule=rule)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        draft, digest = form.build_draft(), _digest_form(request)
        key, seen = _read_confirmed(request)
        reach = preview_reach(draft, draft.starts_on)
        form.check_reach(reach.count)
        # What is confirmed is what was shown.
        if not form.errors and key and seen == digest:
            draft.key = key
            return _assign_draft(request, draft, reach, viewer)
        record_looks(viewer, [one.pk for one in reach.names])
        if not form.errors:
            # With a key of this page: sent twice it is one assignment.
            confirm = uuid.uuid4().hex + digest
            context |= {"confirm": confirm, "reach": reach, "draft": draft}
    return render(request, "courses/assignments/form.html", context)


def _read_gap(query: QueryDict) -> QueryDict:
    """Return the query as a list of people is asked for: a level alone means who lacks it."""
    asked = query.copy()
    if asked.get("skill") and "level" in asked:
        asked["skill_level"], asked["skill_proof"] = str(asked["level"]), "lacking"
    return asked


def _read_confirmed(request: HttpRequest) -> tuple[uuid.UUID | None, str]:
    """Return the key of the page that is confirmed, and what it showed."""
    text = request.POST.get("confirm", "")
    with suppress(ValueError):
        return uuid.UUID(text[:_KEY_SIGNS]), text[_KEY_SIGNS:]
    return None, ""


def _digest_form(request: HttpRequest) -> str:
    told = sorted(
        (name, request.POST.getlist(name)) for name in request.POST if name not in _UNTOLD
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _assign_draft(
    request: HttpRequest, draft: Assignment, reach: Reach, viewer: Person
) -> HttpResponse:
    made = make_assignment(draft, by=viewer, expected=reach.count)
    messages.success(request, _("Assigned. Its people are told, one letter a day."))
    return redirect("courses:assignment", made.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another due day; a POST changes it for everybody."""
    viewer, assignment = _require_managed(request, pk)
    form = ChangeAssignmentForm(request.POST or None, assignment=assignment)
    if form.is_bound and form.is_valid():
        until = form.cleaned_data["takes_until"]
        try:
            change_due(assignment, form.due_rule, takes_until=until, by=viewer)
        except AssignmentOver:
            messages.warning(request, _("Somebody has ended it meanwhile. Nothing was changed."))
        else:
            messages.success(request, _("Changed. Who was granted another day keeps that one."))
        return redirect("courses:assignment", pk)
    context = {"form": form, "assignment": assignment}
    return render(request, "courses/assignments/change.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the assignment ends; a POST ends it."""
    viewer, assignment = _require_managed(request, pk)
    form = EndAssignmentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            end_assignment(assignment, reason=form.cleaned_data["reason"], by=viewer)
        except AssignmentOver:
            messages.warning(request, _("Somebody has ended it already."))
        else:
            messages.success(request, _("Ended. What was done stays. This can be taken back."))
        return redirect("courses:assignment", pk)
    context = {"form": form, "assignment": assignment}
    return render(request, "courses/assignments/end.html", context)


@require_POST
@login_required
def take_end_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the end back."""
    viewer, assignment = _require_managed(request, pk)
    try:
        resume_assignment(assignment, by=viewer)
    except AssignmentOver:
        messages.warning(request, _("It goes on already."))
    else:
        messages.success(request, _("It goes on, with the days that people had."))
    return redirect("courses:assignment", pk)


def _require_managed(request: HttpRequest, pk: int) -> tuple[Person, Assignment]:
    viewer = require_assignment_reader(request)
    assignment = get_assignment(viewer, pk)
    if not has_role_over(viewer, Role.Kind.HR, assignment.agency):
        raise PermissionDenied
    return viewer, assignment
