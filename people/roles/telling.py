"""Enters acts on roles in the history, and tells those whose roles they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from people.history import office_acted
from people.messaging import notify_person
from people.models import Person, Role
from people.text.languages import in_all_languages


def enter_role_act(action: str, role: Role, *, by: Person | None, reason: str) -> None:
    """Enter an act on a role in the history of its holder."""
    data: dict[str, Any] = {
        "kind": role.kind,
        "agency": role.agency.names,
        "first": role.valid_from.isoformat(),
        "end": role.valid_to and role.valid_to.isoformat(),
        "reason": reason,
    }
    if role.acting_for:
        # With the number: the name goes when the lender is erased.
        data["lender"] = {"id": role.acting_for_id, "names": _name_person(role.acting_for)}
    office_acted.send(Role, action=action, people=[role.person], by=by, data=data)


def tell_holder(kind: str, role: Role, *, by: Person, reason: str) -> None:
    """Tell the holder that the role was given or ended, by whom and why."""
    facts = {
        "by": _name_person(by),
        "role": in_all_languages(Role.Kind(role.kind).label),
        "agency": role.agency.names,
        "first": role.valid_from.isoformat(),
        "end": role.valid_to and role.valid_to.isoformat(),
        "held": not role.is_void,
        "lender": role.acting_for and _name_person(role.acting_for),
        "reason": reason,
    }
    # With the hour: a role may end, go on and end again.
    subject = f"{role.pk} {timezone.now():%Y-%m-%dT%H:%M:%S}"
    notify_person(role.person, kind, subject=subject, facts=facts)


def _name_person(person: Person) -> dict[str, str]:
    return {code: person.name_in(code) for code in settings.CONTENT_LANGUAGES}
