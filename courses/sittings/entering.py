"""Lets somebody with a seat begin by the code of the room, on one device.

The paper stays with that device: another one needs the invigilator, who sees both.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.models import (
    Attempt,
    Enrolment,
    Quiz,
    SessionSeat,
    Sitting,
    SittingSeat,
    build_passed_condition,
)
from courses.progress.enrolment import enrol_person, lock_enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.sittings.access import lock_seat, lock_sitting, require_running
from courses.sittings.codes import is_code
from courses.sittings.refusals import SittingRefusal, SittingRefused

MOST_WRONG_CODES = 5
# Of who was let in: time to sit down and to type.
_LET_IN_LASTS = dt.timedelta(minutes=15)
_SEEN_EVERY = dt.timedelta(seconds=20)


def make_device() -> str:
    """Return a name for a device that nobody guesses."""
    return secrets.token_urlsafe(32)


def enter_sitting(
    seat: SittingSeat,
    code: str,
    *,
    device: str,
    language: str,
    is_shared: bool = False,
    at: dt.datetime | None = None,
) -> Attempt:
    """Return the paper of the seat, begun now unless it is open. Raise `SittingRefused`."""
    at = at or timezone.now()
    with transaction.atomic():
        sitting, locked = lock_sitting(seat.sitting_id), lock_seat(seat.pk)
        _require_door_open(sitting, locked, device, at=at)
        if is_code(sitting, code, at=at):
            paper = _open_paper(sitting, locked, language=language, at=at)
            locked.device, locked.is_shared = device, is_shared
            locked.wrong_codes, locked.seen_at = 0, at
            locked.save(update_fields=["device", "is_shared", "wrong_codes", "seen_at"])
            return paper
        # Counted in the database: guesses are counted whichever device or process they come to.
        SittingSeat.objects.filter(pk=seat.pk).update(wrong_codes=F("wrong_codes") + 1)
    # After the commit: a refusal must not undo the count.
    raise SittingRefused(SittingRefusal.WRONG_CODE)


def _require_door_open(
    sitting: Sitting, seat: SittingSeat, device: str, *, at: dt.datetime
) -> None:
    require_running(sitting)
    if seat.removed_at or _lost_session_seat(sitting, seat):
        raise SittingRefused(SittingRefusal.NO_SEAT)
    if seat.wrong_codes >= MOST_WRONG_CODES:
        raise SittingRefused(SittingRefusal.LOCKED)
    papers = list(seat.attempts.all())
    if any(one.submitted_at is None for one in papers):
        if seat.device and seat.device != device:
            raise SittingRefused(SittingRefusal.ELSEWHERE)
        return
    if len(papers) >= seat.passages:
        raise SittingRefused(SittingRefusal.TAKEN)
    is_let_in = seat.let_in_at is not None and at <= seat.let_in_at + _LET_IN_LASTS
    if not is_let_in and sitting.entry_ends_at and at > sitting.entry_ends_at:
        raise SittingRefused(SittingRefusal.LATE)


def _lost_session_seat(sitting: Sitting, seat: SittingSeat) -> bool:
    """Return whether the person was taken out of the session since the seats were given."""
    if sitting.session_id is None or seat.attempts.exists():
        return False  # what is begun in the room is decided in the room
    rows = SessionSeat.objects.filter(session=sitting.session_id, person=seat.person_id)
    return rows.exists() and not rows.seated().exists()


def _open_paper(sitting: Sitting, seat: SittingSeat, *, language: str, at: dt.datetime) -> Attempt:
    course = sitting.quiz.course
    enrolled = enrol_person(seat.person, course, language=language, is_placed=True, at=at)
    # Before its papers are read: one begun outside in this moment is closed, or comes after ours.
    enrolment = lock_enrolment(enrolled.pk)
    if _has_passed(sitting.quiz, enrolment):
        raise SittingRefused(SittingRefusal.PASSED)
    # Security: a paper begun outside, whose questions were read there, never becomes one of the
    # room. It is handed in as it stands.
    mine = Attempt.objects.filter(quiz=sitting.quiz, enrolment=enrolment, submitted_at=None)
    for other in mine.exclude(seat=seat):
        submit_attempt(other, {}, at=at)
    return start_attempt(sitting.quiz, enrolment, language=language, seat=seat, at=at)


def _has_passed(quiz: Quiz, enrolment: Enrolment) -> bool:
    passed = Attempt.objects.filter(build_passed_condition(), quiz=quiz, enrolment=enrolment)
    return passed.exists()


def is_paper_here(attempt: Attempt, device: str) -> bool:
    """Return whether the device has the paper; any has one that was not taken in a room."""
    if attempt.seat is None or attempt.submitted_at:
        return True
    return bool(device) and secrets.compare_digest(attempt.seat.device, device)


def note_presence(seat: SittingSeat, *, at: dt.datetime | None = None) -> None:
    """Note that the device of the seat was heard of; not more often than it is looked at."""
    at = at or timezone.now()
    # One UPDATE, for papers are saved by several requests at once.
    rows = SittingSeat.objects.filter(pk=seat.pk, seen_at__lt=at - _SEEN_EVERY)
    rows.update(seen_at=at)


def is_result_held(attempt: Attempt) -> bool:
    """Return whether the result waits, since others still sit the same test in the room."""
    # Security: who has handed in would read the right answers out to them.
    return attempt.seat is not None and attempt.seat.sitting.is_running
