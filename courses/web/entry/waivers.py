"""Lets people ask to enrol without what is to be learnt before, and trainers decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.entry.waivers import (
    NothingToWaive,
    WaiverAnswered,
    WaiverUnexplained,
    ask_for_waiver,
    decide_waiver,
    take_wish_back,
    withdraw_waiver,
)
from courses.models import Course, PrerequisiteWaiver
from people.access import has_role
from people.history import record_looks
from people.models import Person, Role
from people.web import limit_rate, parse_primary_key

_ROWS_SHOWN = 50


@limit_rate("ask-trainer")
@require_POST
@never_cache
@login_required
def ask_waiver(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the trainers of the course, or take one's wish back."""
    course = get_object_or_404(Course.objects.live(), slug=slug)
    assert isinstance(request.user, Person)  # noqa: S101
    if "take_back" in request.POST:
        if take_wish_back(course, request.user):
            messages.success(request, _("Your request is taken back."))
        return redirect("courses:course", slug)
    try:
        ask_for_waiver(course, request.user, wish=request.POST.get("wish", ""))
    except WaiverUnexplained:
        messages.error(request, _("Please say in one sentence what you know already."))
    except NothingToWaive:
        messages.info(request, _("You need not ask: you may enrol, or have asked already."))
    else:
        told = _("The trainers of the course have been asked. The answer comes as a message.")
        messages.success(request, told)
    return redirect("courses:course", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def show_waivers(request: HttpRequest) -> HttpResponse:
    """Show who asks to enrol without what is to be learnt before; a POST decides on one."""
    viewer = request.user
    assert isinstance(viewer, Person)  # noqa: S101
    if not has_role(viewer, Role.Kind.TRAINER):
        raise PermissionDenied
    rows = PrerequisiteWaiver.objects.visible_to(viewer).select_related("course", "person")
    if request.method == "POST":
        _act_on_waiver(request, rows, viewer)
        return redirect("courses:waivers")
    waiting = list(rows.waiting()[:_ROWS_SHOWN])
    granted = list(rows.standing().order_by("-decided_at", "-pk")[:_ROWS_SHOWN])
    record_looks(viewer, [one.person_id for one in (*waiting, *granted)])
    context = {"waiting": waiting, "granted": granted}
    return render(request, "courses/waivers.html", context)


def _act_on_waiver(
    request: HttpRequest, rows: QuerySet[PrerequisiteWaiver], viewer: Person
) -> None:
    key = parse_primary_key(request.POST.get("waiver", ""))
    # Security: a wish of others and one that does not exist get the same answer.
    waiver = get_object_or_404(rows, pk=key)
    answer, act = request.POST.get("answer", ""), request.POST.get("act", "")
    try:
        if act == "withdraw":
            withdraw_waiver(waiver, reason=answer, by=viewer)
        else:
            decide_waiver(waiver, grants=act == "grant", answer=answer, by=viewer)
    except WaiverUnexplained:
        messages.error(request, _("Please write an answer for the learner."))
    except WaiverAnswered:
        messages.info(request, _("It was answered or used meanwhile. Nothing was changed."))
    else:
        messages.success(request, _("Decided. The learner reads your answer."))
