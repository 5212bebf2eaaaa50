"""Shows a unit with what became of it in time, and the forms of acts on it."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.agencies.acts import may_reorganise, require_right, take_act_back
from people.agencies.impact import describe_impact
from people.agencies.refusals import AgencyActRefused
from people.agencies.telling import explain_failure
from people.agencies.undoing import can_undo
from people.models import Agency, AgencyAct, Person
from people.web.office.listing import require_reader
from people.web.units.forms import FORMS, AgencyActForm

_UNTOLD = ("csrfmiddlewaretoken", "confirm")


@never_cache
@require_safe
@login_required
def show_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the unit is and was, and what may be done with it."""
    viewer = require_reader(request)
    reach = Agency.objects.visible_to(viewer)
    unit = get_object_or_404(reach.select_related("successor"), pk=pk)
    above = unit.get_parent()
    context = {
        "unit": unit,
        "above": above,
        # A unit with others below it is the head of their list.
        "listed": unit if unit.numchild else reach.filter(pk=above.pk).first() if above else None,
        "impact": _describe_what_is_here(unit, viewer),
        "past": unit.versions.select_related("parent").order_by("-until"),
        "acts": [
            (act, _may_undo_act(act, viewer), _explain_state(act)) for act in _list_acts(unit)
        ],
        "kinds": [(kind, form.title) for kind, form in FORMS.items()],
        "may_act": may_reorganise(viewer, unit) and unit.valid_to is None,
    }
    return render(request, "people/office/unit.html", context)


def _describe_what_is_here(unit: Agency, viewer: Person) -> list[str]:
    # Roles and targets are not for line managers, who see people and their duties.
    if not Agency.objects.figures_visible_to(viewer).contains(unit):
        return []
    return describe_impact([unit], timezone.localdate())


def _list_acts(unit: Agency) -> list[AgencyAct]:
    return list(unit.acts.select_related("by", "agency").order_by("-pk")[:50])


def _explain_state(act: AgencyAct) -> str:
    return str(explain_failure(act)) if act.state == AgencyAct.State.FAILED else ""


def _may_undo_act(act: AgencyAct, viewer: Person) -> bool:
    try:
        require_right(act, viewer)
    except AgencyActRefused:
        return False
    return act.state == AgencyAct.State.PLANNED or can_undo(act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_unit(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask what is to become of the unit, show what that concerns, then do it."""
    viewer = require_reader(request)
    unit = get_object_or_404(Agency.objects.visible_to(viewer), pk=pk)
    if kind not in FORMS:
        raise Http404
    if not may_reorganise(viewer, unit):
        raise PermissionDenied
    form = FORMS[kind](request.POST or None, agency=unit, by=viewer)
    context = {"form": form, "unit": unit, "title": form.title}
    if form.is_bound and form.is_valid():
        # What is confirmed is what was shown.
        digest = _digest_preview(request)
        if request.POST.get("confirm") == digest and _record_asked(request, form):
            return redirect("people:office_unit", pk)
        if not form.errors:
            impact = describe_impact(form.affected, form.cleaned_data["day"])
            context |= {"confirm": digest, "impact": impact}
    return render(request, "people/office/unit_form.html", context)


def _digest_preview(request: HttpRequest) -> str:
    told = sorted(
        (name, request.POST.getlist(name)) for name in request.POST if name not in _UNTOLD
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _record_asked(request: HttpRequest, form: AgencyActForm) -> bool:
    """Do the act; return False, with the error in words, when it cannot be done."""
    try:
        act = form.record()
    except AgencyActRefused as refused:
        form.add_error(None, str(refused))
        return False
    except ValidationError as error:
        form.add_error("day", error)
        return False
    if act.state == AgencyAct.State.PLANNED:
        messages.success(
            request, _("Planned. It is done on its day, and can be cancelled until then.")
        )
    else:
        messages.success(request, _("Recorded. It can be taken back while nothing rests on it."))
    return True


@require_POST
@login_required
def undo_unit_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a planned act, or take one back that was done."""
    viewer = require_reader(request)
    act = get_object_or_404(AgencyAct.objects.visible_to(viewer), pk=pk)
    try:
        take_act_back(act, by=viewer)
    except AgencyActRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Taken back. The agencies are as they were before."))
    return redirect("people:office_unit", act.agency_id)
