"""Marks papers: once when they are handed in, again when a question is withdrawn.

One with essays has no outcome before the last of them is marked by a person. A withdrawn
question counts for nobody. Marking again takes nothing away: the better result stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from courses.items.grading import grade_answer, score_percent
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
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.appeals.answering import confirm_reports
from courses.quizzes.essays.handing_in import is_for_person, queue_essays
from people.messaging import notify_person
from people.queue import sweep_rows

_BATCH_SIZE = 500  # below the time limit of a task, whatever hangs on each paper
# Papers that were being handed in at the moment of the withdrawal are committed by then.
_SETTLING_TIME = dt.timedelta(minutes=1)


def mark_attempt(attempt: Attempt, items: list[AttemptItem], *, at: dt.datetime) -> None:
    """Grade the answers of a locked attempt and close it; essays wait for somebody."""
    keys = load_keys(item.version for item in items)
    for item in items:
        is_asked = item.version.withdrawn_at is None
        key = keys[item.version_id]
        item.points = grade_item(item, key, attempt.grading_rule) if is_asked else None
    AttemptItem.objects.bulk_update(items, ["points"])
    attempt.submitted_at = at
    # A first test counts nowhere: nobody is kept busy with it.
    if attempt.quiz.is_first_test or not queue_essays(attempt, items, at=at):
        attempt.score = score_paper(items)
        attempt.passed = reaches_mark(attempt, attempt.score)
    attempt.save(update_fields=["score", "passed", "submitted_at"])


def decide_paper(attempt: Attempt, *, at: dt.datetime) -> bool:
    """Decide a locked paper once its last essay is marked, and tell its learner.

    Return whether it did. What the course asks beside it is asked as after any other paper.
    """
    waiting = Essay.objects.filter(attempt_item__attempt=attempt, decided_at=None)
    if not attempt.awaits_marks or hasattr(attempt, "void"):
        return False
    if waiting.filter(attempt_item__version__withdrawn_at=None).exists():
        return False
    attempt.score = score_paper(attempt.items.select_related("version"))
    attempt.passed = reaches_mark(attempt, attempt.score)
    attempt.save(update_fields=["score", "passed"])
    if attempt.passed:
        complete_locked_enrolment(attempt.enrolment, at=at)
    if not attempt.enrolment.withdrawn_at:
        _tell_outcome(attempt, "essay_marked", at=at, passed=attempt.passed)
    return True


def grade_item(item: AttemptItem, key: Any, rule: str) -> Decimal | None:
    """Return the points of an answer by the key and the rule; None: a person marks it."""
    if is_for_person(item):
        return None
    offered = len(item.option_order)
    return grade_answer(item.version.kind, key, item.answer, rule=rule, offered=offered)


def score_paper(items: Iterable[AttemptItem]) -> int:
    """Return the percent of the questions that are not withdrawn."""
    counted = [item for item in items if item.version.withdrawn_at is None]
    return score_percent(sum((item.points or 0 for item in counted), start=0), len(counted))


def reaches_mark(attempt: Attempt, score: int) -> bool:
    """Return whether a paper with the score passes."""
    # Exactly the mark passes. Of a first test nothing does: it tells what was known, and no more.
    return score >= attempt.pass_mark and not attempt.quiz.is_first_test


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
    waiting = waiting.exclude(Exists(done)).order_by("pk")[:_BATCH_SIZE]
    swept = sweep_rows(waiting, lambda attempt: _remark_attempt(attempt, version, at=at))
    count = sum(swept.results) + decided
    settled = ItemVersion.objects.filter(pk=version.pk, withdrawn_at__lt=at - _SETTLING_TIME)
    if not count and not swept.failed:
        settled.update(remarked_at=at)
    return count


def _decide_freed(papers: QuerySet[Attempt], *, at: dt.datetime) -> int:
    """Decide papers that waited for marks of the withdrawn essay alone; return how many."""
    essays = Essay.objects.filter(attempt_item__attempt=OuterRef("pk"), decided_at=None)
    asked = essays.filter(attempt_item__version__withdrawn_at=None)
    freed = papers.filter(~Exists(asked)).order_by("pk")[:_BATCH_SIZE]
    return sum(sweep_rows(freed, lambda attempt: _decide_unlocked(attempt, at=at)).results)


@transaction.atomic
def _decide_unlocked(attempt: Attempt, *, at: dt.datetime) -> bool:
    return decide_paper(lock_paper(attempt), at=at)


def lock_paper(attempt: Attempt) -> Attempt:
    """Return the closed paper, read again under the lock of its enrolment."""
    enrolment = lock_enrolment(attempt.enrolment_id)
    fresh = Attempt.objects.select_related("quiz__course", "void").get(pk=attempt.pk)
    fresh.enrolment = enrolment
    return fresh


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


@transaction.atomic
def _remark_attempt(attempt: Attempt, version: ItemVersion, *, at: dt.datetime) -> bool:
    """Mark one paper again; return False when another worker has done it."""
    enrolment = lock_enrolment(attempt.enrolment_id)
    attempt = Attempt.objects.select_related("quiz", "void").get(pk=attempt.pk)
    # Security: a voided paper must not pass after all, nor one that was voided in this moment.
    if hasattr(attempt, "void"):
        return False
    score_before, passed_before = attempt.score or 0, bool(attempt.passed)
    before = {"score_before": score_before, "passed_before": passed_before, "remarked_at": at}
    _remark, is_new = Remark.objects.get_or_create(
        attempt=attempt, version=version, correction=None, defaults=before
    )
    if not is_new:
        return False
    attempt.enrolment = enrolment
    score = score_paper(attempt.items.select_related("version"))
    attempt.score = max(score, score_before)
    attempt.passed = passed_before or reaches_mark(attempt, score)
    attempt.save(update_fields=["score", "passed"])
    if not passed_before and not attempt.quiz.is_first_test:
        _settle_failed_attempt(attempt, at=at)
    return True


def _settle_failed_attempt(attempt: Attempt, *, at: dt.datetime) -> None:
    """Complete the course if the paper passes after all, and tell the learner either way."""
    enrolment, others = attempt.enrolment, attempt.quiz.attempts.exclude(pk=attempt.pk)
    has_passed = others.filter(build_passed_condition(), enrolment=enrolment).exists()
    if attempt.passed or enrolment.pass_rule_id:
        complete_locked_enrolment(enrolment, at=at)
    if has_passed or enrolment.withdrawn_at:
        return  # nothing of it concerns the person any more
    # One letter an attempt and outcome, however many of its questions are withdrawn.
    _tell_outcome(attempt, "passed_after_all" if attempt.passed else "attempt_given_back", at=at)


def _tell_outcome(attempt: Attempt, what: str, *, at: dt.datetime, **more: object) -> None:
    person = attempt.enrolment.person
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[attempt.quiz.key, attempt.number])
    facts = {"titles": attempt.quiz.full_titles, "path": path, **more}
    subject = f"attempt/{attempt.pk}"
    notify_person(person, f"courses/{what}", subject=subject, facts=facts, at=at)
