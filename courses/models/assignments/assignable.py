"""Says of each kind of what may be assigned where it stands, and who has done it.

A course, a programme or a class session: whoever asks about assignments asks here and need not
know which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Course
from courses.models.programme import Programme
from courses.models.programme_record import ProgrammeEnrolment
from courses.models.record import Enrolment
from courses.models.sessions.seat import SessionSeat
from courses.models.sessions.session import ClassSession

# What of a session counts as having been there, where its course says nothing else.
LEAST_ATTENDED = 90

Assignable = Course | Programme | ClassSession
_Reference = OuterRef | int


@dataclass(frozen=True)
class AssignableKind:
    """One kind: its field of an assignment, its page, and the rows that say it is done."""

    name: str
    model: type[Assignable]
    label: str | Promise
    route: str
    key: str  # what its address holds
    find_done: Callable[[_Reference, Any], models.QuerySet[Any]]

    def build_offered(self, path: str = "") -> Q:
        """Return the condition that it can still be done; ``path`` leads to the assignment."""
        if self.model is ClassSession:
            now, state = timezone.now(), ClassSession.State.OPEN
            return Q(**{f"{path}session__state": state, f"{path}session__ends_at__gt": now})
        return Q(**{f"{path}{self.name}__is_live": True})


def _find_course_done(what: _Reference, beyond: Any) -> models.QuerySet[Enrolment]:
    still = Q(ends_on=None) | Q(ends_on__gt=beyond)
    return Enrolment.objects.completed().filter(still, course=what)


def _find_programme_done(what: _Reference, beyond: Any) -> models.QuerySet[ProgrammeEnrolment]:
    still = Q(ends_on=None) | Q(ends_on__gt=beyond)
    return ProgrammeEnrolment.objects.completed().filter(still, programme=what)


def _find_session_done(what: _Reference, _beyond: Any) -> models.QuerySet[SessionSeat]:
    """Return seats of who was there long enough, or was excused; what was attended never ends."""
    seats = SessionSeat.objects.seated().filter(session__state=ClassSession.State.FINISHED)
    asked = Coalesce(F("session__course__attendance_percent"), LEAST_ATTENDED)
    return seats.filter(Q(share=None) | Q(share__gte=asked), session=what)


ASSIGNABLE_KINDS: Mapping[str, AssignableKind] = {
    one.name: one
    for one in (
        AssignableKind("course", Course, _("Course"), "courses:course", "slug", _find_course_done),
        AssignableKind(
            "programme",
            Programme,
            _("Programme"),
            "courses:programme",
            "slug",
            _find_programme_done,
        ),
        AssignableKind(
            "session",
            ClassSession,
            _("Class session"),
            "courses:session",
            "pk",
            _find_session_done,
        ),
    )
}


def kind_of(what: Assignable) -> AssignableKind:
    return next(one for one in ASSIGNABLE_KINDS.values() if isinstance(what, one.model))


def find_done(what: Assignable, beyond: Any) -> models.QuerySet[Any]:
    """Return rows, each with its ``person``, that say it is done and valid beyond the day."""
    return kind_of(what).find_done(what.pk, beyond)
