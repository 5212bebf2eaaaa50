"""Shows offices what their people have to do, and counts what these ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from courses.assignments.how_far import pair_with_progress
from courses.models import AssignedPerson, Assignment, AssignmentRequest
from courses.web.assignments.acts import register_assigning
from people.audiences import AudienceUse, register_use
from people.models import Audience, Person, Role
from people.web import PendingWork, register_work
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 100


def _read_person_duties(desk: PersonOnDesk) -> dict[str, Any] | None:
    today = timezone.localdate()
    mine = AssignedPerson.objects.visible_to(desk.viewer).filter(person=desk.person)
    rows = mine.with_state(today).filter(assignment__ended_at=None)
    found = rows.with_what().order_by(F("due_on").asc(nulls_last=True), "pk")[:_MOST_SHOWN]
    return {"rows": pair_with_progress(found, desk.viewer)} if found else None


def _find_pending_requests(person: Person) -> QuerySet[Any]:
    return AssignmentRequest.objects.visible_to(person).pending(timezone.localdate())


def _name_assignments(audience: Audience) -> Iterator[str]:
    """Return what is assigned to the audience and goes on: it is not retired meanwhile."""
    running = Assignment.objects.filter(audience=audience, ended_at=None)
    for one in running.with_what():
        yield gettext("Assigned: %(title)s") % {"title": one.title}


def register_assignments() -> None:
    """Add assigned courses to the page of a person, to what waits, and to acts on many."""
    template = "courses/assignments/section.html"
    heading = gettext_lazy("Assigned learning")
    register_section(PersonSection("duties", heading, template, 19, _read_person_duties))
    register_work(
        PendingWork(
            key="duties",
            order=12,
            label=gettext_lazy("Requests about assigned learning"),
            empty=gettext_lazy("Nobody asks for more time."),
            address="courses:assignment_requests",
            find=_find_pending_requests,
            roles=(Role.Kind.HR, Role.Kind.LINE_MANAGER),
        )
    )
    register_use(AudienceUse("assignments", _name_assignments))
    register_assigning()
