"""Shows who holds which role where; lets offices give, lend and end roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import agencies_for, agencies_of, has_global_access, has_role
from people.models import Agency, Person, Role
from people.roles import (
    RoleOver,
    RoleRefused,
    end_role,
    give_role,
    lend_role,
    undo_role,
)
from people.roles.ending import can_end_role, can_undo_role
from people.roles.giving import kinds_to_give, own_roles, people_to_appoint, roles_giving
from people.roles.lending import kinds_to_lend, roles_to_lend
from people.text import clean
from people.text.syllables import LONGEST_QUERY
from people.web.accounts.contacts import signed_in_person
from people.web.office.roles.forms import MOST_FOUND, REFUSALS, EndRoleForm, RoleFilter, RoleForm
from people.web.office.unit_choice import choose_unit
from people.web.parameters import redirect_with_query

_ROLES_PER_PAGE = 50


@never_cache
@require_safe
@login_required
def show_roles(request: HttpRequest) -> HttpResponse:
    """Show the roles on a unit and below, those of the viewer, and what may be done with each."""
    viewer = _require_holder(request)
    place = choose_unit(request, _units_of_roles(viewer))
    found = RoleFilter(request.GET, _list_roles_on(place.unit, viewer))
    # Those that hold longest first; by pk too: pages must not share a row.
    ordered = found.qs.order_by("agency__path", "kind", "-valid_from", "pk")
    page = Paginator(ordered, _ROLES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [_describe_role(role, viewer) for role in page],
        **vars(place),
        "today": timezone.localdate(),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "kind", "state")),
        "gives": bool(_units_to_give(viewer).exists()),
        "lends": bool(own_roles(viewer)),
    }
    return render(request, "people/office/roles.html", context)


def _list_roles_on(unit: Agency | None, viewer: Person) -> QuerySet[Role]:
    """Return the roles that the viewer sees on the unit and below, on all units without one."""
    related = ("person", "agency", "given_by", "ended_by", "acting_for")
    roles = Role.objects.visible_to(viewer).select_related(*related)
    return roles.filter(agency__path__startswith=unit.path) if unit else roles


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appoint_person(request: HttpRequest) -> HttpResponse:
    """Show the form for a role on a unit; a POST gives it."""
    viewer = _require_holder(request)
    return _appoint_person(request, viewer, _units_to_give(viewer), _GIVING)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name_deputy(request: HttpRequest) -> HttpResponse:
    """Show the form for a deputy on a unit; a POST lends the role."""
    viewer = _require_holder(request)
    own = own_roles(viewer)
    if has_global_access(viewer) or not own:
        raise PermissionDenied
    return _appoint_person(request, viewer, agencies_of(own), _LENDING)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_held_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a role with the form of its end; a POST ends it."""
    viewer = _require_holder(request)
    role = _get_role(viewer, pk)
    form = EndRoleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            end_role(role, day=form.day, by=viewer, reason=form.cleaned_data["reason"])
        except RoleOver:
            form.add_error("last", _("This day is over, or the role ends before it already."))
        else:
            messages.success(request, _("The role is ended. It stays on record."))
            return redirect_with_query(request, "people:office_roles")
    context = {"form": form, "role": role, "today": timezone.localdate()}
    return render(request, "people/office/role_end.html", context)


@require_POST
@login_required
def undo_role_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done with the role today."""
    viewer = _require_holder(request)
    role = _get_role(viewer, pk)
    try:
        undo_role(role, by=viewer)
    except RoleOver:
        messages.warning(request, _("Only what was done today can be undone."))
    except RoleRefused as refused:
        messages.warning(request, REFUSALS[refused.why])
    else:
        messages.success(request, _("Undone. Both acts stay on record."))
    return redirect_with_query(request, "people:office_roles")


@dataclass(frozen=True)
class _Appointment:
    """A way to appoint somebody: by which roles, to which kinds, and what writes it."""

    template: str
    roles_on: Callable[[Person, Agency], list[Role]]
    kinds_on: Callable[[Person, Agency], Sequence[str]]
    write: Callable[..., Role]


_GIVING = _Appointment("people/office/role_give.html", roles_giving, kinds_to_give, give_role)
_LENDING = _Appointment("people/office/role_lend.html", roles_to_lend, kinds_to_lend, lend_role)


def _appoint_person(
    request: HttpRequest, viewer: Person, units: QuerySet[Agency], way: _Appointment
) -> HttpResponse:
    place = choose_unit(request, units, needs_one=True)
    unit = place.unit
    if unit is None:
        raise PermissionDenied
    back = _find_roles_of(request, viewer, unit)
    words = clean(request.GET.get("q", "")[:LONGEST_QUERY])
    people = people_to_appoint(viewer, way.roles_on(viewer, unit))
    kinds, is_lent = way.kinds_on(viewer, unit), way is _LENDING
    form = RoleForm(request.POST or None, people=people, kinds=kinds, is_lent=is_lent)
    found = form.offer_people(words, viewer) if words else 0
    if form.is_bound and form.is_valid() and _write_role(form, unit, viewer, way.write):
        messages.success(request, _("The role is given. The person is told."))
        return redirect(back)
    context = {
        "form": form,
        "words": words,
        "found": found,
        "is_cut": found == MOST_FOUND,
        "back": back,
        "reads_directory": Agency.objects.visible_to(viewer).contains(unit),
        **vars(place),
    }
    return render(request, way.template, context)


def _write_role(form: RoleForm, unit: Agency, viewer: Person, write: Callable[..., Role]) -> bool:
    """Write the role; return False, with words at the field, when it cannot be."""
    asked = form.cleaned_data
    try:
        write(asked["person"], unit, asked["kind"], form.period, by=viewer, reason=asked["reason"])
    except RoleRefused as refused:
        form.refuse(refused.why)
    return form.is_valid()


def _find_roles_of(request: HttpRequest, viewer: Person, unit: Agency) -> str:
    """Return the address of the roles: those of the unit, if it was chosen and shows its roles."""
    page = reverse("people:office_roles")
    is_chosen = "unit" in request.GET and _units_of_roles(viewer).contains(unit)
    return f"{page}?{urlencode({'unit': unit.code})}" if is_chosen else page


def _units_of_roles(viewer: Person) -> QuerySet[Agency]:
    """Return the units on which the viewer sees whoever has a role."""
    return agencies_for(viewer, Role.Kind.HR, Role.Kind.AUDITOR)


def _units_to_give(viewer: Person) -> QuerySet[Agency]:
    """Return the units on which the viewer may give some role."""
    if has_global_access(viewer):
        return Agency.objects.all()
    own = [role.agency for role in own_roles(viewer) if role.kind == Role.Kind.HR]
    return Agency.objects.under(*own)


def _describe_role(role: Role, viewer: Person) -> dict[str, Any]:
    ends = can_end_role(role, viewer)
    today = timezone.localdate()
    is_over = role.is_void or (role.valid_to is not None and role.valid_to <= today)
    return {
        "role": role,
        "is_over": is_over,
        "is_coming": not is_over and role.valid_from > today,
        "can_end": ends and not is_over,
        "can_undo": ends and can_undo_role(role),
    }


def _get_role(viewer: Person, pk: int) -> Role:
    role = get_object_or_404(Role.objects.visible_to(viewer).select_related("person"), pk=pk)
    if not can_end_role(role, viewer):
        raise PermissionDenied
    return role


def _require_holder(request: HttpRequest) -> Person:
    person = signed_in_person(request)
    if not has_role(person):
        raise PermissionDenied
    return person
