"""Makes, revises and ends role profiles; only writer of them. Past days keep what they asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.access import has_role_over
from people.models import Agency, Person, Role
from plan.models import ProfileRequirement, RoleProfile, Skill
from plan.positions import position_key
from plan.signals import plan_acted

_WRITERS = (Role.Kind.HR, Role.Kind.SECRETARIAT)
_MOST_AHEAD = dt.timedelta(days=3653)  # ten years


class Refused(Enum):
    """Why a profile is not written."""

    NOT_YOURS = auto()
    DAYS = auto()  # past, too far ahead, or outside of the version that is to change
    TAKEN = auto()  # another version of the same place holds on one of the days
    EMPTY = auto()  # it asks nothing


class ProfileRefused(Exception):
    """The profile cannot be written; ``why`` says what is wrong."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class ProfilePlace:
    """Whom a profile asks: a position in an agency and below, or in its units of one kind."""

    position: dict[str, str]
    agency: Agency
    unit_kind: str = ""


@dataclass(frozen=True)
class Requirement:
    """A skill at a level, asked of everyone (``minimum`` None) or of so many."""

    skill: Skill
    level: int
    minimum: int | None = None


def can_write_profiles(person: Person, agency: Agency) -> bool:
    """Return whether the person may say what positions of the agency ask."""
    return any(has_role_over(person, kind, agency) for kind in _WRITERS)


@transaction.atomic
def make_profile(
    place: ProfilePlace, asked: Sequence[Requirement], *, first: dt.date, by: Person
) -> RoleProfile:
    """Make a profile without an end. Raise `ProfileRefused`."""
    _require_writer(by, place.agency)
    _require_profile_day(first)
    # Locked: of two who make the same profile at once the second finds it taken.
    Agency.objects.select_for_update().get(pk=place.agency.pk)
    profile = RoleProfile(
        position=place.position,
        position_key=position_key(place.position),
        agency=place.agency,
        unit_kind=place.unit_kind,
        valid_from=first,
    )
    later = Q(valid_to=None) | Q(valid_to__gt=first)
    if RoleProfile.objects.of_same_place(profile).held_a_day().filter(later).exists():
        raise ProfileRefused(Refused.TAKEN)
    _write_profile(profile, asked)
    _enter_profile_act("profile.make", profile, by)
    return profile


@transaction.atomic
def revise_profile(
    profile: RoleProfile, asked: Sequence[Requirement], *, first: dt.date, by: Person
) -> RoleProfile:
    """Let a further version take over from a day until the end of this one.

    Raise `ProfileRefused`. A version that begins on the very day is void, and stays on record.
    """
    profile = _lock_profile(profile, by)
    _require_profile_day(first)
    end = profile.valid_to
    if profile.is_void or first < profile.valid_from or (end and end <= first):
        raise ProfileRefused(Refused.DAYS)
    profile.valid_to = first
    profile.save(update_fields=["valid_to"])
    further = RoleProfile(
        position=profile.position,
        position_key=profile.position_key,
        agency=profile.agency,
        unit_kind=profile.unit_kind,
        valid_from=first,
        valid_to=end,
    )
    _write_profile(further, asked)
    _enter_profile_act("profile.revise", further, by)
    return further


@transaction.atomic
def end_profile(profile: RoleProfile, *, day: dt.date, by: Person) -> RoleProfile:
    """End the profile: the day is the first without it. Raise `ProfileRefused`.

    A version that has not begun is taken back, and the one before it goes on in its place.
    """
    profile = _lock_profile(profile, by)
    end, today = profile.valid_to, timezone.localdate()
    # One day more than a version may begin ahead: it ends with its last day.
    is_possible = today <= day <= today + _MOST_AHEAD + dt.timedelta(1)
    if profile.is_void or not is_possible or (end and end < day):
        raise ProfileRefused(Refused.DAYS)
    begins_later = profile.valid_from > today
    profile.valid_to = profile.valid_from if begins_later else day
    profile.save(update_fields=["valid_to"])
    if begins_later:
        before = RoleProfile.objects.of_same_place(profile).held_a_day()
        before.filter(valid_to=profile.valid_from).update(valid_to=end)
    _enter_profile_act("profile.end", profile, by)
    return profile


def _lock_profile(profile: RoleProfile, by: Person) -> RoleProfile:
    """Return the profile as it is now; its row stays locked until the end."""
    rows = RoleProfile.objects.select_for_update(of=("self",)).select_related("agency")
    profile = rows.get(pk=profile.pk)
    _require_writer(by, profile.agency)
    return profile


def _require_writer(by: Person, agency: Agency) -> None:
    if not can_write_profiles(by, agency):
        raise ProfileRefused(Refused.NOT_YOURS)


def _require_profile_day(first: dt.date) -> None:
    today = timezone.localdate()
    if not today <= first <= today + _MOST_AHEAD:
        raise ProfileRefused(Refused.DAYS)


def _write_profile(profile: RoleProfile, asked: Sequence[Requirement]) -> None:
    if not asked:
        raise ProfileRefused(Refused.EMPTY)
    profile.save()
    ProfileRequirement.objects.bulk_create(
        ProfileRequirement(profile=profile, **vars(requirement)) for requirement in asked
    )


def _enter_profile_act(action: str, profile: RoleProfile, by: Person) -> None:
    rows = profile.requirements.values_list("skill__code", "level", "minimum")
    data = {
        "position": profile.position,
        "agency": profile.agency.names,
        "unit_kind": profile.unit_kind,
        "first": profile.valid_from.isoformat(),
        "end": profile.valid_to and profile.valid_to.isoformat(),
        "asked": [list(row) for row in rows],
    }
    plan_acted.send(RoleProfile, action=action, row=profile, by=by, data=data)
