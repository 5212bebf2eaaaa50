"""Shows audiences of an office; lets HR managers keep, change and retire them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import has_role, has_role_over
from people.audiences import PeopleRule, describe_rule, find_people
from people.audiences.keeping import (
    AudienceChanged,
    AudienceInUse,
    change_audience,
    keep_audience,
    restore_audience,
    retire_audience,
)
from people.audiences.uses import list_uses
from people.directory import DirectoryFilter
from people.history import record_looks
from people.models import Agency, Audience, Person, Role
from people.web.office.audiences.forms import AudienceForm
from people.web.office.audiences.rule_form import read_list_query
from people.web.office.listing import require_reader
from people.web.office.unit_choice import choose_unit

_AUDIENCES_PER_PAGE, _NAMES_SHOWN = 50, 50
# What a list can be narrowed by that no rule holds.
_NOT_IN_RULES = ("q", "audience", "account", "state", "group", "post")


@never_cache
@require_safe
@login_required
def show_audiences(request: HttpRequest) -> HttpResponse:
    """Show the audiences of the viewer's agencies, those that were retired at the end."""
    viewer = require_reader(request)
    found = Audience.objects.visible_to(viewer).select_related("agency")
    ordered = found.order_by("retired_at", "agency__path", "pk")
    page = Paginator(ordered, _AUDIENCES_PER_PAGE).get_page(request.GET.get("page"))
    keeps = has_role(viewer, Role.Kind.HR)
    context = {"page": page, "keeps": keeps}
    return render(request, "people/office/audiences/list.html", context)


@never_cache
@require_safe
@login_required
def show_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is in an audience, by which rule, and what it is used for."""
    viewer = require_reader(request)
    audience = _get_audience(viewer, pk)
    # As in the list of people: of a line manager's unit nobody of those below it.
    found = DirectoryFilter(QueryDict(f"group={pk}"), viewer=viewer, unit=None)
    names, rule = list(found.qs.order_by(Person.name_order(), "pk")[:_NAMES_SHOWN]), audience.rule
    record_looks(viewer, [one.pk for one in names])
    context = {
        "audience": audience,
        "count": found.count(),
        "names": names,
        "listed": audience.members.count() if rule is None else None,
        "rule": describe_rule(PeopleRule.from_json(rule), audience.agency) if rule else [],
        "uses": list_uses(audience),
        "keeps": has_role_over(viewer, Role.Kind.HR, audience.agency),
        "is_closed": not audience.agency.exists_on(timezone.localdate()),
    }
    return render(request, "people/office/audiences/audience.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_audience(request: HttpRequest) -> HttpResponse:
    """Ask for a new audience, as a list of people was narrowed; a POST keeps it."""
    viewer = require_reader(request, Role.Kind.HR)
    place = choose_unit(request, Agency.objects.visible_to(viewer))
    rule = read_list_query(request.GET, place.unit)
    form = AudienceForm(request.POST or None, by=viewer, rule=rule)
    context: dict[str, Any] = {
        "form": form,
        "is_left_out": any(request.GET.get(name) for name in _NOT_IN_RULES),
    }
    if form.is_bound and form.is_valid():
        if "count" not in request.POST:
            kept = None if form.is_by_hand else form.rule
            audience = keep_audience(form.cleaned_data["agency"], form.names, kept, by=viewer)
            messages.success(request, _("Kept. Whoever fits is in it from now on."))
            return redirect("people:audience", audience.pk)
        context |= _count_people(form)
    return render(request, "people/office/audiences/form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for other names or another rule; a POST keeps them."""
    viewer = require_reader(request, Role.Kind.HR)
    audience = _get_kept(viewer, pk)
    initial = {f"name_{code}": name for code, name in audience.names.items()}
    initial |= {"agency": audience.agency, "seen": audience.changed_at.isoformat()}
    rule = PeopleRule.from_json(audience.rule or {})
    form = AudienceForm(
        request.POST or None, by=viewer, audience=audience, rule=rule, initial=initial
    )
    context: dict[str, Any] = {"form": form, "audience": audience}
    if form.is_bound and form.is_valid():
        if "count" in request.POST:
            context |= _count_people(form)
        elif _write_change(form, audience, viewer):
            messages.success(request, _("Changed. It holds from now on."))
            return redirect("people:audience", pk)
    return render(request, "people/office/audiences/form.html", context)


@require_POST
@login_required
def retire_shown_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire the audience, unless something is for it."""
    viewer = require_reader(request, Role.Kind.HR)
    try:
        retire_audience(_get_kept(viewer, pk), by=viewer)
    except AudienceInUse:
        messages.error(request, _("It is in use: end first what is named below."))
    else:
        messages.success(request, _("Retired: nobody is in it any more. It can be used again."))
    return redirect("people:audience", pk)


@require_POST
@login_required
def restore_shown_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a retired audience be used again."""
    viewer = require_reader(request, Role.Kind.HR)
    restore_audience(_get_kept(viewer, pk), by=viewer)
    messages.success(request, _("It is used again, by the same rule."))
    return redirect("people:audience", pk)


def _write_change(form: AudienceForm, audience: Audience, by: Person) -> bool:
    """Write what the form says; return False, with words, if somebody else did meanwhile."""
    is_seen = form.cleaned_data["seen"] == audience.changed_at.isoformat()
    try:
        if not is_seen:
            raise AudienceChanged
        kept = None if form.is_by_hand else form.rule
        change_audience(audience, form.names, kept, agency=form.cleaned_data["agency"], by=by)
    except AudienceChanged:
        form.add_error(
            None, _("Somebody changed this audience meanwhile. Open it again before you write.")
        )
    return form.is_valid()


def _count_people(form: AudienceForm) -> dict[str, int]:
    if form.is_by_hand:
        return {}
    today = timezone.localdate()
    return {"count": find_people(form.rule, form.cleaned_data["agency"], on=today).count()}


def _get_audience(viewer: Person, pk: int) -> Audience:
    found = Audience.objects.visible_to(viewer).select_related("agency")
    return get_object_or_404(found, pk=pk)


def _get_kept(viewer: Person, pk: int) -> Audience:
    audience = _get_audience(viewer, pk)
    if not has_role_over(viewer, Role.Kind.HR, audience.agency):
        raise PermissionDenied
    return audience
