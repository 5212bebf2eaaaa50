"""Finds the papers that a corrected key changes, and says before what it would change.

Papers of who asked for the key or approved it keep their marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.utils import timezone

from courses.items.grading import grade_answer, score_percent
from courses.items.keys import load_keys
from courses.models import Attempt, AttemptItem, ItemVersion, KeyCorrection
from courses.quizzes.appeals.answering import confirm_reports
from courses.quizzes.appeals.remarking import BATCH_SIZE, SETTLING_TIME, mark_again
from courses.quizzes.marking import reaches_mark
from people.models import Person, Role
from people.queue import sweep_rows


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
    while piece := list(islice(changes, BATCH_SIZE)):
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
    rows = KeyCorrection.objects.filter(pk=correction.pk)
    if version.withdrawn_at:  # it counts for nobody, by whatever key
        rows.update(regraded_at=at)
        return 0
    confirm_reports(version, at=at)
    by = [one for one in (correction.asked_by, correction.decided_by) if one]
    key = load_keys([version])[version.pk]
    changes = _find_changes(_list_marked(version, by), version, key)
    pks = [change.attempt for change in islice(changes, BATCH_SIZE)]
    waiting = Attempt.objects.filter(pk__in=pks).order_by("pk")
    swept = sweep_rows(
        waiting, lambda attempt: mark_again(attempt, version, correction=correction, at=at)
    )
    if not pks:
        rows.filter(decided_at__lt=at - SETTLING_TIME).update(regraded_at=at)
    return sum(swept.results)


def regrade_waiting(*, at: dt.datetime | None = None) -> int:
    """Go on with the corrections that are not through; return how many papers changed."""
    waiting = KeyCorrection.objects.approved().filter(regraded_at=None)
    related = waiting.select_related("version", "asked_by", "decided_by")
    return sum(sweep_rows(related, lambda row: regrade_attempts(row, at=at)).results)
