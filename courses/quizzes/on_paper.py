"""Records what was answered on paper as an attempt, and takes it out while nothing rests on it.

Whether the person might sit was decided in the room: neither a rest nor the steps before a final
test are asked. The limit of attempts is, and the course is completed by nothing less than online.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from courses.items.grading import score_percent
from courses.models import Attempt, AttemptItem, AttemptTaken, Enrolment, ItemVersion, Quiz
from courses.progress.completion import complete_locked_enrolment
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.marking import mark_attempt
from courses.quizzes.opening import AttemptLimitReached
from courses.quizzes.standing import get_standing


class CourseCompleted(Exception):
    """The course was completed since, so the attempt stays."""


class LaterAttempt(Exception):
    """The person has begun another attempt in the course since."""


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as it was printed, and the option ids that were ticked."""

    version: int
    option_order: Sequence[str]
    answer: Sequence[str]


@dataclass(frozen=True)
class PaperResult:
    """A paper that was handed in: its questions, or points of a test marked elsewhere."""

    language: str
    pass_mark: int
    began_at: dt.datetime
    ended_at: dt.datetime
    seed: int = 0
    questions: Sequence[AnsweredQuestion] = ()
    points: int = 0
    most_points: int = 0


def record_paper(
    quiz: Quiz, enrolment: Enrolment, result: PaperResult, *, at: dt.datetime | None = None
) -> Attempt:
    """Return the marked attempt; the course is completed if it was the last step.

    The attempt is of the day of the test, a completion of today. Raise `AttemptLimitReached`.
    """
    with transaction.atomic():
        locked = lock_enrolment(enrolment.pk)
        standing = get_standing(quiz, locked, at=at)
        if standing.is_used_up:
            raise AttemptLimitReached
        attempt = Attempt(quiz=quiz, enrolment=locked, number=standing.made + 1)
        attempt.taken, attempt.seed = AttemptTaken.PAPER, result.seed
        attempt.language, attempt.pass_mark = result.language, result.pass_mark
        attempt.grading_rule = quiz.grading_rule
        # As printed, whatever the sheet was drawn by.
        attempt.shuffles_questions = attempt.shuffles_options = False
        attempt.started_at = result.began_at
        # At once closed: a paper that is open belongs to a page.
        attempt.submitted_at = result.ended_at
        _mark_result(attempt, result)
        if attempt.passed or locked.pass_rule_id:
            complete_locked_enrolment(locked, at=at or timezone.now())
    return attempt


def _mark_result(attempt: Attempt, result: PaperResult) -> None:
    if result.most_points:
        attempt.score = score_percent(result.points, result.most_points)
        attempt.passed = attempt.score >= attempt.pass_mark
        attempt.save()
        return
    attempt.save()
    versions = ItemVersion.objects.in_bulk([one.version for one in result.questions])
    items = [
        AttemptItem(
            attempt=attempt,
            position=place,
            version=versions[one.version],
            option_order=list(one.option_order),
            answer=list(one.answer),
            answered_at=result.ended_at,
        )
        for place, one in enumerate(result.questions, start=1)
    ]
    AttemptItem.objects.bulk_create(items)
    # By the grader of all attempts, which looks for the rows.
    mark_attempt(attempt, list(attempt.items.select_related("version")), at=result.ended_at)


def remove_paper(attempt: Attempt) -> None:
    """Delete an attempt on paper on which nothing rests. Raise `CourseCompleted`, `LaterAttempt`.

    The caller keeps what it was and why it goes.
    """
    with transaction.atomic():
        locked = lock_enrolment(attempt.enrolment_id)
        if attempt.passed and locked.completed_at and locked.completed_at >= attempt.started_at:
            raise CourseCompleted
        # In the order of writing: one that was let in by this one was begun after it.
        if Attempt.objects.filter(enrolment=locked, pk__gt=attempt.pk).exists():
            raise LaterAttempt
        attempt.remarks.all().delete()
        attempt.items.all().delete()
        attempt.delete()
