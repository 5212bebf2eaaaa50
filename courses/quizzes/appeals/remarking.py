"""Marks closed papers again by what stands now of a question; only writer of remarks.

That it is withdrawn, and counts for nobody, goes before any key; else the newest approved key
stands. Marking again takes nothing away: the better result stays.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courses.items.keys import load_keys
from courses.models import (
    Attempt,
    AttemptItem,
    Essay,
    ItemVersion,
    KeyCorrection,
    Remark,
    build_passed_condition,
)
from courses.progress.completion import complete_locked_enrolment
from courses.quizzes.appeals.answering import confirm_reports
from courses.quizzes.marking import (
    decide_paper,
    grade_item,
    lock_paper,
    reaches_mark,
    score_paper,
    tell_outcome,
)
from people.queue import sweep_rows

BATCH_SIZE = 500  # below the time limit of a task, whatever hangs on each paper
# Papers that were being handed in at the moment of the decision are committed by then.
SETTLING_TIME = dt.timedelta(minutes=1)


@transaction.atomic
def mark_again(
    attempt: Attempt,
    version: ItemVersion,
    *,
    correction: KeyCorrection | None = None,
    at: dt.datetime,
) -> bool:
    """Mark one paper again, for a withdrawal or for the correction of a key.

    Return False when that changes nothing of it, or another worker has done it.
    """
    attempt = lock_paper(attempt)
    # Security: one that was voided in this moment must not pass after all.
    if hasattr(attempt, "void"):
        return False
    items = list(attempt.items.select_related("version"))
    item = next(one for one in items if one.version_id == version.pk)
    # A withdrawal goes before any key, and has its own turn at the paper.
    if (item.version.withdrawn_at is None) != (correction is not None):
        return False
    points_before = item.points
    if correction and not _apply_key(attempt, item):
        return False
    if attempt.awaits_marks:  # nothing was told of it yet
        return True
    # Of a void that was taken back the first row stays: it says what was before.
    _remark, is_new = Remark.objects.get_or_create(
        attempt=attempt,
        version=version,
        correction=correction,
        defaults=_describe_before(attempt, points_before if correction else None, at),
    )
    if is_new or correction:
        _keep_better(attempt, score_paper(items), is_withdrawn=correction is None, at=at)
    return is_new or correction is not None


def _apply_key(attempt: Attempt, item: AttemptItem) -> bool:
    """Give the question the points by the key in force; return whether they are others."""
    # Read under the lock: of two workers with two keys the later one must not bring the old one.
    points = grade_item(item, load_keys([item.version])[item.version_id], attempt.grading_rule)
    if points == item.points:
        return False
    item.points = points
    item.save(update_fields=["points"])
    return True


def _describe_before(
    attempt: Attempt, points: Decimal | None, at: dt.datetime
) -> dict[str, object]:
    before = {"score_before": attempt.score or 0, "passed_before": bool(attempt.passed)}
    return {**before, "points_before": points, "remarked_at": at}


def _keep_better(attempt: Attempt, score: int, *, is_withdrawn: bool, at: dt.datetime) -> None:
    """Let the paper have the better result; complete what that completes, and tell its learner."""
    passed_before = bool(attempt.passed)
    attempt.score = max(score, attempt.score or 0)
    attempt.passed = passed_before or reaches_mark(attempt, score)
    attempt.save(update_fields=["score", "passed"])
    if attempt.quiz.is_first_test:
        return
    # By a rule of the course a score may count that passed before.
    if (attempt.passed and not passed_before) or attempt.enrolment.pass_rule_id:
        complete_locked_enrolment(attempt.enrolment, at=at)
    if not passed_before and _concerns_learner(attempt):
        _tell_learner(attempt, is_withdrawn=is_withdrawn, at=at)


def _concerns_learner(attempt: Attempt) -> bool:
    others = attempt.quiz.attempts.exclude(pk=attempt.pk)
    has_passed = others.filter(build_passed_condition(), enrolment=attempt.enrolment).exists()
    return not has_passed and not attempt.enrolment.withdrawn_at


def _tell_learner(attempt: Attempt, *, is_withdrawn: bool, at: dt.datetime) -> None:
    # One letter an attempt and outcome, however many of its questions were wrong.
    if attempt.passed:
        tell_outcome(attempt, "passed_after_all" if is_withdrawn else "passed_by_key", at=at)
    elif is_withdrawn:
        tell_outcome(attempt, "attempt_given_back", at=at)


def remark_attempts(version: ItemVersion, *, at: dt.datetime | None = None) -> int:
    """Mark the closed papers that asked the withdrawn version again; return how many."""
    at = at or timezone.now()
    confirm_reports(version, at=at)
    waiting = Attempt.objects.filter(items__version=version).exclude(submitted_at=None)
    waiting = waiting.filter(void=None)
    decided = _decide_freed(waiting.filter(score=None), at=at)
    waiting = waiting.exclude(score=None)
    # Not by a corrected key: those rows have a correction.
    done = Remark.objects.filter(attempt=OuterRef("pk"), version=version, correction=None)
    waiting = waiting.exclude(Exists(done)).order_by("pk")[:BATCH_SIZE]
    swept = sweep_rows(waiting, lambda attempt: mark_again(attempt, version, at=at))
    count = sum(swept.results) + decided
    settled = ItemVersion.objects.filter(pk=version.pk, withdrawn_at__lt=at - SETTLING_TIME)
    if not count and not swept.failed:
        settled.update(remarked_at=at)
    return count


def _decide_freed(papers: QuerySet[Attempt], *, at: dt.datetime) -> int:
    """Decide papers that waited for marks of the withdrawn essay alone; return how many."""
    essays = Essay.objects.filter(attempt_item__attempt=OuterRef("pk"), decided_at=None)
    asked = essays.filter(attempt_item__version__withdrawn_at=None)
    freed = papers.filter(~Exists(asked)).order_by("pk")[:BATCH_SIZE]
    return sum(sweep_rows(freed, lambda attempt: _decide_unlocked(attempt, at=at)).results)


@transaction.atomic
def _decide_unlocked(attempt: Attempt, *, at: dt.datetime) -> bool:
    return decide_paper(lock_paper(attempt), at=at)


def remark_withdrawn(*, at: dt.datetime | None = None) -> int:
    """Mark papers again for every withdrawal that is not through; return how many papers."""
    waiting = ItemVersion.objects.filter(remarked_at=None).exclude(withdrawn_at=None)
    return sum(sweep_rows(waiting, lambda version: remark_attempts(version, at=at)).results)


def reopen_remarking(attempt: Attempt) -> None:
    """Have the next sweep look for a paper that was void when its questions were found wrong."""
    asked_keys = KeyCorrection.objects.filter(version__attempt_items__attempt=attempt)
    asked_keys.update(regraded_at=None)
    asked = ItemVersion.objects.filter(attempt_items__attempt=attempt, withdrawn_at__isnull=False)
    asked.update(remarked_at=None)
