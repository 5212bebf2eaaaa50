"""Reads where people are with the attempts at quizzes: used, left, granted, closed until when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.utils import timezone

from courses.models import (
    Accommodation,
    Attempt,
    AttemptGrant,
    AttemptItem,
    AttemptRequest,
    AttemptTaken,
    Enrolment,
    Quiz,
    VoidedAttempt,
    build_passed_condition,
)
from courses.quizzes.allowances import TimeAllowance, allow_minutes, merge_allowances

_Key = tuple[int, int]  # ids of quiz and enrolment


@dataclass(frozen=True)
class AttemptStanding:
    """Tells how many attempts are used, and whether the next one may begin.

    ``made`` counts attempts that were given back too, which are not used. ``ended_at`` is the end
    of the person's last attempt, ``asked_at`` of a request that waits. ``is_begun`` says that a
    paper is open, ``awaits_marks`` that one is handed in whose essays are not marked yet.
    """

    quiz: Quiz
    at: dt.datetime
    made: int = 0
    used: int = 0
    has_passed: bool = False
    is_begun: bool = False
    awaits_marks: bool = False
    ended_at: dt.datetime | None = None
    is_granted: bool = False
    asked_at: dt.datetime | None = None

    @property
    def left(self) -> int | None:
        """Return how many attempts may still be begun, now or after a rest; None: no limit."""
        limit = self.quiz.attempt_limit
        if limit is None:
            return None
        waited = self.quiz.retry_days is not None
        return max(limit - self.used, int(self.is_granted or waited), 0)

    @property
    def is_used_up(self) -> bool:
        """Return whether only a grant opens the quiz again; the last paper may still be open."""
        return self.left == 0 and not (self.is_begun or self.awaits_marks)

    @property
    def reopens_at(self) -> dt.datetime | None:
        """Return when the next attempt may begin; None: now, or not without a grant."""
        # Somebody has looked at the case, so a granted attempt waits for nothing.
        if self.is_begun or self.is_granted or self.is_used_up or self.ended_at is None:
            return None
        opens_at = self.ended_at + max(self.quiz.rest, self._waiting_time())
        return opens_at if opens_at > self.at else None

    @property
    def is_open(self) -> bool:
        # Who waits may have passed: another attempt before that is none, unless it was granted.
        is_waiting = self.awaits_marks and not (self.is_granted or self.is_begun)
        return not (self.is_used_up or self.reopens_at or is_waiting)

    def _waiting_time(self) -> dt.timedelta:
        limit, days = self.quiz.attempt_limit, self.quiz.retry_days
        is_over = limit is not None and self.used >= limit
        return dt.timedelta(days=(days or 0) if is_over else 0)


def get_standing(
    quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime | None = None
) -> AttemptStanding:
    """Return the standing of one person at one quiz: three queries at most."""
    return load_standings([(quiz, enrolment)], at=at)[quiz.pk, enrolment.pk]


def load_standings(
    pairs: Collection[tuple[Quiz, Enrolment]], *, at: dt.datetime | None = None
) -> dict[_Key, AttemptStanding]:
    """Return standings by the ids of quiz and enrolment: three queries at most."""
    if not pairs:
        return {}
    used = _load_used(pairs, at or timezone.now())
    keys = {"quiz__in": {key[0] for key in used}, "enrolment__in": {key[1] for key in used}}
    granted = AttemptGrant.objects.standing().filter(**keys)
    numbers = set(granted.values_list("quiz", "enrolment", "number"))
    # Somebody asks when attempts are used up: most have made none, and who begins is waiting.
    tried = any(one.made for one in used.values())
    waiting = AttemptRequest.objects.waiting() if tried else AttemptRequest.objects.none()
    rows = waiting.filter(**keys).values_list("quiz", "enrolment", "asked_at")
    asked = {row[:2]: row[2] for row in rows}
    return {
        key: replace(one, is_granted=(*key, one.made + 1) in numbers, asked_at=asked.get(key))
        for key, one in used.items()
    }


def _load_used(
    pairs: Collection[tuple[Quiz, Enrolment]], at: dt.datetime
) -> dict[_Key, AttemptStanding]:
    """Return standings with the attempts made, without what is granted or asked for."""
    made = {row[:2]: row for row in _count_attempts(pairs)}
    # Of the person and not of the enrolment: enrolling anew must not shorten a rest.
    ended: dict[_Key, dt.datetime] = {}
    for quiz_id, _enrolment, person_id, *_counts, last in made.values():
        if last:
            ended[quiz_id, person_id] = max(last, ended.get((quiz_id, person_id), last))
    found = {}
    for quiz, enrolment in pairs:
        row = made.get((quiz.pk, enrolment.pk), (0, 0, 0, 0, 0, None))
        *_whose, count, used, passed, begun, waits, _last = row
        ended_at = ended.get((quiz.pk, enrolment.person_id))
        found[quiz.pk, enrolment.pk] = AttemptStanding(
            *(quiz, at, count, used, bool(passed), bool(begun), bool(waits)), ended_at=ended_at
        )
    return found


def _count_attempts(pairs: Collection[tuple[Quiz, Enrolment]]) -> Iterable[tuple[Any, ...]]:
    """Return quiz, enrolment, person, and of the attempts how many, and the last one's end.

    They are made, used, passed, open, and waiting for marks.
    """
    attempts = Attempt.objects.filter(
        quiz__in={quiz.pk for quiz, _one in pairs},
        enrolment__person__in={one.person_id for _quiz, one in pairs},
    )
    # order_by() first: the default ordering would join the GROUP BY.
    rows = attempts.order_by().values_list("quiz", "enrolment", "enrolment__person")
    passed = Count("pk", filter=build_passed_condition())
    used = Count("pk", filter=_build_used_condition())
    begun = Count("pk", filter=Q(submitted_at=None))
    waits = Count("pk", filter=Q(submitted_at__isnull=False, score=None, void=None))
    counts = {"made": Count("pk"), "used": used, "passes": passed, "begun": begun, "waits": waits}
    return rows.annotate(**counts, last=Max("submitted_at"))


def _build_used_condition() -> Q:
    """Return the condition that an attempt counts towards the limit.

    A failed attempt that asked a question since withdrawn does not: it might have passed. Nor does
    a voided one: whether it may be taken again, its invigilator says.
    """
    wrong = AttemptItem.objects.filter(attempt=OuterRef("pk"), version__withdrawn_at__isnull=False)
    voided = VoidedAttempt.objects.filter(attempt=OuterRef("pk"))
    return (Q(submitted_at=None) | Q(passed=True) | ~Q(Exists(wrong))) & ~Q(Exists(voided))


def read_ways(enrolments: Collection[Enrolment]) -> dict[_Key, list[str]]:
    """Return by enrolment and quiz how it was passed, but online, in words: one query."""
    passed = Attempt.objects.filter(build_passed_condition(), enrolment__in=enrolments)
    rows = passed.exclude(taken=AttemptTaken.ONLINE).order_by("taken").distinct()
    found: dict[_Key, list[str]] = defaultdict(list)
    for enrolment, quiz, taken in rows.values_list("enrolment", "quiz", "taken"):
        found[enrolment, quiz].append(str(AttemptTaken(taken).label))
    return dict(found)


def count_minutes(
    quiz: Quiz,
    enrolment: Enrolment | None,
    *,
    at: dt.datetime | None = None,
    begun_at: dt.datetime | None = None,
) -> int | None:
    """Return the minutes of the person on the day, with what was granted; None: no limit.

    Of a paper that was ``begun_at`` a time, with what was ended since, which it keeps.
    """
    if not quiz.time_limit or enrolment is None:
        return quiz.time_limit
    held = Accommodation.objects.on(timezone.localdate(at), since=begun_at)
    held = held.filter(person=enrolment.person_id)
    rows = held.values_list("time_percent", "break_minutes")
    allowance = merge_allowances(TimeAllowance(*row) for row in rows)
    granted = AttemptGrant.objects.standing().filter(quiz=quiz, enrolment=enrolment)
    minutes = granted.aggregate(sum=Sum("minutes"))["sum"] or 0
    return allow_minutes(quiz.time_limit, allowance, granted=minutes)
