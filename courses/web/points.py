"""Says where the points that are missing for a renewal can be collected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from courses.models import ClassSession, Course, Enrolment, ProgrammeEnrolment
from courses.progress.renewal_points import (
    PointsStanding,
    find_courses_of_points,
    get_points,
)
from people.models import Person

_COURSES_SHOWN, _SESSIONS_SHOWN = 6, 3  # who looks for more finds them in the catalogue


@dataclass(frozen=True)
class PointsSource:
    """Holds a course whose hours would count, and its sessions in time that the person may see."""

    course: Course
    is_begun: bool
    sessions: list[ClassSession] = field(default_factory=list)


@dataclass(frozen=True)
class PointsOffer:
    """Holds how far somebody is, and where the rest is learnt."""

    standing: PointsStanding
    sources: list[PointsSource]


def read_points_offer(enrolment: Enrolment | ProgrammeEnrolment) -> PointsOffer | None:
    """Return it where a renewal by points is open; where they are enough, without sources."""
    standing = get_points(enrolment)
    if standing is None:
        return None
    return PointsOffer(standing, [] if standing.is_enough else _list_sources(enrolment, standing))


def _list_sources(
    enrolment: Enrolment | ProgrammeEnrolment, standing: PointsStanding
) -> list[PointsSource]:
    """Return what is begun first; what was completed gives its hours already. Two queries."""
    person = enrolment.person
    own = Enrolment.objects.filter(person=person, course=OuterRef("pk"))
    courses = (
        find_courses_of_points(enrolment)
        .live()
        .filter(Q(audience="") | Q(audience=person.audience))
        .exclude(Exists(own.completed()))
        .annotate(is_begun=Exists(own.open()))
        .order_by("-is_begun", "-published_at", "pk")[:_COURSES_SHOWN]
    )
    sessions = _list_point_sessions(person, list(courses), standing)
    return [PointsSource(one, one.is_begun, sessions[one.pk]) for one in courses]


def _list_point_sessions(
    person: Person, courses: list[Course], standing: PointsStanding
) -> dict[int, list[ClassSession]]:
    """Return the sessions to come that are over by the last day, by course."""
    found = ClassSession.objects.visible_to(person).upcoming()
    in_time = found.filter(course__in=courses, ends_at__date__lte=standing.last_day)
    listed: dict[int, list[ClassSession]] = defaultdict(list)
    for session in in_time.order_by("begins_at", "pk"):
        if session.course_id and len(listed[session.course_id]) < _SESSIONS_SHOWN:
            listed[session.course_id].append(session)
    return listed
