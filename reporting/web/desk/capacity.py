"""Shows the yearly capacity plans of agencies; lets offices write, submit and approve them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import has_role_over
from people.models import Agency, Person, Role
from people.web import PendingWork, register_work
from people.web.office import choose_unit, require_reader
from plan.capacity import (
    CapacityRefused,
    Need,
    can_write_capacity,
    choose_priority,
    decide_capacity,
    drop_priority,
    list_capacity_to_decide,
    start_capacity,
    submit_capacity,
)
from plan.levels import load_level_names, name_level
from plan.models import QUARTERS, CapacityPlan, CapacityPriority
from reporting.figures.needs import list_needs
from reporting.insights.planning.capacity import list_priorities, list_seats
from reporting.output import describe_unit
from reporting.output.planning.capacity import build_capacity_sheet
from reporting.web.decorators import get_viewer
from reporting.web.desk.capacity_forms import AnswerForm, PriorityForm, YearForm, read_quarters
from reporting.web.files import serve_sheets

_PLANS_PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_plans(request: HttpRequest) -> HttpResponse:
    """Show the plans of a unit and below; a POST begins that of the unit for a year."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    reach = Agency.objects.figures_visible_to(viewer)
    # Who has one office begins its plan here, and chooses nothing.
    needs_one = request.method == "POST" or len(reach[:2]) == 1
    place = choose_unit(request, reach, needs_one=needs_one)
    form = YearForm(request.POST or None)
    if form.is_bound and form.is_valid() and place.unit:
        try:
            plan = start_capacity(place.unit, form.cleaned_data["year"], by=viewer)
        except CapacityRefused as refused:
            raise PermissionDenied from refused
        return redirect("reporting:capacity_plan", plan.pk)
    plans = _list_capacity_plans(viewer)
    if place.unit:
        plans = plans.filter(agency__path__startswith=place.unit.path)
    page = Paginator(plans, _PLANS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "writes": place.unit is not None and can_write_capacity(viewer, place.unit),
        **vars(place),
    }
    return render(request, "reporting/capacity_plans.html", context)


@never_cache
@require_safe
@login_required
def show_capacity_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan: needs while it is a draft, priorities by quarter with what was taught."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    return _render_plan(request, viewer, _get_plan(viewer, pk), AnswerForm())


