"""Runs a supervised test: opens it, lengthens papers, lets people in again, closes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.models import Attempt, Sitting, SittingSeat
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.attempts import submit_attempt
from courses.quizzes.lengthening import lengthen_paper, reopen_paper
from courses.sittings.access import (
    lock_seat,
    lock_sitting,
    require_invigilator,
    require_reason,
    require_running,
)
from courses.sittings.planning import free_left_seats, list_attendants, seat_people
from courses.sittings.refusals import SittingRefusal, SittingRefused
from people.history import office_acted
from people.models import Person
from people.queue import sweep_rows

MOST_EXTRA_MINUTES = 240
# A room that everybody left, the invigilator too, is closed by the clock.
_LONGEST = dt.timedelta(hours=12)


@transaction.atomic
def start_sitting(sitting: Sitting, *, by: Person, at: dt.datetime | None = None) -> Sitting:
    """Open the test, once everybody sits: from now on there is a code. A second time, nothing.

    Who joined the class session since has a seat too; whose seat was taken away has none still.
    Raise `SittingRefused`.
    """
    at, locked = at or timezone.now(), lock_sitting(sitting.pk)
    require_invigilator(by, locked)
    if locked.closed_at:
        raise SittingRefused(SittingRefusal.OVER)
    if locked.started_at:  # by a colleague in the same moment
        return locked
    # A thumb that slips a week before must not use up the room: what is closed opens never again.
    if timezone.localdate(locked.planned_at) > timezone.localdate(at):
        raise SittingRefused(SittingRefusal.EARLY)
    free_left_seats(locked, at=at)
    known = set(locked.seats.values_list("person", flat=True))
    joined = [one for one in list_attendants(locked, by) if one.pk not in known]
    seat_people(locked, joined, by=by, at=at)
    if not locked.seats.standing().exists():
        raise SittingRefused(SittingRefusal.NO_SEATS)
    locked.started_at, locked.started_by = at, by
    locked.save(update_fields=["started_at", "started_by"])
    return locked


@transaction.atomic
def lengthen_room(
    sitting: Sitting,
    *,
    by: Person,
    minutes: int,
    reason: str,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Give every paper of the room more minutes; return how many papers. Raise `SittingRefused`.

    Papers that the clock ended meanwhile are opened again: the power comes back after their end.
    ``seen``: how many minutes the invigilator saw given before.
    """
    at, reason, locked = at or timezone.now(), require_reason(reason), lock_sitting(sitting.pk)
    _require_minutes(by, locked, minutes)
    # Minutes add up: one click twice, or two invigilators at once, must not give them twice.
    if seen is not None and seen != locked.extra_minutes:
        raise SittingRefused(SittingRefusal.MEANWHILE)
    if locked.extra_minutes + minutes > MOST_EXTRA_MINUTES:
        raise SittingRefused(SittingRefusal.MINUTES)
    papers = _lengthen_papers(_list_newest_papers(locked), minutes, at=at)
    locked.extra_minutes += minutes
    locked.save(update_fields=["extra_minutes"])
    _record_minutes([paper.enrolment.person for paper in papers], locked, by, minutes, reason)
    return len(papers)


