"""Decides who supervises a test, and locks what a writer changes."""

from __future__ import annotations

from courses.models import ClassSession, Quiz, Sitting, SittingSeat, Supervision
from courses.sessions.access import may_run, may_teach
from courses.sittings.refusals import SittingRefusal, SittingRefused
from people.models import Person, Role
from people.text import clean


def may_plan(person: Person, quiz: Quiz, session: ClassSession | None) -> bool:
    """Return whether the person opens the test: for a session they teach, or for their office."""
    if session:
        return session.course_id == quiz.course_id and may_teach(person, session)
    return may_run(person, quiz.course.agency)


def may_invigilate(person: Person, sitting: Sitting) -> bool:
    """Return whether the person supervises it; nobody who has a seat, nor acts for one who has."""
    runs = may_run(person, sitting.agency)
    runs = runs or (sitting.session is not None and may_teach(person, sitting.session))
    if not runs:
        return False
    principals = person.principals(Role.Kind.TRAINER, Role.Kind.HR)
    return not sitting.seats.standing().filter(person__in=principals).exists()


def require_invigilator(person: Person, sitting: Sitting) -> None:
    if not may_invigilate(person, sitting):
        raise SittingRefused(SittingRefusal.NOT_YOURS)


def require_supervised(quiz: Quiz) -> None:
    if quiz.supervision == Supervision.NEVER or not quiz.is_live:
        raise SittingRefused(SittingRefusal.NOT_SUPERVISED)


def takes_sittings(session: ClassSession) -> bool:
    """Return whether a test can be planned in the class session still."""
    return not (session.is_cancelled or session.is_finished)


def require_sitting_session(session: ClassSession) -> None:
    if not takes_sittings(session):
        raise SittingRefused(SittingRefusal.SESSION_OVER)


def require_running(sitting: Sitting) -> None:
    if sitting.closed_at:
        raise SittingRefused(SittingRefusal.OVER)
    if not sitting.is_running:
        raise SittingRefused(SittingRefusal.NOT_STARTED)


def require_reason(text: str) -> str:
    if not (cleaned := clean(text)):
        raise SittingRefused(SittingRefusal.REASON)
    return cleaned


def lock_sitting(pk: int) -> Sitting:
    """Return the sitting, locked to the end of the transaction."""
    # Taken before the lock of an enrolment (decision 0011): closing and beginning at once leave
    # no open paper behind.
    rows = Sitting.objects.select_for_update(of=("self",))
    related = ("quiz__course", "session__agency", "agency")
    return rows.select_related(*related).get(pk=pk)


def lock_seat(pk: int) -> SittingSeat:
    """Return the seat, locked: of two devices that send the code at once, one gets the paper."""
    rows = SittingSeat.objects.select_for_update(of=("self",))
    return rows.select_related("person").get(pk=pk)
