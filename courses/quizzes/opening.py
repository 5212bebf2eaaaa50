"""Decides whether a quiz may be begun: what is to do before it, attempts left, and the rest.

A first test is open until the first lesson is: afterwards it would not tell what was known before.
"""

from __future__ import annotations

import datetime as dt

from courses.models import Attempt, Enrolment, LessonCompletion, LessonOpening, Quiz, SessionSeat
from courses.progress.outline import CourseStep
from courses.progress.progress import get_progress, get_untouched_progress
from courses.quizzes.standing import AttemptStanding, get_standing


class AttemptLimitReached(Exception):
    """All attempts the quiz allows have been used; a trainer or HR manager may grant one more."""


class FinalTestLocked(Exception):
    """Lessons or quizzes of the course are still to do before its final test."""


class RestNotOver(Exception):
    """The person's last attempt at the quiz was too short a time ago."""


class MarksAwaited(Exception):
    """A paper of the person is handed in, and its essays are not marked yet."""


class FirstTestOver(Exception):
    """The course is begun: a first test tells nothing any more."""


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

    Raise `SupervisedOnly`, `AttemptLimitReached`, `FirstTestOver`, `FinalTestLocked`,
    `RestNotOver` or `MarksAwaited` otherwise.
    """
    if quiz.must_be_supervised:
        raise SupervisedOnly
    standing = get_standing(quiz, enrolment, at=at)
    if standing.is_used_up:
        raise AttemptLimitReached
    if quiz.is_first_test and has_begun_learning(enrolment):
        raise FirstTestOver
    if list_steps_before(quiz, enrolment):
        raise FinalTestLocked
    if standing.reopens_at:
        raise RestNotOver
    if not standing.is_open:
        raise MarksAwaited
    return standing


def has_begun_learning(enrolment: Enrolment) -> bool:
    """Return whether something of the course was done, but its first test."""
    # What a renewal spares was learnt on the occasion before.
    if enrolment.completed_at or enrolment.spares_lessons:
        return True
    own = {"enrolment": enrolment.pk}
    attended = SessionSeat.objects.filter(
        person=enrolment.person_id, session__course=enrolment.course_id, minutes__gt=0
    )
    return (
        LessonOpening.objects.filter(**own).exists()
        or LessonCompletion.objects.filter(**own).exists()
        or Attempt.objects.filter(quiz__is_first_test=False, **own).exists()
        or attended.exists()
    )


def find_first_test(enrolment: Enrolment) -> Quiz | None:
    """Return the first test that the person may take now, or go on with."""
    offered = Quiz.objects.live().filter(course=enrolment.course_id, is_first_test=True)
    # Most courses have none: what was done is asked for the others only.
    quiz = offered.filter(items__is_live=True).order_by("pk").first()
    if quiz is None:
        return None
    attempts = Attempt.objects.filter(quiz=quiz, enrolment=enrolment.pk)
    if attempt := attempts.first():
        return None if attempt.submitted_at else quiz
    return None if has_begun_learning(enrolment) else quiz
