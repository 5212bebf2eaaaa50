"""Corrects what an essay was given: with a reason, beside the marks before, which stay.

It takes nothing away: as with a corrected key the paper keeps the better result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.items.kinds.essay import read_task
from courses.models import Attempt, AttemptItem, Essay, EssayMark, QuestionReport
from courses.progress.completion import complete_locked_enrolment
from courses.quizzes.appeals.answering import ReportAnswered, close_remarked
from courses.quizzes.essays.leases import LONGEST_COMMENT, EssayGone, lock_essay
from courses.quizzes.essays.marks import grade_choices, record_act
from courses.quizzes.marking import lock_paper, reaches_mark, score_paper
from people.messaging import notify_person
from people.models import Person
from people.text import clean
from people.text.spelling import clean_lines


class MarkWithoutReason(Exception):
    """A correction does not say why."""


class MarkUnchanged(Exception):
    """The correction gives what was given, with the same words."""


def correct_mark(
    essay: Essay,
    *,
    by: Person,
    choices: Mapping[str, str],
    reason: str,
    comment: str = "",
    at: dt.datetime | None = None,
) -> EssayMark:
    """Give a decided essay other marks; its learner is told, and so is who said it was wrong.

    Raise `PermissionDenied`, `MarkWithoutReason`, `RubricIncomplete`, `MarkUnchanged` and
    `EssayGone`.
    """
    at, reason = at or timezone.now(), clean(reason)[:300]
    if not reason:
        raise MarkWithoutReason
    with transaction.atomic():
        locked = lock_essay(essay)
        _require_correctable(locked, by)
        share = grade_choices(read_task(locked.attempt_item.version.answer_key), choices)
        words = clean_lines(comment)[:LONGEST_COMMENT]
        last = locked.marks.given().last()
        if last and (last.choices, last.comment) == (dict(choices), words):
            raise MarkUnchanged
        before = locked.attempt_item.points or 0
        facts = {"choices": dict(choices), "comment": words, "share": share, "reason": reason}
        mark = EssayMark.objects.create(
            essay=locked, marker=by, held_until=at, given_at=at, **facts
        )
        AttemptItem.objects.filter(pk=locked.attempt_item_id).update(points=share)
        told = {"share_before": str(before), "share": str(share), "reason": reason}
        record_act("essay.correct", locked, by, told)
        _mark_again(locked, mark, is_risen=share > before, at=at)
    return mark


def _require_correctable(essay: Essay, by: Person) -> None:
    # Security: nobody has a hand in their own marks, nor in those of whom they act for.
    if not Essay.objects.visible_to(by).filter(pk=essay.pk).exists():
        raise PermissionDenied
    if essay.decided_at is None or hasattr(essay.attempt_item.attempt, "void"):
        raise EssayGone


def _mark_again(essay: Essay, mark: EssayMark, *, is_risen: bool, at: dt.datetime) -> None:
    """Give the paper the better of both results, and tell its learner."""
    attempt = lock_paper(essay.attempt_item.attempt)
    has_passed_now = False
    # Others of its essays may still wait: then it has no outcome yet.
    if not attempt.awaits_marks:
        has_passed_now = _raise_score(attempt)
    if has_passed_now:
        complete_locked_enrolment(attempt.enrolment, at=at)
    waiting = QuestionReport.objects.waiting().filter(attempt_item=essay.attempt_item_id)
    for report in waiting:
        try:
            close_remarked(report, by=mark.marker, answer=mark.reason, is_right=is_risen, at=at)
        except ReportAnswered:  # by another trainer in the same moment
            continue
    if not attempt.enrolment.withdrawn_at:
        _tell_corrected(attempt, mark, has_passed_now=has_passed_now, at=at)


def _raise_score(attempt: Attempt) -> bool:
    """Write the score if it is higher; return whether the paper passes only by it."""
    score = score_paper(attempt.items.select_related("version"))
    passed_before = bool(attempt.passed)
    attempt.score = max(score, attempt.score or 0)
    attempt.passed = passed_before or reaches_mark(attempt, score)
    attempt.save(update_fields=["score", "passed"])
    return attempt.passed and not passed_before


def _tell_corrected(
    attempt: Attempt, mark: EssayMark, *, has_passed_now: bool, at: dt.datetime
) -> None:
    person = attempt.enrolment.person
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[attempt.quiz.key, attempt.number])
    facts = {
        "titles": attempt.quiz.full_titles,
        "path": path,
        "passed": has_passed_now,
        "answer": mark.reason,
    }
    # Each correction is told: by its own mark.
    kind, subject = "courses/essay_corrected", f"mark/{mark.pk}"
    notify_person(person, kind, subject=subject, facts=facts, at=at)
