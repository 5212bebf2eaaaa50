"""Shows offices which courses one of their people takes, and who asks for one more attempt."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import AttemptRequest, Enrolment
from people.access import has_role
from people.models import Person, Role
from people.web import PendingWork, register_work
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 100


def _read_courses(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    rows = Enrolment.objects.filter(person=desk.person).select_related("course")
    rows = rows.defer("course__search_text").by_recent_use()[:_MOST_SHOWN]
    # Nobody helps themselves, so their own quizzes have no page here.
    return {"rows": rows, "has_pages": desk.person != desk.viewer, "today": timezone.localdate()}


def _count_requests(person: Person) -> int | None:
    if not has_role(person, Role.Kind.TRAINER, Role.Kind.HR):
        return None
    return AttemptRequest.objects.visible_to(person).waiting().count()


def register_office() -> None:
    """Add the courses to the page of a person, and what learners ask for to what waits."""
    template = "courses/office_courses.html"
    register_section(PersonSection("courses", _("Courses"), template, 20, _read_courses))
    register_work(
        PendingWork(
            key="attempts",
            order=10,
            label=_("Requests of learners"),
            empty=_("Nobody waits for an answer."),
            address="courses:support",
            count=_count_requests,
        )
    )
