"""Counts how the questions of quizzes were answered; only writer of their statistics.

The worker makes them anew, at night or when a trainer asks: a page reads sums, whatever was
answered. Voided papers do not count, nor those of who left the course or writes it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import sqrt
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.items.keys import load_keys
from courses.items.weaknesses import ADVICE_ONLY, find_weaknesses
from courses.models import (
    Attempt,
    AttemptItem,
    AttemptTaken,
    Enrolment,
    ItemStatistics,
    ItemVersion,
    Quiz,
    QuizStatistics,
)
from people.models import Agency, Person, Role
from people.queue import enqueue

_ROWS_AT_ONCE = 5000  # memory stays flat, however many papers there are
_WHOLE = 10_000  # shares of points as whole numbers, so that equal ones differ by nothing
_LONGEST_SECONDS = 1800  # who takes longer has gone away
# What people typed may be about themselves: only what many typed alike is kept.
_TYPED_KINDS = {"numeric", "short_text", "cloze", "essay"}
_LONGEST_ANSWER, _MOST_ANSWERS = 200, 60


class _Row(NamedTuple):
    attempt: int
    version: int
    points: Any
    answer: list[str]
    answered_at: dt.datetime | None
    score: int
    language: str
    taken: str
    started_at: dt.datetime


_FIELDS = (
    *("attempt_id", "version_id", "points", "answer", "answered_at"),
    *("attempt__score", "attempt__language", "attempt__taken", "attempt__started_at"),
)


@dataclass
class _Tally:
    """What is counted of one version; points as whole numbers of `_WHOLE`."""

    asked: int = 0
    answered: int = 0
    points: int = 0
    sizes: list[int] = field(default_factory=lambda: [0, 0, 0])
    answers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    languages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    ways: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    seconds: Counter[int] = field(default_factory=Counter)
    # Number, and sums of points, of the rest, of their squares and of their product.
    pairs: list[int] = field(default_factory=lambda: [0, 0, 0, 0, 0, 0])

    def add(self, row: _Row, points: int, third: int) -> None:
        self.asked += 1
        self.answered += row.answered_at is not None
        self.points += points
        for groups, key in ((self.languages, row.language), (self.ways, row.taken)):
            groups[key][0] += 1
            groups[key][1] += points
        places = (0, third) if third else (0,)
        for place in places:
            self.sizes[place] += 1
        for one in row.answer:
            for place in places:
                self.answers[one][place] += 1

    def add_pair(self, mine: int, rest: int) -> None:
        more = (1, mine, rest, mine * mine, rest * rest, mine * rest)
        self.pairs = [known + one for known, one in zip(self.pairs, more, strict=True)]


def count_due_quizzes() -> list[int]:
    """Return the quizzes of which papers came or went since they were counted."""
    # By number: results on paper come with the day of the test, and a void may be taken back.
    closed = Count("attempts", filter=_build_closed("attempts__"), distinct=True)
    remarked = Max("attempts__remarks__remarked_at")
    rows = Quiz.objects.annotate(now=closed, remarked=remarked, known=F("statistics__closed"))
    changed = Q(known=None, now__gt=0) | ~Q(known=F("now")) & Q(known__isnull=False)
    changed |= Q(remarked__gt=F("statistics__counted_at"))
    return list(rows.filter(changed).order_by("pk").values_list("pk", flat=True))


def enqueue_due_quizzes() -> None:
    """Have each quiz counted by a task of its own: one may take most of the time of a task."""
    for pk in count_due_quizzes():
        enqueue("courses.tasks.count_quiz", pk)


def count_quiz(quiz: Quiz, *, at: dt.datetime | None = None) -> QuizStatistics:
    """Count the papers of the quiz anew, and judge its questions."""
    at = at or timezone.now()
    closed = Attempt.objects.filter(_build_closed(), quiz=quiz)
    counted = _list_counted(quiz, closed)
    scores = Counter(dict(counted.order_by().values_list("score").annotate(Count("pk"))))
    tallies = _tally_rows(_read_rows(counted), _find_thirds(scores), _find_withdrawn(quiz))
    passed = counted.filter(passed=True).count()
    facts: dict[str, Any] = {
        "closed": closed.count(),
        "attempts": scores.total(),
        "passed": passed,
    }
    facts |= {"scores": _count_tenths(scores), "counted_at": at}
    with transaction.atomic():
        # Two workers at once: the second waits here, and writes the same.
        row, _new = QuizStatistics.objects.update_or_create(quiz=quiz, defaults=facts)
        _write_items(quiz, tallies)
    return row


def _build_closed(path: str = "") -> Q:
    return Q(**{f"{path}submitted_at__isnull": False, f"{path}void": None})


def _list_counted(quiz: Quiz, closed: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Return the papers of learners: not of who left, nor of who writes courses there."""
    left = Enrolment.objects.left().filter(pk=OuterRef("enrolment"))
    path = quiz.course.agency.path
    above = [path[:end] for end in range(Agency.steplen, len(path) + 1, Agency.steplen)]
    kinds = (Role.Kind.TRAINER, Role.Kind.TRANSLATOR, Role.Kind.REVIEWER)
    # Whenever it was: a trial is one still when the role is over.
    roles = Role.objects.filter(
        kind__in=kinds, agency__path__in=above, person=OuterRef("enrolment__person")
    )
    trials = Exists(roles) | Exists(
        Person.objects.filter(is_superuser=True, pk=OuterRef("enrolment__person"))
    )
    return closed.filter(~Exists(left), ~trials)


