"""Marks papers again by a corrected key, and says before what that would change.

It takes nothing away: the better result stays. Papers of who asked for the key or approved it
keep their marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone, translation

from courses.items.grading import grade_answer, score_percent
from courses.items.keys import load_keys
from courses.models import Attempt, AttemptItem, ItemVersion, KeyCorrection, Remark
from courses.progress.completion import complete_locked_enrolment
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.appeals.answering import confirm_reports
from courses.quizzes.marking import grade_item, reaches_mark, score_paper
from people.messaging import notify_person
from people.models import Person, Role
from people.queue import sweep_rows

_BATCH_SIZE = 500  # below the time limit of a task, whatever hangs on each paper
# Papers that were being handed in at the moment of the approval are committed by then.
_SETTLING_TIME = dt.timedelta(minutes=1)


class _Change(NamedTuple):
    """What a key changes at the question of one paper."""

    attempt: int
    before: Decimal
    after: Decimal


@dataclass
class RegradeForecast:
    """How many papers a key would change, of how many ``asked``; nobody falls or fails by it.

    ``lower`` and ``failing`` would be worse by the key, and stay as they are. ``enrolments`` are
    of papers that passed with points that the key does not give.
    """

    asked: int = 0
    risen: int = 0
    lower: int = 0
    passed: int = 0
    failing: int = 0
    enrolments: set[int] = field(default_factory=set)


def forecast_regrade(version: ItemVersion, key: Any, *, by: Collection[Person]) -> RegradeForecast:
    """Return what the key would change; nothing is written."""
    # What waits for marks has no outcome yet that a key could change.
    rows = _list_marked(version, by).exclude(attempt__score=None)
    found, changes = RegradeForecast(asked=rows.count()), _find_changes(rows, version, key)
    while piece := list(islice(changes, _BATCH_SIZE)):
        papers = _load_papers([change.attempt for change in piece])
        for change in piece:
            _add_change(found, change, *papers[change.attempt])
    return found


def _list_marked(version: ItemVersion, by: Collection[Person]) -> Any:
    """Return the question on closed papers that count; not where the answer was erased."""
    # Security: nobody has a hand in their own marks, nor in those of whom they act for.
    own = {pk for one in by for pk in one.principals(Role.Kind.TRAINER)}
    rows = AttemptItem.objects.filter(
        version=version, points__isnull=False, attempt__submitted_at__isnull=False
    )
    rows = rows.filter(attempt__void=None).exclude(attempt__enrolment__person__in=own)
    return rows.exclude(answer=[], answered_at__isnull=False)


def _find_changes(rows: Any, version: ItemVersion, key: Any) -> Iterator[_Change]:
    known: dict[tuple[tuple[str, ...], str, int], Decimal] = {}
    names = ("attempt", "points", "answer", "attempt__grading_rule", "option_order")
    for attempt, before, answer, rule, order in rows.order_by("pk").values_list(*names):
        given = (tuple(answer), rule, len(order))
        if given not in known:
            known[given] = grade_answer(version.kind, key, answer, rule=rule, offered=len(order))
        if known[given] != before:
            yield _Change(attempt, before, known[given])


def _load_papers(attempts: Sequence[int]) -> dict[int, tuple[Attempt, Decimal, int]]:
    """Return papers with the sum of their points and the number of questions that count."""
    counts = Q(items__version__withdrawn_at=None)
    rows = (
        Attempt.objects.filter(pk__in=attempts)
        .select_related("quiz")
        .annotate(total=Sum("items__points", filter=counts), asked=Count("items", filter=counts))
    )
    return {one.pk: (one, one.total or Decimal(0), one.asked) for one in rows.order_by()}


def _add_change(
    found: RegradeForecast, change: _Change, attempt: Attempt, total: Decimal, asked: int
) -> None:
    score = score_percent(total - change.before + change.after, asked)
    before = attempt.score or 0
    found.risen += score > before
    found.lower += score < before
    found.passed += not attempt.passed and reaches_mark(attempt, score)
    if attempt.passed and change.after < change.before:
        found.failing += not reaches_mark(attempt, score)
        found.enrolments.add(attempt.enrolment_id)


def regrade_attempts(correction: KeyCorrection, *, at: dt.datetime | None = None) -> int:
    """Mark the closed papers again by the key in force; return how many changed."""
    at = at or timezone.now()
    version = correction.version
    confirm_reports(version, at=at)
    by = [one for one in (correction.asked_by, correction.decided_by) if one]
    key = load_keys([version])[version.pk]
    changes = _find_changes(_list_marked(version, by), version, key)
    pks = [change.attempt for change in islice(changes, _BATCH_SIZE)]
    waiting = Attempt.objects.filter(pk__in=pks).order_by("pk")
    swept = sweep_rows(waiting, lambda attempt: _regrade_attempt(attempt, correction, key, at))
    settled = KeyCorrection.objects.filter(pk=correction.pk, decided_at__lt=at - _SETTLING_TIME)
    if not pks:
        settled.update(regraded_at=at)
    return sum(swept.results)


def regrade_waiting(*, at: dt.datetime | None = None) -> int:
    """Go on with the corrections that are not through; return how many papers changed."""
    waiting = KeyCorrection.objects.approved().filter(regraded_at=None)
    related = waiting.select_related("version", "asked_by", "decided_by")
    return sum(sweep_rows(related, lambda row: regrade_attempts(row, at=at)).results)


@transaction.atomic
def _regrade_attempt(
    attempt: Attempt, correction: KeyCorrection, key: Any, at: dt.datetime
) -> bool:
    """Mark one paper again; return False when another worker has done it."""
    enrolment = lock_enrolment(attempt.enrolment_id)
    attempt = Attempt.objects.select_related("quiz", "void").get(pk=attempt.pk)
    items = list(attempt.items.select_related("version"))
    item = next(one for one in items if one.version_id == correction.version_id)
    points = grade_item(item, key, attempt.grading_rule)
    # Security: one that was voided in this moment must not pass after all.
    if hasattr(attempt, "void") or points == item.points:
        return False
    if attempt.awaits_marks:  # nothing was told of it yet
        item.points = points
        item.save(update_fields=["points"])
        return True
    score_before, passed_before = attempt.score or 0, bool(attempt.passed)
    # Of a void that was taken back the first row stays: it says what was before.
    Remark.objects.get_or_create(
        attempt=attempt,
        correction=correction,
        defaults={
            "version": item.version,
            "points_before": item.points,
            "score_before": score_before,
            "passed_before": passed_before,
            "remarked_at": at,
        },
    )
    item.points = points
    item.save(update_fields=["points"])
    score = score_paper(items)
    attempt.score = max(score, score_before)
    attempt.passed = passed_before or reaches_mark(attempt, score)
    attempt.save(update_fields=["score", "passed"])
    attempt.enrolment = enrolment
    if (attempt.passed and not passed_before) or enrolment.pass_rule_id:
        complete_locked_enrolment(enrolment, at=at)
        _tell_passed(attempt, at=at)
    return True


def _tell_passed(attempt: Attempt, *, at: dt.datetime) -> None:
    person = attempt.enrolment.person
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[attempt.quiz.key, attempt.number])
    facts = {"titles": attempt.quiz.full_titles, "path": path}
    kind, subject = "courses/passed_by_key", f"attempt/{attempt.pk}"
    notify_person(person, kind, subject=subject, facts=facts, at=at)
