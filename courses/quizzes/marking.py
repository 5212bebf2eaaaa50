"""Marks papers when they are handed in; a withdrawn question counts for nobody.

One with essays has no outcome before the last of them is marked by a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import translation

from courses.items.grading import grade_answer, score_percent
from courses.items.keys import load_keys
from courses.models import (
    Attempt,
    AttemptItem,
    Essay,
)
from courses.progress.completion import complete_locked_enrolment
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.essays.handing_in import is_for_person, queue_essays
from people.messaging import notify_person


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
        tell_outcome(attempt, "essay_marked", at=at, passed=attempt.passed)
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


def lock_paper(attempt: Attempt) -> Attempt:
    """Return the closed paper, read again under the lock of its enrolment."""
    enrolment = lock_enrolment(attempt.enrolment_id)
    fresh = Attempt.objects.select_related("quiz__course", "void").get(pk=attempt.pk)
    fresh.enrolment = enrolment
    return fresh


def tell_outcome(attempt: Attempt, what: str, *, at: dt.datetime, **more: object) -> None:
    """Write to the learner what came of a paper."""
    person = attempt.enrolment.person
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[attempt.quiz.key, attempt.number])
    facts = {"titles": attempt.quiz.full_titles, "path": path, **more}
    subject = f"attempt/{attempt.pk}"
    notify_person(person, f"courses/{what}", subject=subject, facts=facts, at=at)
