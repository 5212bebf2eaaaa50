"""Decides who sees the right answers of a quiz, and with them the exact score: the one place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from courses.models import AnswersShown, Attempt, Enrolment
from courses.quizzes.standing import AttemptStanding, load_standings

_CONDITIONAL = {AnswersShown.AFTER_PASS, AnswersShown.AFTER_LAST}


def may_see_answers(standing: AttemptStanding) -> bool:
    """Return whether the standing of somebody at a quiz shows them its right answers."""
    policy = standing.quiz.answers_shown
    if policy == AnswersShown.AFTER_PASS:
        return standing.has_passed
    if policy == AnswersShown.AFTER_LAST:
        # Who has passed is through with it. An attempt that a trainer gives hides them again.
        return standing.has_passed or standing.is_used_up
    return policy == AnswersShown.ALWAYS


def is_disclosed(attempt: Attempt, *, at: dt.datetime | None = None) -> bool:
    """Return whether the person of the closed attempt sees its right answers."""
    return bool(select_disclosed([attempt], at=at))


def select_disclosed(attempts: Collection[Attempt], *, at: dt.datetime | None = None) -> set[int]:
    """Return the ids of attempts whose right answers their persons see.

    Four queries at most, none where every quiz says always or never.
    """
    conditional = [one for one in attempts if one.quiz.answers_shown in _CONDITIONAL]
    enrolments = _load_enrolments(conditional)
    # Security: who takes a course again must not read in the attempt of before what is asked now.
    pairs = {
        one.pk: [
            (one.quiz, row) for row in enrolments[_course_of(one)] if row.pk >= one.enrolment_id
        ]
        for one in conditional
    }
    standings = load_standings({pair for found in pairs.values() for pair in found}, at=at)
    always = {one.pk for one in attempts if one.quiz.answers_shown == AnswersShown.ALWAYS}
    return always | {
        pk
        for pk, found in pairs.items()
        if all(may_see_answers(standings[quiz.pk, row.pk]) for quiz, row in found)
    }


def _load_enrolments(attempts: Collection[Attempt]) -> dict[tuple[int, int], list[Enrolment]]:
    """Return all enrolments of the persons in the courses, by the ids of both."""
    found = defaultdict(list)
    if attempts:
        people = {one.enrolment.person_id for one in attempts}
        rows = Enrolment.objects.filter(
            person__in=people, course__in={one.quiz.course_id for one in attempts}
        )
        for row in rows:
            found[row.person_id, row.course_id].append(row)
    return found


def _course_of(attempt: Attempt) -> tuple[int, int]:
    return attempt.enrolment.person_id, attempt.quiz.course_id
