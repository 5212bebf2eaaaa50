"""Shows offices which courses and programmes their people take, and who asks for an attempt."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import (
    AttemptRequest,
    ClassSession,
    Enrolment,
    Essay,
    PrerequisiteWaiver,
    ProgrammeEnrolment,
    SessionSeat,
)
from courses.progress.progress import get_progress_by_enrolment
from courses.progress.ways_taken import build_way_taken
from courses.web.sittings.accommodations import read_accommodations
from people.models import Role
from people.web import PendingWork, register_work
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 100


def _read_courses(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    rows = Enrolment.objects.filter(person=desk.person).select_related("course")
    rows = rows.defer("course__search_text").annotate(way_taken=build_way_taken())
    found = list(rows.by_recent_use()[:_MOST_SHOWN])
    begun = [one for one in found if one.completed_at is None and one.withdrawn_at is None]
    progress = get_progress_by_enrolment(begun) if begun else {}
    # Nobody helps themselves, so their own quizzes have no page here.
    lines = [(one, progress.get(one.pk)) for one in found]
    return {"rows": lines, "has_pages": desk.person != desk.viewer, "today": timezone.localdate()}


def _read_programme_rows(desk: PersonOnDesk) -> dict[str, Any] | None:
    rows = ProgrammeEnrolment.objects.filter(person=desk.person).select_related("programme")
    rows = rows.defer("programme__search_text").newest_first()[:_MOST_SHOWN]
    if not desk.is_managed or not rows:
        return None
    return {"rows": rows, "today": timezone.localdate()}


def _read_sessions_of(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    seats = SessionSeat.objects.visible_to(desk.viewer).filter(person=desk.person)
    rows = seats.select_related("session").order_by("-session__begins_at", "pk")[:_MOST_SHOWN]
    if not rows:
        return None
    # Who moved here may have been to sessions that only their former office sees.
    found = ClassSession.objects.visible_to(desk.viewer).filter(seats__person=desk.person)
    return {"rows": rows, "opened": set(found.values_list("pk", flat=True))}


_SECTIONS = (
    PersonSection("courses", _("Courses"), "courses/office_courses.html", 20, _read_courses),
    PersonSection(
        *("sessions", _("Class sessions"), "courses/sessions/office_person.html", 21),
        _read_sessions_of,
    ),
    PersonSection(
        *("programmes", _("Programmes"), "courses/programmes/office.html", 21),
        _read_programme_rows,
    ),
    PersonSection(
        *("accommodations", _("Needs in tests"), "courses/accommodations/section.html", 22),
        read_accommodations,
        is_printed=False,  # a print lies on desks
    ),
)
_WORK = (
    PendingWork(
        key="attempts",
        order=10,
        label=_("Requests of learners"),
        empty=_("Nobody waits for an answer."),
        address="courses:support",
        find=lambda person: AttemptRequest.objects.visible_to(person).waiting(),
        roles=(Role.Kind.TRAINER, Role.Kind.HR),
    ),
    PendingWork(
        key="waivers",
        order=11,
        label=_("Courses without what comes before"),
        empty=_("Nobody waits for an answer."),
        address="courses:waivers",
        find=lambda person: PrerequisiteWaiver.objects.visible_to(person).waiting(),
        roles=(Role.Kind.TRAINER,),
    ),
    PendingWork(
        key="essays",
        order=12,
        label=_("Essays to mark"),
        empty=_("No essay waits for your marks."),
        address="courses:essays",
        find=Essay.objects.markable_by,
        roles=(Role.Kind.TRAINER,),
    ),
)


def register_office() -> None:
    """Add the courses to the page of a person, and what learners ask for to what waits."""
    for section in _SECTIONS:
        register_section(section)
    for work in _WORK:
        register_work(work)
