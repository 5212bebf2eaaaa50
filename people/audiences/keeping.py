"""Writes audiences and lists kept by hand; only writer of `Audience` and `AudienceMember`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.access import agencies_for, has_role_over
from people.audiences.rules import PeopleRule
from people.audiences.uses import list_uses
from people.history import office_acted
from people.models import Agency, Audience, AudienceMember, Person, Role
from people.models.desk import AudienceQuerySet

_Names = dict[str, str]


class AudienceInUse(Exception):
    """The audience cannot be retired: something is for it."""


class AudienceChanged(Exception):
    """Somebody changed the audience after it was read."""


def audiences_managed_by(person: Person) -> AudienceQuerySet:
    """Return the audiences that the person keeps as HR manager."""
    return Audience.objects.filter(agency__in=agencies_for(person, Role.Kind.HR))


@transaction.atomic
def keep_audience(
    agency: Agency, names: _Names, rule: PeopleRule | None, *, by: Person
) -> Audience:
    """Make an audience of the agency; without a rule an empty list. Raise `PermissionDenied`."""
    _require_audience_keeper(agency, by)
    audience = Audience.objects.create(
        agency=agency,
        names=names,
        rule=None if rule is None else rule.to_json(),
        changed_at=timezone.now(),
    )
    _enter_audience_act("audience.keep", audience, by)
    return audience


@transaction.atomic
def change_audience(
    audience: Audience, names: _Names, rule: PeopleRule | None, *, agency: Agency, by: Person
) -> None:
    """Give it other names, another rule or agency. Raise `AudienceChanged`, `PermissionDenied`.

    A list stays a list, and what has a rule keeps one.
    """
    row = _lock_audience(audience, by)
    if row.changed_at != audience.changed_at:
        raise AudienceChanged
    _require_audience_keeper(agency, by)
    row.names, row.agency = names, agency
    if row.rule is not None and rule is not None:
        row.rule = rule.to_json()
    _save_audience(row)
    _enter_audience_act("audience.change", row, by)


@transaction.atomic
def retire_audience(audience: Audience, *, by: Person) -> None:
    """Let nobody be in it any more. Raise `AudienceInUse`, `PermissionDenied`."""
    row = _lock_audience(audience, by)
    if list_uses(row):
        raise AudienceInUse
    if row.retired_at is None:
        row.retired_at = timezone.now()
        _save_audience(row)
        _enter_audience_act("audience.retire", row, by)


@transaction.atomic
def restore_audience(audience: Audience, *, by: Person) -> None:
    """Let it be used again. Raise `PermissionDenied`."""
    row = _lock_audience(audience, by)
    if row.retired_at:
        row.retired_at = None
        _save_audience(row)
        _enter_audience_act("audience.restore", row, by)


@transaction.atomic
def add_member(audience: Audience, person: Person, *, by: Person) -> bool:
    """Put the person on the list; return whether they were not on it. Raise `PermissionDenied`."""
    row = _lock_audience(audience, by)
    _new, is_new = AudienceMember.objects.get_or_create(
        audience=row, person=person, defaults={"added_at": timezone.now()}
    )
    if is_new:
        _enter_audience_act("audience.add", row, by, person)
    return is_new


@transaction.atomic
def remove_member(audience: Audience, person: Person, *, by: Person) -> bool:
    """Take the person off the list; return whether they were on it. Raise `PermissionDenied`."""
    row = _lock_audience(audience, by)
    count, _rows = AudienceMember.objects.filter(audience=row, person=person).delete()
    if count:
        _enter_audience_act("audience.remove", row, by, person)
    return bool(count)


def _lock_audience(audience: Audience, by: Person) -> Audience:
    # Locked: of two who change it at once the second one sees what the first has written.
    rows = Audience.objects.select_for_update(of=("self",)).select_related("agency")
    row = rows.get(pk=audience.pk)
    _require_audience_keeper(row.agency, by)
    return row


def _save_audience(audience: Audience) -> None:
    audience.changed_at = timezone.now()
    audience.save()


def _require_audience_keeper(agency: Agency, by: Person) -> None:
    if not has_role_over(by, Role.Kind.HR, agency):
        raise PermissionDenied


def _enter_audience_act(
    action: str, audience: Audience, by: Person, person: Person | None = None
) -> None:
    data: dict[str, Any] = {"audience": audience.names, "agency": audience.agency.names}
    if action in ("audience.keep", "audience.change"):
        data["rule"] = audience.rule
    office_acted.send(Audience, action=action, people=[person or by], by=by, data=data)
