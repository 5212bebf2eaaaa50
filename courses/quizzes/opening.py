"""Decides whether a quiz may be begun: what is to do before it, and the rest between attempts."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from courses.models import Attempt, Enrolment, Quiz
from courses.progress.outline import CourseStep
from courses.progress.progress import get_progress, get_untouched_progress


class FinalTestLocked(Exception):
    """Lessons or quizzes of the course are still to do before its final test."""


class RestNotOver(Exception):
    """The person's last attempt at the quiz was too short a time ago."""


def list_steps_before(quiz: Quiz, enrolment: Enrolment | None) -> list[CourseStep]:
    """Return what is to do before the quiz opens; a quiz of a module is always open."""
    if not quiz.is_final:
        return []
    progress = get_progress(enrolment) if enrolment else get_untouched_progress(quiz.course)
    return progress.before_final


def find_reopening(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime) -> dt.datetime | None:
    """Return when the quiz opens again after the person's last attempt; None: it is open."""
    if not quiz.rest:
        return None
    # Of the person and not of the enrolment: enrolling anew must not shorten the rest.
    attempts = Attempt.objects.filter(quiz=quiz, enrolment__person=enrolment.person_id)
    last = attempts.aggregate(last=Max("submitted_at"))["last"]
    opens_at = last and last + quiz.rest
    return opens_at if opens_at and opens_at > at else None


def require_open(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime) -> None:
    """Raise `FinalTestLocked` or `RestNotOver` unless an attempt may be begun."""
    if list_steps_before(quiz, enrolment):
        raise FinalTestLocked
    if find_reopening(quiz, enrolment, at=at):
        raise RestNotOver
