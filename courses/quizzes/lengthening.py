"""Lengthens papers: by minutes granted, by an accommodation, for a room whose power was cut."""

from __future__ import annotations

import datetime as dt

from courses.models import Attempt
from courses.quizzes.essays.handing_in import recall_essays


def lengthen_paper(paper: Attempt, minutes: int) -> bool:
    """Give an open paper more minutes; the caller holds the lock of its enrolment.

    Return whether it did: a paper without a limit has all the time already.
    """
    if paper.submitted_at or paper.closes_at is None or minutes < 1:
        return False
    paper.closes_at += dt.timedelta(minutes=minutes)
    paper.save(update_fields=["closes_at"])
    return True


def reopen_paper(paper: Attempt, minutes: int, *, at: dt.datetime) -> bool:
    """Open a paper again that the clock ended, for so many minutes from now; under the same lock.

    Return whether it did. What was handed in by its person stays, and so does what has passed.
    """
    by_clock = paper.submitted_at is not None and paper.submitted_at == paper.closes_at
    others = Attempt.objects.filter(quiz=paper.quiz_id, enrolment=paper.enrolment_id)
    if not by_clock or paper.passed or others.filter(number__gt=paper.number).exists():
        return False
    if not recall_essays(paper):
        return False
    paper.submitted_at = paper.score = paper.passed = None
    paper.closes_at = at + dt.timedelta(minutes=minutes)
    paper.save(update_fields=["submitted_at", "score", "passed", "closes_at"])
    return True
