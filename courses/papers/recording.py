"""Turns confirmed sheets into attempts, one at a time, and takes one out again with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from courses.models import Attempt, Enrolment, PaperEntry, PaperSheet, PaperTest
from courses.papers.access import is_own_sheet, lock_sheet, now_or, require_keeper
from courses.papers.entering import TASK
from courses.papers.preparing import tell_history
from courses.papers.refusals import PaperRefusal, PaperRefused
from courses.papers.telling import tell_marked, tell_taken_back
from courses.quizzes.on_paper import (
    AnsweredQuestion,
    CourseCompleted,
    LaterAttempt,
    PaperResult,
    record_paper,
    remove_paper,
)
from courses.quizzes.opening import AttemptLimitReached
from people.models import Person
from people.queue import enqueue_on_commit, sweep_rows

_State = PaperSheet.State


def record_sheets(test: PaperTest | None = None, *, at: dt.datetime | None = None) -> int:
    """Mark what is confirmed, of one test or of all; return how many sheets are in the record."""
    waiting = PaperSheet.objects.to_record()
    if test:
        waiting = waiting.filter(test=test)
    keys = waiting.order_by("pk").values_list("pk", flat=True)
    # A transaction each: what was killed in the middle goes on with the next.
    return sum(sweep_rows(keys, lambda pk: _record_sheet(pk, at=at)).results)


@transaction.atomic
def _record_sheet(pk: int, *, at: dt.datetime | None) -> bool:
    sheet = lock_sheet(pk)
    if sheet.state != _State.CONFIRMED or sheet.refusal:
        return False  # another worker was quicker
    try:
        sheet.attempt = attempt = _make_attempt(sheet, at=at)
    except PaperRefused as refused:
        sheet.refusal = refused.refusal.value
        sheet.save(update_fields=["refusal"])
        return False
    sheet.state = _State.RECORDED
    sheet.save(update_fields=["attempt", "state"])
    tell_history(sheet, "record", by=sheet.confirmed_by or sheet.test.made_by)
    tell_marked(sheet, attempt)
    return True


def _make_attempt(sheet: PaperSheet, *, at: dt.datetime | None) -> Attempt:
    first = sheet.entries.filter(is_second=False).get()
    result = _read_result(sheet, first, now_or(at))
    enrolment = _find_sheet_enrolment(sheet, result.ended_at)
    if enrolment is None:
        raise PaperRefused(PaperRefusal.NOT_ENROLLED)
    try:
        return record_paper(sheet.test.quiz, enrolment, result, at=at)
    except AttemptLimitReached as over:
        raise PaperRefused(PaperRefusal.LIMIT) from over


def _find_sheet_enrolment(sheet: PaperSheet, at: dt.datetime) -> Enrolment | None:
    """Return the enrolment in which the test was taken."""
    # A paper that comes in late passes no renewal that began after the test, as no class does.
    begun = Q(occasion=1) | Q(enrolled_at__lte=at)
    mine = Enrolment.objects.filter(begun, person=sheet.seat.person, withdrawn_at=None)
    return mine.filter(course=sheet.test.quiz.course_id).newest_first().first()


def _read_result(sheet: PaperSheet, entry: PaperEntry, at: dt.datetime) -> PaperResult:
    test = sheet.test
    last = test.session.parts.order_by("-begins_at").first()
    began = last.begins_at if last else sheet.test.made_at
    answers = zip(sheet.drawn, entry.answers, strict=True)
    return PaperResult(
        language=test.language,
        pass_mark=test.pass_mark,
        # A test is taken in the last part of its session, and no attempt ends in the future.
        began_at=min(began, at),
        ended_at=min(last.ends_at if last else at, at),
        seed=sheet.seed or 0,
        questions=[
            AnsweredQuestion(version, options, answer) for (version, options), answer in answers
        ],
        points=entry.points or 0,
        most_points=test.most_points or 0,
    )


@transaction.atomic
def try_again(sheet: PaperSheet, *, by: Person) -> None:
    """Let the worker mark a confirmed sheet that it could not: a further attempt is granted."""
    locked = lock_sheet(sheet.pk)
    require_keeper(by, locked.test.session)
    if locked.state == _State.CONFIRMED and locked.refusal:
        locked.refusal = ""
        locked.save(update_fields=["refusal"])
        enqueue_on_commit(TASK, locked.test_id)


@transaction.atomic
def withdraw_record(
    sheet: PaperSheet, *, by: Person, reason: str, at: dt.datetime | None = None
) -> PaperSheet:
    """Take what two people agreed on back, and out of the record; the sheet is entered anew.

    Raise `PaperRefused`, when something rests on it already.
    """
    locked = lock_sheet(sheet.pk)
    require_keeper(by, locked.test.session)
    if is_own_sheet(by, locked):
        raise PaperRefused(PaperRefusal.OWN)
    if not locked.is_final:
        raise PaperRefused(PaperRefusal.NOTHING)
    if not reason:
        raise PaperRefused(PaperRefusal.REASON)
    attempt = locked.attempt
    tell_history(locked, "withdraw", by=by, reason=reason)
    locked.attempt, locked.state, locked.refusal = None, _State.READY, ""
    for name in ("entered", "confirmed"):
        setattr(locked, f"{name}_by", None)
        setattr(locked, f"{name}_at", None)
    locked.reason, locked.decided_by, locked.decided_at = reason, by, now_or(at)
    locked.save()
    locked.entries.all().delete()
    if attempt:
        # Before it is gone: the letter is named by its number.
        tell_taken_back(locked, attempt, reason=reason)
        _translate_refusals(lambda: remove_paper(attempt))
    return locked


def _translate_refusals(remove: Callable[[], None]) -> None:
    try:
        remove()
    except CourseCompleted as done:
        raise PaperRefused(PaperRefusal.COMPLETED) from done
    except LaterAttempt as later:
        raise PaperRefused(PaperRefusal.LATER) from later