@transaction.atomic
def lengthen_seat(
    seat: SittingSeat,
    *,
    by: Person,
    minutes: int,
    reason: str,
    seen: dt.datetime | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Give one paper more minutes; ``seen`` is its end that the invigilator saw."""
    at, reason, sitting = (
        at or timezone.now(),
        require_reason(reason),
        lock_sitting(seat.sitting_id),
    )
    _require_minutes(by, sitting, minutes)
    newest = [one for one in _list_newest_papers(sitting) if one.seat_id == seat.pk]
    if seen is not None and any(one.closes_at != seen for one in newest):
        raise SittingRefused(SittingRefusal.MEANWHILE)
    papers = _lengthen_papers(newest, minutes, at=at)
    if not papers:
        raise SittingRefused(SittingRefusal.NO_PAPER)
    _record_minutes([seat.person], sitting, by, minutes, reason)


def _require_minutes(by: Person, sitting: Sitting, minutes: int) -> None:
    require_invigilator(by, sitting)
    require_running(sitting)
    if not 1 <= minutes <= MOST_EXTRA_MINUTES:
        raise SittingRefused(SittingRefusal.MINUTES)


def _list_newest_papers(sitting: Sitting) -> list[Attempt]:
    """Return the last paper of each seat, but voided ones."""
    rows = Attempt.objects.filter(seat__sitting=sitting)
    rows = rows.select_related("enrolment__person", "quiz", "void").order_by("seat", "number")
    newest = {paper.seat_id: paper for paper in rows}
    return [paper for paper in newest.values() if not hasattr(paper, "void")]


def _lengthen_papers(papers: Iterable[Attempt], minutes: int, *, at: dt.datetime) -> list[Attempt]:
    # By the key of the enrolment: two who lock several in one order never wait for each other.
    done = []
    for paper in sorted(papers, key=lambda one: one.enrolment_id):
        lock_enrolment(paper.enrolment_id)
        paper.refresh_from_db(fields=["submitted_at", "closes_at", "score", "passed"])
        if paper.submitted_at:
            is_longer = reopen_paper(paper, minutes, at=at)
        else:
            is_longer = lengthen_paper(paper, minutes)
        if is_longer:
            done.append(paper)
    return done


def _record_minutes(
    people: list[Person], sitting: Sitting, by: Person, minutes: int, reason: str
) -> None:
    data = {"quiz": sitting.quiz.titles, "minutes": minutes, "reason": reason}
    office_acted.send(Sitting, action="sitting.lengthen", people=people, by=by, data=data)


@transaction.atomic
def let_in(seat: SittingSeat, *, by: Person, at: dt.datetime | None = None) -> None:
    """Let somebody in on another device, late, or after wrong codes. Raise `SittingRefused`.

    The device that had the paper has it no more. The code of the room is asked again.
    """
    at, sitting, locked = at or timezone.now(), lock_sitting(seat.sitting_id), lock_seat(seat.pk)
    require_invigilator(by, sitting)
    require_running(sitting)
    locked.device, locked.wrong_codes, locked.let_in_at = "", 0, at
    locked.save(update_fields=["device", "wrong_codes", "let_in_at"])
    data = {"quiz": sitting.quiz.titles}
    office_acted.send(Sitting, action="sitting.let_in", people=[seat.person], by=by, data=data)


@transaction.atomic
def close_sitting(
    sitting: Sitting, *, by: Person | None, at: dt.datetime | None = None
) -> Sitting:
    """Hand in every open paper as it stands, and close; a second time, nothing.

    ``by`` None: the clock. Raise `SittingRefused`.
    """
    at, locked = at or timezone.now(), lock_sitting(sitting.pk)
    if by:
        require_invigilator(by, locked)
    if locked.closed_at:
        return locked
    require_running(locked)
    # Under the lock of the sitting, which who begins takes too: no paper is opened behind it.
    for paper in Attempt.objects.filter(seat__sitting=locked, submitted_at=None):
        submit_attempt(paper, {}, at=at)
    locked.closed_at, locked.closed_by = at, by
    locked.save(update_fields=["closed_at", "closed_by"])
    return locked


def close_forgotten_sittings(*, at: dt.datetime | None = None) -> int:
    """Close what was opened half a day ago and left; return how many."""
    at = at or timezone.now()
    left = Sitting.objects.running().filter(started_at__lt=at - _LONGEST)
    # An accommodation may make a long test longer than half a day: whoever has the time keeps it.
    working = Attempt.objects.filter(submitted_at=None, closes_at__gt=at)
    left = left.exclude(Exists(working.filter(seat__sitting=OuterRef("pk"))))
    return len(sweep_rows(left, lambda one: close_sitting(one, by=None, at=at)).results)
