"""Puts into the copy of one's own data what one asked to be spared before a course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import PrerequisiteWaiver
from people.models import Person
from people.privacy.export import DataSection, register_data_section


def _read_waivers(person: Person) -> Iterator[dict[str, Any]]:
    for row in PrerequisiteWaiver.objects.filter(person=person).select_related("course"):
        yield {
            "course": row.course.titles,
            "what": row.wish,
            "at": row.asked_at,
            "state": row.get_state_display(),
            "answer": row.answer,
            "answered": row.decided_at,
        }


register_data_section(
    DataSection(
        "waivers",
        _("Courses you asked to take without what comes before"),
        34,
        {
            "course": _("course"),
            "what": _("reason"),
            "at": _("asked or granted at"),
            "state": _("state"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_waivers,
    )
)