def _read_rows(counted: QuerySet[Attempt]) -> Iterator[list[_Row]]:
    """Yield the questions of each paper that have points, paper by paper."""
    items = AttemptItem.objects.filter(attempt__in=counted, points__isnull=False)
    rows = items.order_by("attempt_id", "position").values_list(*_FIELDS)
    found = (_Row(*row) for row in rows.iterator(_ROWS_AT_ONCE))
    for _attempt, paper in groupby(found, lambda row: row.attempt):
        yield list(paper)


def _find_withdrawn(quiz: Quiz) -> set[int]:
    rows = ItemVersion.objects.filter(attempt_items__attempt__quiz=quiz)
    return set(rows.exclude(withdrawn_at=None).order_by().values_list("pk", flat=True))


def _find_thirds(scores: Counter[int]) -> tuple[int, int]:
    """Return the highest score of the lower third and the lowest of the upper one.

    Who has the same score is in the same third. Where most have the same there are no thirds.
    """
    size = -(-scores.total() // 3)
    lower = _find_rank(sorted(scores), scores, size)
    upper = _find_rank(sorted(scores, reverse=True), scores, size)
    return (lower, upper) if lower < upper else (-1, 101)


def _find_rank(order: Iterable[int], scores: Counter[int], rank: int) -> int:
    seen = 0
    for score in order:
        seen += scores[score]
        if seen >= rank:
            return score
    return 0


def _tally_rows(
    papers: Iterable[list[_Row]], thirds: tuple[int, int], withdrawn: set[int]
) -> dict[int, _Tally]:
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    lower, upper = thirds
    for paper in papers:
        score = paper[0].score
        third = 2 if score <= lower else 1 if score >= upper else 0
        points = [int(row.points * _WHOLE) for row in paper]
        # A question found wrong says nothing of who knows more.
        counts = [row.version not in withdrawn for row in paper]
        total = sum(one for one, is_asked in zip(points, counts, strict=True) if is_asked)
        times = _measure_times(paper)
        for row, mine, is_asked in zip(paper, points, counts, strict=True):
            tally = tallies[row.version]
            tally.add(row, mine, third)
            if others := sum(counts) - is_asked:
                tally.add_pair(mine, (total - mine * is_asked) // others)
            if (seconds := times.get(row.version)) is not None:
                tally.seconds[seconds] += 1
    return tallies


def _measure_times(paper: list[_Row]) -> dict[int, int]:
    """Return the seconds between one answer and the next, where each was saved by itself."""
    if paper[0].taken == AttemptTaken.PAPER:
        return {}
    done = sorted((row.answered_at, row.version) for row in paper if row.answered_at)
    moments = [paper[0].started_at, *(moment for moment, _version in done)]
    gaps = [int((later - before).total_seconds()) for before, later in pairwise(moments)]
    # Handed in all at once, they tell no times.
    if len(gaps) < 2 or min(gaps) < 1:
        return {}
    return {
        version: gap
        for (_moment, version), gap in zip(done, gaps, strict=True)
        if gap <= _LONGEST_SECONDS
    }


def _count_tenths(scores: Counter[int]) -> list[int]:
    tenths = [0] * 11
    for score, count in scores.items():
        tenths[score // 10] += count
    return tenths


def _write_items(quiz: Quiz, tallies: dict[int, _Tally]) -> None:
    versions = ItemVersion.objects.in_bulk(tallies)
    keys = load_keys(versions.values())
    rows = [_build_row(quiz, versions[pk], tally, keys[pk]) for pk, tally in tallies.items()]
    ItemStatistics.objects.filter(quiz=quiz).exclude(version__in=tallies).delete()
    # Not deleted and made anew: a row keeps when its author was told.
    updated = [one.name for one in ItemStatistics._meta.concrete_fields if not one.primary_key]
    ItemStatistics.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["quiz", "version"],
        update_fields=[name for name in updated if name not in ("quiz", "version", "told_at")],
    )


def _build_row(quiz: Quiz, version: ItemVersion, tally: _Tally, key: Any) -> ItemStatistics:
    _all, upper, lower = tally.sizes
    row = ItemStatistics(
        quiz=quiz,
        version=version,
        asked=tally.asked,
        answered=tally.answered,
        facility=tally.points / tally.asked / _WHOLE,
        discrimination=_correlate(tally.pairs),
        seconds=_find_median(tally.seconds),
        upper=upper,
        lower=lower,
        answers=_keep_answers(version.kind, tally.answers),
        languages=_share_points(tally.languages),
        ways=_share_points(tally.ways),
    )
    row.weaknesses = find_weaknesses(row, key)
    row.is_poor = bool(set(row.weaknesses) - ADVICE_ONLY)
    return row


def _correlate(pairs: list[int]) -> float | None:
    count, mine, rest, mine_squares, rest_squares, products = pairs
    spread = (count * mine_squares - mine**2) * (count * rest_squares - rest**2)
    return (count * products - mine * rest) / sqrt(spread) if spread else None


def _find_median(seconds: Counter[int]) -> int | None:
    if not seconds:
        return None
    return _find_rank(sorted(seconds), seconds, -(-seconds.total() // 2))


def _keep_answers(kind: str, answers: dict[str, list[int]]) -> dict[str, list[int]]:
    kept = sorted(answers.items(), key=lambda one: (-one[1][0], one[0]))
    if kind in _TYPED_KINDS:
        least = settings.SMALLEST_GROUP
        kept = [one for one in kept if one[1][0] >= least and len(one[0]) <= _LONGEST_ANSWER]
    return dict(kept[:_MOST_ANSWERS])


def _share_points(groups: dict[str, list[int]]) -> dict[str, list[float]]:
    return {key: [asked, points / asked / _WHOLE] for key, (asked, points) in groups.items()}
