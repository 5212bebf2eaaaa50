"""Decides who runs a session, who takes its attendance, and locks it for a writer."""

from __future__ import annotations

import datetime as dt

from courses.models import ClassSession, SessionPart
from courses.sessions.refusals import SessionRefusal, SessionRefused
from people.access import has_role, has_role_over
from people.models import Agency, Person, Role
from people.postings import posting_on


def may_run(person: Person, agency: Agency) -> bool:
    """Return whether the person plans sessions of the office: as its trainer or HR manager."""
    kinds = (Role.Kind.TRAINER, Role.Kind.HR)
    return any(has_role_over(person, kind, agency) for kind in kinds)


def may_teach(person: Person, session: ClassSession) -> bool:
    """Return whether the person takes attendance: whoever runs it, and those who teach it."""
    if may_run(person, session.agency):
        return True
    # Security: as a trainer of today. A role that ended opens no list of former sessions.
    is_trainer = has_role(person, Role.Kind.TRAINER)
    return is_trainer and session.trainers.filter(pk=person.pk).exists()


def may_manage(by: Person, person: Person, day: dt.date) -> bool:
    """Return whether the person serves in an office of which ``by`` is HR manager or trainer."""
    posting = posting_on(person, day)
    return posting is not None and may_run(by, posting.agency)


def require_runner(person: Person, agency: Agency) -> None:
    if not may_run(person, agency):
        raise SessionRefused(SessionRefusal.NOT_YOURS)


def require_teacher(person: Person, session: ClassSession) -> None:
    if not may_teach(person, session):
        raise SessionRefused(SessionRefusal.NOT_YOURS)


def lock_session(pk: int) -> ClassSession:
    """Return the session, locked to the end of the transaction."""
    # The one lock of a session: seats are counted and given under it, so two who join at once
    # never take the same one. It is taken before the lock of an enrolment (decision 0011).
    rows = ClassSession.objects.select_for_update(of=("self",)).filter(pk=pk)
    session = rows.select_related("agency", "course").first()
    if session is None:  # its series was taken back meanwhile
        raise SessionRefused(SessionRefusal.CLOSED)
    return session


def lock_part(part: SessionPart) -> tuple[SessionPart, ClassSession]:
    """Return the part and its session as they are now, locked as by `lock_session`."""
    session = lock_session(part.session_id)
    fresh = session.parts.filter(pk=part.pk).first()
    if fresh is None:  # the session was moved since the part was read
        raise SessionRefused(SessionRefusal.MOVED)
    fresh.session = session
    return fresh, session


def require_open_session(session: ClassSession) -> None:
    if not session.is_open:
        raise SessionRefused(SessionRefusal.CLOSED)
