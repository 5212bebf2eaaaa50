"""Writes attempts at quizzes: start, save, submit.

Every writer takes the lock of the enrolment first, reads, then writes (decision 0011).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.items.draw import (
    draw_from_quiz,
    generate_seed,
)
from courses.items.kinds.essay import read_task, read_text
from courses.models import (
    Attempt,
    AttemptItem,
    AttemptTaken,
    Enrolment,
    ItemVersion,
    Quiz,
    SittingSeat,
)
from courses.progress.completion import complete_locked_enrolment
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.answers import AnsweredElsewhere, Answers, write_answers
from courses.quizzes.marking import mark_attempt
from courses.quizzes.opening import require_open
from courses.quizzes.standing import count_minutes, get_standing
from people.queue import sweep_rows
from people.text.syllables import count_characters

GRACE_PERIOD = dt.timedelta(seconds=30)  # answers sent in time may still be on a slow line


class AttemptClosed(Exception):
    """The attempt has been submitted, or its time is over."""


class QuizNotInCourse(Exception):
    """The quiz belongs to another course than the enrolment."""


class EmptyQuiz(Exception):
    """The quiz has no published question."""


def is_time_over(attempt: Attempt, *, at: dt.datetime) -> bool:
    """Return whether the time has run out, with the grace period."""
    return attempt.closes_at is not None and at > attempt.closes_at + GRACE_PERIOD


def start_attempt(
    quiz: Quiz,
    enrolment: Enrolment,
    *,
    language: str,
    at: dt.datetime | None = None,
    seed: int | None = None,
    seat: SittingSeat | None = None,
) -> Attempt:
    """Return the open attempt, else a new one, which is supervised where it has a ``seat``.

    A seat opens the quiz whatever is left or to do before it: what else the course asks, its
    completion asks. An attempt whose time ran out is graded first. Raises `QuizNotInCourse`,
    `SupervisedOnly`, `AttemptLimitReached`, `FinalTestLocked`, `RestNotOver`, `MarksAwaited` and
    `EmptyQuiz`.
    """
    at = at or timezone.now()
    if quiz.course_id != enrolment.course_id:
        raise QuizNotInCourse
    # Otherwise the attempt whose time ran out would be returned as the open one.
    close_overdue_attempts(at=at, quiz=quiz, enrolment=enrolment)
    with transaction.atomic():
        lock_enrolment(enrolment.pk)
        attempts = Attempt.objects.filter(quiz=quiz, enrolment=enrolment)
        started = attempts.filter(submitted_at=None).first()
        return started or _create_attempt(
            quiz, enrolment, language=language, at=at, seed=seed, seat=seat
        )


def _create_attempt(
    quiz: Quiz,
    enrolment: Enrolment,
    *,
    language: str,
    at: dt.datetime,
    seed: int | None,
    seat: SittingSeat | None,
) -> Attempt:
    # Under the lock: two requests at once must not both find the last attempt left.
    read = get_standing if seat else require_open
    standing = read(quiz, enrolment, at=at)
    attempt = Attempt(quiz=quiz, enrolment=enrolment, language=language, seat=seat)
    attempt.taken = AttemptTaken.SUPERVISED if seat else AttemptTaken.ONLINE
    attempt.number = standing.made + 1
    attempt.seed = generate_seed() if seed is None else seed
    # Copied: rules changed later do not change a started attempt.
    for name in ("pass_mark", "grading_rule", "shuffles_questions", "shuffles_options"):
        setattr(attempt, name, getattr(quiz, name))
    attempt.started_at = at
    if minutes := count_minutes(quiz, enrolment, at=at):
        attempt.closes_at = at + dt.timedelta(minutes=minutes)
    return _draw_attempt_items(attempt)


def _draw_attempt_items(attempt: Attempt) -> Attempt:
    drawn = draw_from_quiz(attempt.quiz, language=attempt.language, seed=attempt.seed)
    if not drawn:
        raise EmptyQuiz
    attempt.save()
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=place,
            section=one.section,
            version=one.version,
            option_order=one.option_order,
        )
        for place, one in enumerate(drawn, start=1)
    )
    return attempt


def save_answers(
    attempt: Attempt,
    answers: Answers,
    *,
    seen: Answers | None = None,
    at: dt.datetime | None = None,
) -> Attempt:
    """Save answers of an open attempt; questions not named keep what they have.

    ``seen`` as in `write_answers`. Raises `AttemptClosed`, `AnswerNotInAttempt` and
    `AnsweredElsewhere`.
    """
    at = at or timezone.now()
    with transaction.atomic():
        locked = _lock_attempt(attempt)
        if locked.submitted_at or is_time_over(locked, at=at):
            raise AttemptClosed
        items = list(locked.items.select_related("version"))
        elsewhere = write_answers(items, answers, seen=seen or {}, at=at)
    # After the commit: what could be saved stays saved.
    if elsewhere:
        raise AnsweredElsewhere(elsewhere)
    return locked


def find_too_long(attempt: Attempt, *, at: dt.datetime | None = None) -> list[int]:
    """Return the positions of essays that are longer than asked, while they can be shortened."""
    if attempt.closes_at and (at or timezone.now()) >= attempt.closes_at:
        return []
    essays = attempt.items.filter(version__kind=ItemVersion.Kind.ESSAY)
    return [
        item.position
        for item in essays.exclude(answer=[]).select_related("version")
        if count_characters(read_text(item.answer)) > read_task(item.version.answer_key).limit
    ]


def submit_attempt(
    attempt: Attempt,
    answers: Answers,
    *,
    seen: Answers | None = None,
    at: dt.datetime | None = None,
) -> Attempt:
    """Grade the attempt once, and complete the course if it was the last step.

    Answers that arrive after its time are not read; those saved before count. Raises
    `AnswerNotInAttempt`, and `AnsweredElsewhere` instead of grading.
    """
    at = at or timezone.now()
    elsewhere: list[int] = []
    with transaction.atomic():
        locked = _lock_attempt(attempt)
        if locked.submitted_at:  # submitted twice: the first time counts
            return locked
        items = list(locked.items.select_related("version"))
        if not is_time_over(locked, at=at):
            elsewhere = write_answers(items, answers, seen=seen or {}, at=at)
        if not elsewhere:
            _finish_attempt(locked, items, at=at)
    if elsewhere:
        raise AnsweredElsewhere(elsewhere)
    return locked


def _finish_attempt(attempt: Attempt, items: list[AttemptItem], *, at: dt.datetime) -> None:
    # In the grace period, or found by the sweep: it was submitted when its time was over.
    mark_attempt(attempt, items, at=min(at, attempt.closes_at or at))
    # By a rule of the course less than the pass mark may be enough.
    if attempt.passed or attempt.enrolment.pass_rule_id:
        complete_locked_enrolment(attempt.enrolment, at=attempt.submitted_at or at)


def close_overdue_attempts(*, at: dt.datetime | None = None, **only: object) -> int:
    """Submit attempts whose time ran out, with the answers saved. Return how many.

    ``only`` narrows the attempts by fields.
    """
    at = at or timezone.now()
    overdue = Attempt.objects.filter(
        submitted_at=None, closes_at__lt=at - GRACE_PERIOD, **only
    ).select_related("enrolment")
    return len(sweep_rows(overdue, lambda attempt: submit_attempt(attempt, {}, at=at)).results)


def _lock_attempt(attempt: Attempt) -> Attempt:
    """Return the row, read again under the lock of its enrolment."""
    enrolment = lock_enrolment(attempt.enrolment_id)
    fresh = Attempt.objects.select_related("quiz").get(pk=attempt.pk)
    fresh.enrolment = enrolment
    return fresh
