"""Shows an office which courses one of its people takes, took and left, on the person's page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 100


def _read_courses(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    rows = Enrolment.objects.filter(person=desk.person).select_related("course")
    rows = rows.defer("course__search_text").by_recent_use()[:_MOST_SHOWN]
    # Nobody helps themselves, so their own quizzes have no page here.
    return {"rows": rows, "has_pages": desk.person != desk.viewer, "today": timezone.localdate()}


def register_sections() -> None:
    """Add the courses to the page of a person."""
    template = "courses/office_courses.html"
    register_section(PersonSection("courses", _("Courses"), template, 20, _read_courses))
