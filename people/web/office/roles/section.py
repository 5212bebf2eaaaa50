"""Says on the page of a person which roles they have, and which ended with their service."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Role
from people.roles.giving import kinds_to_give
from people.web.office.sections import PersonOnDesk, PersonSection, register_section

# Whoever comes back later is given what is needed then.
_TOLD_FOR = dt.timedelta(days=90)


def _read_roles_of(desk: PersonOnDesk) -> dict[str, Any] | None:
    visible = Role.objects.visible_to(desk.viewer).filter(person=desk.person)
    held = visible.lasting_beyond(timezone.localdate())
    rows = held | _ended_with_service(visible)
    ordered = list(rows.select_related("agency", "acting_for").order_by("valid_from", "pk"))
    if not ordered:
        return None
    holding = [role for role in ordered if not _is_lost(role)]
    kept = {(role.kind, role.agency_id) for role in holding}
    lost = [role for role in ordered if _is_lost(role)]
    return {
        "held": holding,
        "lost": [
            (role, _can_give_again(role, desk))
            for role in lost
            if (role.kind, role.agency_id) not in kept
        ],
        "today": timezone.localdate(),
    }


def _ended_with_service(roles: QuerySet[Role]) -> QuerySet[Role]:
    return roles.filter(ended_by=None, ended_at__gt=timezone.now() - _TOLD_FOR)


def _is_lost(role: Role) -> bool:
    """Return whether nobody ended the role, and it is over before the end that was given."""
    today = timezone.localdate()
    is_ended = role.ended_at is not None and role.ended_by_id is None
    is_over = role.valid_to is not None and role.valid_to <= today
    return is_ended and is_over and (role.planned_to is None or role.planned_to > today)


def _can_give_again(role: Role, desk: PersonOnDesk) -> bool:
    """Return whether the viewer may; what was lent only its lender lends again."""
    may = role.kind in kinds_to_give(desk.viewer, role.agency)
    return desk.is_managed and role.acting_for_id is None and may


register_section(
    PersonSection(
        "roles", _("Roles"), "people/office/person_roles.html", order=6, read=_read_roles_of
    )
)