def _render_plan(
    request: HttpRequest, viewer: Person, plan: CapacityPlan, form: AnswerForm
) -> HttpResponse:
    is_draft = plan.state == CapacityPlan.State.DRAFT
    writes = is_draft and can_write_capacity(viewer, plan.agency)
    today = timezone.localdate()
    rows = list_priorities(plan, day=today)
    seats = list_seats(plan, rows)
    context = {
        "plan": plan,
        "rows": rows,
        "seat_lines": seats,
        "has_opened": any(line.seats.opened for one in seats for line in one.lines),
        "quarters": QUARTERS,
        "needs": _list_open_needs(viewer, plan) if writes else [],
        "writes": writes,
        "opens_runs": plan.state == CapacityPlan.State.APPROVED
        and has_role_over(viewer, Role.Kind.HR, plan.agency),
        "decides": list_capacity_to_decide(viewer).filter(pk=plan.pk).exists(),
        "form": form,
        "seats": sum(row.seats for row in rows),
        "budget": sum(row.budget for row in rows),
        "day": today,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reporting/capacity_plan.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_priority(request: HttpRequest, pk: int, code: str, level: int) -> HttpResponse:
    """Show a need with the form of its quarters; a POST makes it a priority, or drops it."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    plan = _get_plan(viewer, pk)
    if not can_write_capacity(viewer, plan.agency):
        raise PermissionDenied
    # Of what is sent only the writer, which locks the plan, knows whether it is a draft still.
    if request.method != "POST" and plan.state != CapacityPlan.State.DRAFT:
        return _tell_no_draft(request, plan)
    known = plan.priorities.filter(skill__code=code, level=level).select_related("skill").first()
    need = _find_need(viewer, plan, code, level, known)
    form = PriorityForm(request.POST or None, initial=read_quarters(known) if known else None)
    if request.method == "POST" and ("drop" in request.POST or form.is_valid()):
        return _change_priority(request, plan, need, known, form)
    name = name_level(load_level_names(), need.skill, need.level)
    context = {"plan": plan, "need": need, "level": name, "form": form, "known": known}
    return render(request, "reporting/capacity_priority.html", context)


def _change_priority(
    request: HttpRequest,
    plan: CapacityPlan,
    need: Need,
    known: CapacityPriority | None,
    form: PriorityForm,
) -> HttpResponse:
    """Keep the priority, or drop it, unless the plan is no draft any more."""
    viewer = get_viewer(request)
    try:
        if "drop" not in request.POST:
            importance = form.cleaned_data["importance"]
            choose_priority(plan, need, importance=importance, quarters=form.quarters, by=viewer)
        elif known:
            drop_priority(known, by=viewer)
    except CapacityRefused:
        return _tell_no_draft(request, plan)
    return redirect("reporting:capacity_plan", plan.pk)


def _tell_no_draft(request: HttpRequest, plan: CapacityPlan) -> HttpResponse:
    messages.warning(request, _("The plan is no draft any more: nothing in it was changed."))
    return redirect("reporting:capacity_plan", plan.pk)


@require_POST
@login_required
def send_capacity_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the plan to the office above."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    plan = _get_plan(viewer, pk)
    try:
        submit_capacity(plan, by=viewer)
    except CapacityRefused:
        messages.warning(request, _("Only a draft of your own office with a priority is sent."))
    else:
        messages.success(request, _("The plan waits for the office above."))
    return redirect("reporting:capacity_plan", plan.pk)


@require_POST
@login_required
def answer_capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the plan, or give it back to be changed."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    plan = _get_plan(viewer, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid() and list_capacity_to_decide(viewer).filter(pk=plan.pk).exists():
        # Nothing is decided without the words that were written for it.
        return _render_plan(request, viewer, plan, form)
    try:
        _decide(request, plan, form.cleaned_data.get("answer", ""))
    except CapacityRefused as error:
        told = _("This plan is not yours to decide, or it is decided already.")
        if error.is_outdated:
            told = _(
                "The plan was sent again meanwhile: look at it once more. Nothing was decided."
            )
        messages.warning(request, told)
    else:
        messages.success(request, _("Decided. The decision stays on record."))
    return redirect("reporting:capacity_plan", plan.pk)


def _decide(request: HttpRequest, plan: CapacityPlan, answer: str) -> None:
    approves, viewer = "approve" in request.POST, get_viewer(request)
    seen, sent_at = request.POST.get("sent", ""), plan.submitted_at
    # A page of what was sent before decides nothing: the plan may be another by now.
    if plan.state == CapacityPlan.State.SUBMITTED and sent_at and seen != sent_at.isoformat():
        raise CapacityRefused(is_outdated=True)
    decide_capacity(plan, approves=approves, answer=answer, by=viewer)


@never_cache
@require_safe
@login_required
def export_plan(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Serve the priorities of the plan as a file."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    plan = _get_plan(viewer, pk)
    today = timezone.localdate()
    about = describe_unit(
        viewer,
        plan.agency,
        today,
        subject=[[_("Year"), plan.year], [_("State"), plan.get_state_display()]],
        rule=_(
            "Needs are those of the day on which they were chosen; seats and money are planned."
        ),
        address=reverse("reporting:capacity_plan", args=[pk]),
    )
    sheet = build_capacity_sheet(list_priorities(plan, day=today))
    name = f"capacity-{plan.agency.code}-{plan.year}"
    return serve_sheets([sheet], about, suffix, name=name)


def _list_open_needs(viewer: Person, plan: CapacityPlan) -> list[dict[str, Any]]:
    """Return the needs of today that are no priorities yet."""
    chosen = set(plan.priorities.values_list("skill", "level"))
    names = load_level_names()
    needs = list_needs(viewer, plan.agency, day=timezone.localdate())
    return [
        {"need": need, "level": name_level(names, need.skill, need.level)}
        for need in needs
        if (need.skill.pk, need.level) not in chosen
    ]


def _find_need(
    viewer: Person, plan: CapacityPlan, code: str, level: int, known: CapacityPriority | None
) -> Need:
    """Return the need as it is today, or as it was chosen. Raise `Http404`."""
    if known:
        return Need(known.skill, known.level, known.headcount, known.gap)
    for need in list_needs(viewer, plan.agency, day=timezone.localdate()):
        if (need.skill.code, need.level) == (code, level):
            return need
    raise Http404


def _list_capacity_plans(viewer: Person) -> QuerySet[CapacityPlan]:
    """Return the plans that the viewer reads, first those that wait for them."""
    waits = Exists(list_capacity_to_decide(viewer).filter(pk=OuterRef("pk")))
    plans = CapacityPlan.objects.visible_to(viewer).annotate(waits=waits)
    return plans.select_related("agency").order_by("-waits", "-year", "agency__path")


def _get_plan(viewer: Person, pk: int) -> CapacityPlan:
    plans = CapacityPlan.objects.visible_to(viewer)
    return get_object_or_404(plans.select_related("agency", "submitted_by", "decided_by"), pk=pk)


def offer_decisions() -> None:
    """Tell whoever decides capacity plans how many wait."""
    register_work(
        PendingWork(
            key="capacity",
            order=45,
            label=gettext_lazy("Capacity plans to be approved"),
            empty=gettext_lazy("No capacity plan waits"),
            address="reporting:capacity_plans",
            find=list_capacity_to_decide,
            roles=(Role.Kind.HR, Role.Kind.SECRETARIAT),
        )
    )
