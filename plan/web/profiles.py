"""Shows what positions ask; lets offices make, copy, revise and end such profiles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.access import agencies_for, has_role
from people.models import Agency, Person, Role
from people.web import parse_primary_key
from people.web.office import choose_unit, require_reader
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import RoleProfile
from plan.profiles import (
    ProfilePlace,
    ProfileRefused,
    can_write_profiles,
    end_profile,
    make_profile,
    revise_profile,
)
from plan.web.profile_forms import (
    REFUSALS,
    EndProfileForm,
    FirstDayForm,
    ProfileFilter,
    ProfilePlaceForm,
    build_requirement_forms,
)

_PROFILES_PER_PAGE = 50
_WRITERS = (Role.Kind.HR, Role.Kind.SECRETARIAT)


@never_cache
@require_safe
@login_required
def show_profiles(request: HttpRequest) -> HttpResponse:
    """Show what positions ask in a unit, below it, and by the word of those above."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    place = choose_unit(request, Agency.objects.figures_visible_to(viewer))
    profiles = RoleProfile.objects.visible_to(viewer).held_a_day().select_related("agency")
    if place.unit:
        profiles = profiles.around(place.unit)
    found = ProfileFilter(request.GET, profiles)
    ordered = found.qs.prefetch_related("requirements__skill").order_by(
        "agency__path", "position_key", "unit_kind", "-valid_from", "pk"
    )
    page = Paginator(ordered, _PROFILES_PER_PAGE).get_page(request.GET.get("page"))
    names = load_level_names()
    context = {
        "filter": found,
        "page": page,
        "rows": [_describe_profile(profile, names) for profile in page],
        "is_narrowed": any(request.GET.get(name) for name in ("q", "state")),
        "writes": has_role(viewer, *_WRITERS),
        **vars(place),
    }
    return render(request, "plan/office/profiles.html", context)


@never_cache
@require_safe
@login_required
def show_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version of a profile with the others of its place."""
    viewer = require_reader(request, *Role.FIGURE_READERS)
    profile = _get_profile(viewer, pk)
    versions = RoleProfile.objects.of_same_place(profile).order_by("-valid_from", "-pk")
    today = timezone.localdate()
    lasts = profile.valid_to is None or profile.valid_to > max(today, profile.valid_from)
    context = {
        **_describe_profile(profile, load_level_names()),
        "versions": versions,
        "can_write": can_write_profiles(viewer, profile.agency),
        "lasts": lasts,
    }
    return render(request, "plan/office/profile.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_profile(request: HttpRequest) -> HttpResponse:
    """Show the form of a new profile, empty or a copy of another; a POST makes it."""
    viewer = require_reader(request, *_WRITERS)
    place = choose_unit(request, _units_to_write(viewer), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    model = _find_model(request, viewer)
    initial: dict[str, Any] = {"first": timezone.localdate()}
    if model:
        initial |= {"position": model.position_key, "unit_kind": model.unit_kind}
    form = ProfilePlaceForm(request.POST or None, initial=initial)
    lines = build_requirement_forms(request.POST or None, model)
    if request.method == "POST" and _are_valid(form, lines):
        asked = form.cleaned_data
        where = ProfilePlace(form.names, place.unit, asked["unit_kind"])
        try:
            profile = make_profile(where, lines.read(), first=asked["first"], by=viewer)
        except ProfileRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("The role profile is made."))
            return redirect("plan:profile", profile.pk)
    context = {"form": form, "lines": lines, "model": model, **vars(place)}
    return render(request, "plan/office/profile_add.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_profile_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a profile with the form of its next version; a POST makes that."""
    viewer = require_reader(request, *_WRITERS)
    profile = _get_own_profile(viewer, pk)
    first = max(timezone.localdate(), profile.valid_from)
    form = FirstDayForm(request.POST or None, initial={"first": first})
    lines = build_requirement_forms(request.POST or None, profile)
    if request.method == "POST" and _are_valid(form, lines):
        try:
            further = revise_profile(
                profile, lines.read(), first=form.cleaned_data["first"], by=viewer
            )
        except ProfileRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("The new version is made. The old one stays on record."))
            return redirect("plan:profile", further.pk)
    context = {"form": form, "lines": lines, "profile": profile}
    return render(request, "plan/office/profile_version.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_role_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a profile with the form of its end; a POST ends it."""
    viewer = require_reader(request, *_WRITERS)
    profile = _get_own_profile(viewer, pk)
    form = EndProfileForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            end_profile(profile, day=form.day, by=viewer)
        except ProfileRefused as refused:
            form.add_error("last", REFUSALS[refused.why])
        else:
            messages.success(request, _("The role profile is ended. It stays on record."))
            return redirect("plan:profile", profile.pk)
    context = {"form": form, "profile": profile}
    return render(request, "plan/office/profile_end.html", context)


def _describe_profile(profile: RoleProfile, names: LevelNames) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "profile": profile,
        "asked": [
            (row, name_level(names, row.skill, row.level)) for row in profile.requirements.all()
        ],
        "is_over": profile.valid_to is not None and profile.valid_to <= today,
        "is_coming": profile.valid_from > today,
    }


def _are_valid(form: FirstDayForm, lines: Any) -> bool:
    # Both are asked, so that all that is wrong is told at once.
    return all([form.is_valid(), lines.is_valid()])


def _units_to_write(viewer: Person) -> QuerySet[Agency]:
    return agencies_for(viewer, *_WRITERS)


def _find_model(request: HttpRequest, viewer: Person) -> RoleProfile | None:
    """Return the profile that is to be copied, if the address names one."""
    pk = parse_primary_key(request.GET.get("copy", ""))
    return RoleProfile.objects.visible_to(viewer).filter(pk=pk).first() if pk else None


def _get_profile(viewer: Person, pk: int) -> RoleProfile:
    profiles = RoleProfile.objects.visible_to(viewer).select_related("agency")
    return get_object_or_404(profiles.prefetch_related("requirements__skill"), pk=pk)


def _get_own_profile(viewer: Person, pk: int) -> RoleProfile:
    profile = _get_profile(viewer, pk)
    if not can_write_profiles(viewer, profile.agency):
        raise PermissionDenied
    return profile
