"""Decides whether a quiz may be begun: what is to do before it, attempts left, and the rest."""

from __future__ import annotations

import datetime as dt

from courses.models import Enrolment, Quiz
from courses.progress.outline import CourseStep
from courses.progress.progress import get_progress, get_untouched_progress
from courses.quizzes.standing import AttemptStanding, get_standing


class AttemptLimitReached(Exception):
    """All attempts the quiz allows have been used; a trainer or HR manager may grant one more."""


class FinalTestLocked(Exception):
    """Lessons or quizzes of the course are still to do before its final test."""


class RestNotOver(Exception):
    """The person's last attempt at the quiz was too short a time ago."""


class SupervisedOnly(Exception):
    """The test is taken in a room with an invigilator, and nowhere else."""


def list_steps_before(quiz: Quiz, enrolment: Enrolment | None) -> list[CourseStep]:
    """Return what is to do before the quiz opens; a quiz of a module is always open."""
    if not quiz.is_final:
        return []
    progress = get_progress(enrolment) if enrolment else get_untouched_progress(quiz.course)
    return progress.before_final


def require_open(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime) -> AttemptStanding:
    """Return where the person is with the quiz, if an attempt may begin.

    Raise `SupervisedOnly`, `AttemptLimitReached`, `FinalTestLocked` or `RestNotOver` otherwise.
    """
    if quiz.must_be_supervised:
        raise SupervisedOnly
    standing = get_standing(quiz, enrolment, at=at)
    if standing.is_used_up:
        raise AttemptLimitReached
    if list_steps_before(quiz, enrolment):
        raise FinalTestLocked
    if standing.reopens_at:
        raise RestNotOver
    return standing
