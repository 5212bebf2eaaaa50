"""Counts how the questions of quizzes were answered; only writer of their statistics.

The worker makes them anew, at night or when a trainer asks: a page reads sums, whatever was
answered. Voided papers do not count, nor those of who left the course or writes it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Window,
)
from django.utils import timezone

from courses.items.keys import load_keys
from courses.items.tallies import (
    WHOLE,
    AnswerGroup,
    ItemTally,
    PaperTime,
    correlate_points,
    find_median,
    find_thirds,
    measure_times,
    take_back,
    tally_groups,
)
from courses.items.weaknesses import ADVICE_ONLY, find_weaknesses
from courses.models import (
    Attempt,
    AttemptItem,
    AttemptTaken,
    Enrolment,
    EssayMark,
    ItemStatistics,
    ItemVersion,
    Quiz,
    QuizStatistics,
)
from people.models import Person, Role, list_line_paths
from people.queue import enqueue

_ROWS_AT_ONCE = 5000  # memory stays flat, however many papers there are
# A median of so many moves no more, and reading each moment takes longer than counting all else.
_PAPERS_TIMED = 5000
# What people typed may be about themselves: only what many typed alike is kept.
_TYPED_KINDS = {"numeric", "short_text", "cloze", "essay"}
_LONGEST_ANSWER, _MOST_ANSWERS = 200, 60
_GROUPED = AnswerGroup._fields[:-1]


def count_due_quizzes() -> list[int]:
    """Return the quizzes of which papers came or went since they were counted."""
    # By number: results on paper come with the day of the test, and a void may be taken back.
    closed = Count("attempts", filter=_build_closed("attempts__"), distinct=True)
    remarked = Max("attempts__remarks__remarked_at")
    rows = Quiz.objects.annotate(now=closed, remarked=remarked, known=F("statistics__closed"))
    changed = Q(known=None, now__gt=0) | ~Q(known=F("now")) & Q(known__isnull=False)
    changed |= Q(remarked__gt=F("statistics__counted_at"))
    corrected = EssayMark.objects.exclude(reason="").filter(essay__quiz=OuterRef("pk"))
    changed |= Q(Exists(corrected.filter(given_at__gt=OuterRef("statistics__counted_at"))))
    return list(rows.filter(changed).order_by("pk").values_list("pk", flat=True))


def enqueue_due_quizzes() -> None:
    """Have each quiz counted by a task of its own: one may take most of the time of a task."""
    for pk in count_due_quizzes():
        enqueue("courses.tasks.count_quiz", pk)


def count_quiz(quiz: Quiz, *, at: dt.datetime | None = None) -> QuizStatistics:
    """Count the papers of the quiz anew, and judge its questions."""
    at = at or timezone.now()
    submitted = Attempt.objects.filter(quiz=quiz, submitted_at__isnull=False).order_by()
    # Before all else: what comes or goes while it is counted makes the quiz due again.
    closed = submitted.filter(_build_closed()).count()
    left_out = _find_left_out(quiz, submitted)
    results = _count_results(submitted)
    results.subtract(left_out.values())
    scores = Counter[int]()
    for (score, _passed), number in (+results).items():
        scores[score or 0] += number
    facts: dict[str, Any] = {
        "closed": closed,
        "attempts": scores.total(),
        "passed": sum(number for (_score, passed), number in results.items() if passed),
    }
    facts |= {"scores": _count_tenths(scores), "counted_at": at}
    tallies = _count_answers(quiz, submitted, {*left_out}, find_thirds(scores))
    with transaction.atomic():
        # Two workers at once: the second waits here, and writes the same.
        row, _new = QuizStatistics.objects.update_or_create(quiz=quiz, defaults=facts)
        _write_items(quiz, tallies)
    return row


def _build_closed(path: str = "") -> Q:
    # One that waits for marks has no score yet.
    done = {f"{path}submitted_at__isnull": False, f"{path}score__isnull": False}
    return Q(**done, **{f"{path}void": None})


def _find_left_out(
    quiz: Quiz, submitted: QuerySet[Attempt]
) -> dict[int, tuple[int | None, bool | None]]:
    """Return score and pass of papers that do not count, by id.

    They are void, or of who left, or of who writes courses there.
    """
    left = Enrolment.objects.left().filter(pk=OuterRef("enrolment"))
    above = list_line_paths(quiz.course.agency.path)
    kinds = (Role.Kind.TRAINER, Role.Kind.TRANSLATOR, Role.Kind.REVIEWER)
    # Whenever it was: a trial is one still when the role is over.
    writers = Role.objects.filter(
        kind__in=kinds, agency__path__in=above, person=OuterRef("enrolment__person")
    )
    admins = Person.objects.filter(is_superuser=True, pk=OuterRef("enrolment__person"))
    found = submitted.filter(
        Q(void__isnull=False) | Exists(left) | Exists(writers) | Exists(admins)
    )
    return {
        pk: (score, passed) for pk, score, passed in found.values_list("pk", "score", "passed")
    }


def _count_results(submitted: QuerySet[Attempt]) -> Counter[tuple[int | None, bool | None]]:
    rows = submitted.values_list("score", "passed").annotate(Count("pk"))
    return Counter({(score, passed): number for score, passed, number in rows})


def _count_answers(
    quiz: Quiz, submitted: QuerySet[Attempt], left_out: set[int], thirds: tuple[int, int]
) -> dict[int, ItemTally]:
    withdrawn = _find_withdrawn(quiz)
    asked = AttemptItem.objects.filter(attempt__quiz=quiz, attempt__submitted_at__isnull=False)
    groups = _read_groups(asked, withdrawn)
    # All are counted and the few taken back: to ask of each paper whether it counts takes the
    # database longer than to count it.
    few = _read_groups_of(sorted(left_out), withdrawn)
    tallies = tally_groups(chain(groups, map(take_back, few)), thirds)
    for paper in _read_times(asked, submitted):
        if paper[0].attempt not in left_out:
            for version, seconds in measure_times(paper).items():
                tallies[version].seconds[seconds] += 1
    return {pk: tally for pk, tally in tallies.items() if tally.asked}


def _read_groups_of(attempts: list[int], withdrawn: set[int]) -> Iterator[AnswerGroup]:
    for start in range(0, len(attempts), _ROWS_AT_ONCE):
        pks = attempts[start : start + _ROWS_AT_ONCE]
        yield from _read_groups(AttemptItem.objects.filter(attempt__in=pks), withdrawn)


def _find_withdrawn(quiz: Quiz) -> set[int]:
    rows = ItemVersion.objects.filter(attempt_items__attempt__quiz=quiz)
    return set(rows.exclude(withdrawn_at=None).order_by().values_list("pk", flat=True))


def _read_groups(asked: QuerySet[AttemptItem], withdrawn: set[int]) -> Iterator[AnswerGroup]:
    """Yield what is alike in papers once, with its number: thousands of rows for a million."""
    rows, params = _describe_answers(asked, withdrawn).query.sql_with_params()
    names = ", ".join(_GROUPED)
    # By hand: Django groups by no window. The database counts ten times as fast as we do.
    sql = f"SELECT {names}, COUNT(*) FROM ({rows}) AS asked GROUP BY {names}"  # noqa: S608
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while found := cursor.fetchmany(_ROWS_AT_ONCE):
            for row in found:
                group = AnswerGroup(*row)
                yield group._replace(answer=_parse_answer(group.answer))


def _describe_answers(asked: QuerySet[AttemptItem], withdrawn: set[int]) -> QuerySet[Any, Any]:
    """Return the questions that have points, each with those of all questions of its paper."""
    facts = {one: F(f"attempt__{one}") for one in ("score", "language", "taken")}
    # A question found wrong says nothing of who knows more.
    counts = ~Q(version__in=withdrawn)
    rows = asked.filter(points__isnull=False).order_by()
    return rows.values("version_id", "points", "answer", **facts).annotate(
        is_answered=ExpressionWrapper(Q(answered_at__isnull=False), BooleanField()),
        counts=ExpressionWrapper(counts, BooleanField()),
        total=Window(Sum("points", filter=counts), partition_by="attempt_id"),
        asked=Window(Count("pk", filter=counts), partition_by="attempt_id"),
    )


@lru_cache(4096)
def _parse_answer(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _read_times(
    asked: QuerySet[AttemptItem], submitted: QuerySet[Attempt]
) -> Iterator[list[PaperTime]]:
    """Yield the moments at which the newest papers were answered, paper by paper."""
    newest = submitted.exclude(taken=AttemptTaken.PAPER).order_by("-pk")
    oldest = newest.values_list("pk", flat=True)[_PAPERS_TIMED - 1 : _PAPERS_TIMED].first()
    answered = asked.filter(
        attempt__gte=oldest or 0, points__isnull=False, answered_at__isnull=False
    ).exclude(attempt__taken=AttemptTaken.PAPER)
    rows = answered.order_by("attempt_id", "answered_at", "version_id").values_list(
        "attempt_id", "version_id", "answered_at", "attempt__started_at"
    )
    found = map(PaperTime._make, rows.iterator(_ROWS_AT_ONCE))
    for _attempt, paper in groupby(found, lambda row: row.attempt):
        yield list(paper)


def _count_tenths(scores: Counter[int]) -> list[int]:
    tenths = [0] * 11
    for score, count in scores.items():
        tenths[score // 10] += count
    return tenths


def _write_items(quiz: Quiz, tallies: dict[int, ItemTally]) -> None:
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


def _build_row(quiz: Quiz, version: ItemVersion, tally: ItemTally, key: Any) -> ItemStatistics:
    _all, upper, lower = tally.sizes
    row = ItemStatistics(
        quiz=quiz,
        version=version,
        asked=tally.asked,
        answered=tally.answered,
        facility=tally.points / tally.asked / WHOLE,
        discrimination=correlate_points(tally.pairs),
        seconds=find_median(tally.seconds),
        upper=upper,
        lower=lower,
        answers=_keep_answers(version.kind, tally.answers),
        languages=_share_points(tally.languages),
        ways=_share_points(tally.ways),
    )
    row.weaknesses = find_weaknesses(row, key)
    row.is_poor = bool(set(row.weaknesses) - ADVICE_ONLY)
    return row


def _keep_answers(kind: str, answers: dict[str, list[int]]) -> dict[str, list[int]]:
    given = (one for one in answers.items() if one[1][0])
    kept = sorted(given, key=lambda one: (-one[1][0], one[0]))
    if kind in _TYPED_KINDS:
        least = settings.SMALLEST_GROUP
        kept = [one for one in kept if one[1][0] >= least and len(one[0]) <= _LONGEST_ANSWER]
    return dict(kept[:_MOST_ANSWERS])


def _share_points(groups: dict[str, list[int]]) -> dict[str, list[float]]:
    asked = {key: one for key, one in groups.items() if one[0]}
    return {key: [number, points / number / WHOLE] for key, (number, points) in asked.items()}
