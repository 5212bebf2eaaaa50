"""Reads how essays of a paper were marked, for its learner and for trainers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, F, Q

from courses.items.kinds.essay import EssayTask, RubricCriterion, RubricLevel, read_task
from courses.models import AttemptItem, Essay, EssayMark, pick_effective_marks


@dataclass(frozen=True)
class MarkedText:
    """What one marker gave, criterion by criterion, and said."""

    chosen: list[tuple[RubricCriterion, RubricLevel]]
    comment: str
    share: Decimal
    reason: str = ""

    @property
    def points(self) -> int:
        return sum(level.points for _criterion, level in self.chosen)


@dataclass(frozen=True)
class EssayResult:
    """What became of an essay: what counts of its marks, or that it waits for them."""

    task: EssayTask
    marks: list[MarkedText]
    share: Decimal | None = None

    @property
    def waits(self) -> bool:
        return self.share is None

    @property
    def is_corrected(self) -> bool:
        return any(one.reason for one in self.marks)


def load_results(items: Collection[AttemptItem], language: str) -> dict[int, EssayResult]:
    """Return by position how the essays among the questions came out: two queries at most.

    Who marked is not said: a mark is the agency's. Of a text that waits nothing is said yet.
    """
    essays = Essay.objects.filter(attempt_item__in=[one.pk for one in items if one.pk])
    rows = {one.attempt_item_id: one for one in essays}
    if not rows:
        return {}
    marks = _load_marks([one.pk for one in rows.values() if one.decided_at])
    return {
        item.position: _build_result(item, marks.get(rows[item.pk].pk, []), language)
        for item in items
        if item.pk in rows
    }


def _load_marks(essays: Collection[int]) -> Mapping[int, list[EssayMark]]:
    found: dict[int, list[EssayMark]] = defaultdict(list)
    for mark in EssayMark.objects.given().filter(essay__in=essays):
        found[mark.essay_id].append(mark)
    return found


def _build_result(item: AttemptItem, marks: list[EssayMark], language: str) -> EssayResult:
    task = read_task(item.version.answer_key, language)
    counted = [describe_mark(task, mark) for mark in pick_effective_marks(marks)]
    return EssayResult(task, counted, item.points if marks else None)


def describe_mark(task: EssayTask, mark: EssayMark) -> MarkedText:
    """Return a given mark with the words of the rubric."""
    chosen, share = task.list_chosen(mark.choices), mark.share or Decimal(0)
    return MarkedText(chosen, mark.comment, share, mark.reason)


@dataclass(frozen=True)
class MarkerAgreement:
    """How far two markers of the same texts were apart, in percent."""

    essays: int
    difference: float
    third: int  # how many a third person decided

    @property
    def percent(self) -> int:
        return round(self.difference)


def measure_agreement(quiz_id: int, version_id: int) -> MarkerAgreement | None:
    """Return how far markers of a question were apart; None: no two marked any. One query."""
    rows = Essay.objects.filter(quiz=quiz_id, attempt_item__version=version_id)
    rows = rows.filter(difference__isnull=False, decided_at__isnull=False)
    apart = Count("pk", filter=Q(difference__gt=F("marker_threshold")))
    found = rows.order_by().aggregate(count=Count("pk"), mean=Avg("difference"), third=apart)
    if not found["count"]:
        return None
    return MarkerAgreement(found["count"], found["mean"], found["third"])
