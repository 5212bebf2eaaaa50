"""Shows on the page of a person what they said about using courses at work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import FollowUp
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 50


def _read_work_use(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    rows = FollowUp.objects.visible_to(desk.viewer).filter(enrolment__person=desk.person)
    rows = rows.answered().select_related("enrolment__course").order_by("-answered_at")
    found = list(rows[:_MOST_SHOWN])
    return {"rows": found} if found else None


def register_follow_ups() -> None:
    """Add the section to the desk's page of a person."""
    register_section(
        PersonSection(
            *("work_use", _("Use at work"), "courses/follow_ups/section.html", 23, _read_work_use)
        )
    )
