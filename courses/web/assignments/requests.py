"""Lets people ask for more time or not to have to do something, and their managers decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.assignments.requests import (
    ImpossibleExtension,
    NothingToAskAbout,
    ReasonMissing,
    RequestDecided,
    ask_about_assignment,
    decline_question,
    grant_request,
    undo_decision,
    withdraw_question,
)
from courses.models import AssignedPerson, AssignmentRequest, AssignmentRequestQuerySet
from courses.web.assignments.forms import LONGEST_REASON, AskForm
from people.access import has_role
from people.history import record_looks
from people.models import Person, Role
from people.web import FORM_METHODS, limit_rate

_ROWS_SHOWN = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("ask-office", exempt=FORM_METHODS)
def ask_about_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form for a request about one's own assignment; a POST asks, or takes it back."""
    mine = AssignedPerson.objects.asked(timezone.localdate()).filter(person=request.user.pk)
    row = get_object_or_404(mine.with_what(), pk=pk)
    waiting = AssignmentRequest.objects.waiting().filter(assigned=row).first()
    if "withdraw" in request.POST:
        return _take_question_back(request, waiting)
    given = request.POST if request.method == "POST" else None
    form = AskForm(given, has_due_day=row.can_be_extended)
    if (
        waiting is None
        and form.is_bound
        and form.is_valid()
        and _send_question(request, row, form)
    ):
        return redirect("courses:my_learning")
    context = {"row": row, "form": form, "waiting": waiting}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "courses/assignments/ask.html", context, status=status)


def _send_question(request: HttpRequest, row: AssignedPerson, form: AskForm) -> bool:
    """Ask; return False, with words at the field, for what cannot be asked."""
    try:
        ask_about_assignment(row, reason=form.cleaned_data["reason"], until=form.until_day)
    except ReasonMissing:
        form.add_error("reason", _("Say why, in one sentence."))
    except ImpossibleExtension:
        form.add_error("until", _("Take a day after the one on which it is due, within a year."))
    except NothingToAskAbout:
        messages.info(request, _("You have done it: nothing is asked of you."))
    else:
        messages.success(request, _("Your manager has been asked. You are told what is decided."))
    return not form.errors


def _take_question_back(request: HttpRequest, waiting: AssignmentRequest | None) -> HttpResponse:
    try:
        if waiting is None:
            raise RequestDecided
        withdraw_question(waiting)
    except RequestDecided:
        messages.info(request, _("It is decided already."))
    else:
        messages.success(request, _("You have taken your request back."))
    return redirect("courses:my_learning")


@never_cache
@require_safe
@login_required
def show_assignment_requests(request: HttpRequest) -> HttpResponse:
    """Show requests that wait for the viewer, and those decided lately."""
    viewer = _require_decider(request)
    visible = _load_requests(viewer)
    waiting = list(visible.pending(timezone.localdate())[:_ROWS_SHOWN])
    states = [AssignmentRequest.State.GRANTED, AssignmentRequest.State.DECLINED]
    decided = list(visible.filter(state__in=states).order_by("-decided_at")[:_ROWS_SHOWN])
    record_looks(viewer, [one.assigned.person_id for one in (*waiting, *decided)])
    context = {"waiting": waiting, "decided": decided}
    return render(request, "courses/assignments/requests.html", context)


@require_POST
@login_required
def decide_assignment_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or decline a request, or let a decided one wait again."""
    viewer = _require_decider(request)
    # Security: one's own request, and one of others, is as if it did not exist.
    asked = get_object_or_404(_load_requests(viewer), pk=pk)
    answer = request.POST.get("answer", "")[:LONGEST_REASON]
    try:
        if "grant" in request.POST:
            grant_request(asked, by=viewer, answer=answer)
            messages.success(request, _("Granted. The person is told."))
        elif "decline" in request.POST:
            decline_question(asked, by=viewer, answer=answer)
            messages.success(request, _("Declined. The person reads your answer."))
        elif "undo" in request.POST:
            undo_decision(asked, by=viewer)
            messages.success(request, _("Taken back. The request waits again."))
    except ReasonMissing:
        messages.error(request, _("Please write an answer for the person."))
    except RequestDecided:
        messages.info(request, _("Somebody has decided this meanwhile. Nothing was changed."))
    return redirect("courses:assignment_requests")


def _require_decider(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    if not has_role(person, Role.Kind.HR, Role.Kind.LINE_MANAGER):
        raise PermissionDenied
    return person


def _load_requests(viewer: Person) -> AssignmentRequestQuerySet:
    related = ("assigned__person", "decided_by")
    return AssignmentRequest.objects.visible_to(viewer).with_what().select_related(*related)
