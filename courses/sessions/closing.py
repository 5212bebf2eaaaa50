"""Ends sessions: finished, with shares of attendance, or cancelled, with a word to who came."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from courses.models import ClassSession, Enrolment
from courses.progress.completion import complete_if_finished
from courses.sessions.access import lock_session, require_runner, require_teacher
from courses.sessions.letters import plan_to_tell_cancelled
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.sessions.shares import forget_shares, write_shares
from people.models import Person
from people.queue import enqueue_on_commit, sweep_rows

_TASK = "courses.tasks.complete_session"


@transaction.atomic
def finish_session(
    session: ClassSession, *, by: Person, at: dt.datetime | None = None
) -> ClassSession:
    """Count what each attended; the worker completes the courses of who did enough.

    Parts without a record count as missed. A second time changes nothing. Raise `SessionRefused`.
    """
    at, locked = at or timezone.now(), lock_session(session.pk)
    require_teacher(by, locked)
    if locked.is_finished:
        return locked
    if not locked.is_open:
        raise SessionRefused(SessionRefusal.CLOSED)
    if not locked.is_over(at):
        raise SessionRefused(SessionRefusal.NOT_OVER)
    write_shares(locked)
    _close(locked, ClassSession.State.FINISHED, by=by, at=at)
    enqueue_on_commit(_TASK, locked.pk)
    return locked


@transaction.atomic
def reopen_session(
    session: ClassSession, *, by: Person, at: dt.datetime | None = None
) -> ClassSession:
    """Take back that it is finished, while nobody completed the course by it."""
    locked = lock_session(session.pk)
    require_teacher(by, locked)
    if not locked.is_finished:
        raise SessionRefused(SessionRefusal.CLOSED)
    if list_completed_since(locked).exists():
        raise SessionRefused(SessionRefusal.COMPLETED)
    forget_shares(locked)
    return _reset(locked, ClassSession.State.OPEN)


@transaction.atomic
def cancel_session(
    session: ClassSession, *, by: Person, reason: str, at: dt.datetime | None = None
) -> ClassSession:
    """Cancel a draft or an open session, and tell everybody who has a place in it."""
    at, locked = at or timezone.now(), lock_session(session.pk)
    require_runner(by, locked.agency)
    if locked.is_cancelled:
        return locked
    if locked.is_finished:
        raise SessionRefused(SessionRefusal.CLOSED)
    if not reason:
        raise SessionRefused(SessionRefusal.REASON)
    locked.reason, locked.revision = reason, locked.revision + 1
    locked.is_told = locked.is_open and plan_to_tell_cancelled(locked, at=at)
    _close(locked, ClassSession.State.CANCELLED, by=by, at=at)
    return locked


@transaction.atomic
def restore_session(session: ClassSession, *, by: Person) -> ClassSession:
    """Bring a cancelled session back as a draft, while nobody was told."""
    locked = lock_session(session.pk)
    require_runner(by, locked.agency)
    if not locked.is_cancelled:
        raise SessionRefused(SessionRefusal.CLOSED)
    if locked.is_told:
        raise SessionRefused(SessionRefusal.TOLD)
    locked.reason = ""
    return _reset(locked, ClassSession.State.DRAFT)


def _close(session: ClassSession, state: str, *, by: Person, at: dt.datetime) -> None:
    session.state, session.closed_by, session.closed_at = state, by, at
    session.save()


def _reset(session: ClassSession, state: str) -> ClassSession:
    session.state, session.closed_by, session.closed_at = state, None, None
    session.save()
    return session


def complete_attendants(session: ClassSession) -> int:
    """Complete the courses of who has a seat and lacks nothing now. Return how many."""
    if not session.is_finished:
        return 0
    people = session.seats.seated().values("person")
    open_ones = Enrolment.objects.open().filter(course=session.course, person__in=people)
    return sum(sweep_rows(open_ones.order_by("pk"), complete_if_finished).results)


def list_completed_since(session: ClassSession) -> models.QuerySet[Enrolment]:
    """Return the enrolments of who attended that were completed since it is finished."""
    people = session.seats.seated().values("person")
    done = Enrolment.objects.filter(course=session.course, person__in=people)
    return done.filter(course__isnull=False, completed_at__gte=session.closed_at)
