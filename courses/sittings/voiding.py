"""Voids attempts that were taken in a room, with the reason, and takes that back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.models import Attempt, Sitting, SittingSeat, VoidedAttempt
from courses.progress.completion import complete_locked_enrolment
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.appeals.remarking import reopen_remarking
from courses.quizzes.attempts import submit_attempt
from courses.sittings.access import lock_seat, lock_sitting, require_invigilator, require_reason
from courses.sittings.refusals import SittingRefusal, SittingRefused
from people.history import office_acted
from people.models import Person


@transaction.atomic
def void_attempt(
    attempt: Attempt,
    *,
    by: Person,
    reason: str,
    again: bool = False,
    at: dt.datetime | None = None,
) -> VoidedAttempt:
    """Let the attempt count for nothing; ``again``: the test may be begun once more in the room.

    An open paper is handed in first. A completion by it stays: what becomes of a certificate is a
    registrar's act. Raise `SittingRefused`.
    """
    at, reason = at or timezone.now(), require_reason(reason)
    sitting, seat = _lock_room(attempt, by)
    if not attempt.submitted_at:
        submit_attempt(attempt, {}, at=at)
    lock_enrolment(attempt.enrolment_id)
    attempt.refresh_from_db()
    if VoidedAttempt.objects.filter(attempt=attempt).exists():
        raise SittingRefused(SittingRefusal.MEANWHILE)
    told = {"reason": reason, "voided_by": by, "voided_at": at}
    row = VoidedAttempt.objects.create(attempt=attempt, passed_before=bool(attempt.passed), **told)
    # Not only the row: whoever counts what is passed reads this one column.
    Attempt.objects.filter(pk=attempt.pk).update(passed=False)
    if again and sitting.is_running:
        SittingSeat.objects.filter(pk=seat.pk).update(
            passages=seat.attempts.count() + 1, device="", let_in_at=at
        )
    _record_voiding("void", attempt, seat, sitting, by, reason)
    return row


@transaction.atomic
def restore_attempt(attempt: Attempt, *, by: Person, at: dt.datetime | None = None) -> None:
    """Let a voided attempt count again, unless the test was begun once more since.

    Raise `SittingRefused`.
    """
    sitting, seat = _lock_room(attempt, by)
    enrolment = lock_enrolment(attempt.enrolment_id)
    row = VoidedAttempt.objects.filter(attempt=attempt).first()
    later = Attempt.objects.filter(
        quiz=attempt.quiz_id, enrolment=attempt.enrolment_id, number__gt=attempt.number
    )
    if row is None or later.exists():
        raise SittingRefused(SittingRefusal.MEANWHILE)
    # One that waits for marks is neither passed nor failed.
    passed = None if attempt.score is None else row.passed_before
    Attempt.objects.filter(pk=attempt.pk).update(passed=passed)
    SittingSeat.objects.filter(pk=seat.pk).update(passages=seat.attempts.count())
    row.delete()
    reopen_remarking(attempt)
    if row.passed_before or enrolment.pass_rule_id:
        complete_locked_enrolment(enrolment, at=at or timezone.now())
    _record_voiding("restore", attempt, seat, sitting, by)


def _lock_room(attempt: Attempt, by: Person) -> tuple[Sitting, SittingSeat]:
    if attempt.seat is None:
        raise SittingRefused(SittingRefusal.NO_PAPER)
    sitting, seat = lock_sitting(attempt.seat.sitting_id), lock_seat(attempt.seat.pk)
    require_invigilator(by, sitting)
    return sitting, seat


def _record_voiding(
    act: str, attempt: Attempt, seat: SittingSeat, sitting: Sitting, by: Person, reason: str = ""
) -> None:
    data = {"quiz": sitting.quiz.titles, "attempt": attempt.number, "reason": reason}
    office_acted.send(Sitting, action=f"sitting.{act}", people=[seat.person], by=by, data=data)
