"""Writes what a learner has done: lesson completions, the place, the completion of a course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import Attempt, Enrolment, Lesson, LessonCompletion, LessonVersion, Quiz
from courses.progress.enrolment import lock_enrolment
from courses.progress.outline import CourseStep, build_steps, load_completed_steps, load_outlines
from courses.signals import course_completed
from people.postings import posting_on

_RowReference = int | OuterRef  # the id of a row, or where a subquery finds it


class LessonNotInCourse(Exception):
    """The lesson belongs to another course than the enrolment."""


@dataclass(frozen=True)
class Progress:
    """How far an enrolment is; ``last_lesson_id`` is where the learner was last."""

    steps: tuple[CourseStep, ...]
    last_lesson_id: int | None = None

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_finished(self) -> bool:
        return self.done == self.total > 0

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.steps if not step.done)

    @property
    def next_step(self) -> CourseStep | None:
        """The place last seen when it is not done yet, else what follows it."""
        return self.next_from(self._position(self.last_lesson_id))

    def next_after(self, lesson: Lesson) -> CourseStep | None:
        """The next thing to do once the lesson is done."""
        return self.next_from(self._position(lesson.pk) + 1)

    def next_from(self, position: int) -> CourseStep | None:
        """The first step not done from the position on, going round to the start."""
        ahead = self.steps[position:] + self.steps[:position]
        return next((step for step in ahead if not step.done), None)

    def _position(self, lesson_id: int | None) -> int:
        places = enumerate(self.steps)
        found = (i for i, step in places if step.kind == "lesson" and step.row.pk == lesson_id)
        return next(found, 0)


def get_progress(enrolment: Enrolment) -> Progress:
    return get_progress_by_enrolment([enrolment])[enrolment.pk]


def get_progress_by_enrolment(enrolments: Iterable[Enrolment]) -> dict[int, Progress]:
    """Progress by enrolment id: four queries for any number of enrolments."""
    enrolments = list(enrolments)
    rows = load_outlines({enrolment.course_id for enrolment in enrolments})
    done = load_completed_steps(enrolments)
    return {
        one.pk: Progress(
            build_steps(rows.get(one.course_id, []), done.get(one.pk, ())), one.last_lesson_id
        )
        for one in enrolments
    }


def visit_lesson(
    enrolment: Enrolment, lesson: Lesson, *, at: dt.datetime | None = None
) -> Enrolment:
    """Remember the place; writes only when the place changed."""
    if enrolment.last_lesson_id != lesson.pk:
        _set_last_lesson(enrolment.pk, lesson.pk, at=at)
        enrolment.last_lesson = lesson
    return enrolment


def _set_last_lesson(enrolment_id: int, lesson_id: int, *, at: dt.datetime | None = None) -> None:
    Enrolment.objects.filter(pk=enrolment_id).update(
        last_lesson=lesson_id, last_seen_at=at or timezone.now()
    )


def complete_lesson(
    enrolment: Enrolment, version: LessonVersion, *, at: dt.datetime | None = None
) -> Enrolment:
    """Record the lesson as read in the version's language; a second time changes nothing."""
    at = at or timezone.now()
    if version.lesson.module.course_id != enrolment.course_id:
        raise LessonNotInCourse
    with transaction.atomic():
        locked = lock_enrolment(enrolment.pk)
        completion = LessonCompletion(
            enrolment=locked, lesson_id=version.lesson_id, version=version, completed_at=at
        )
        LessonCompletion.objects.bulk_create([completion], ignore_conflicts=True)
        _set_last_lesson(locked.pk, version.lesson_id, at=at)
        complete_locked_enrolment(locked, at=at)
    locked.last_lesson_id, locked.last_seen_at = version.lesson_id, at
    return locked


def complete_if_finished(enrolment: Enrolment, *, at: dt.datetime | None = None) -> bool:
    """Complete the course when nothing remains; true for the one call that did it."""
    with transaction.atomic():
        return complete_locked_enrolment(lock_enrolment(enrolment.pk), at=at or timezone.now())


def complete_locked_enrolment(enrolment: Enrolment, *, at: dt.datetime) -> bool:
    """Freeze the completion of a locked enrolment, with the posting of that day."""
    if enrolment.completed_at or enrolment.withdrawn_at or not _is_course_finished(enrolment):
        return False
    posting = posting_on(enrolment.person, timezone.localdate(at))
    enrolment.completed_at, enrolment.score = at, _final_score(enrolment)
    if posting:
        enrolment.agency_id = posting.agency_id
        enrolment.position, enrolment.grade = posting.position, posting.grade
    enrolment.save(update_fields=["completed_at", "score", "agency", "position", "grade"])
    send = partial(course_completed.send_robust, sender=Enrolment, enrolment=enrolment)
    transaction.on_commit(send, robust=True)
    return True


def _is_course_finished(enrolment: Enrolment) -> bool:
    """Something was to do and nothing remains, asked of one enrolment in short queries."""
    course, pk = enrolment.course_id, enrolment.pk
    if _unread_lessons(course, pk).exists() or _unpassed_quizzes(course, pk).exists():
        return False
    return _live_lessons(course).exists() or _live_quizzes(course).exists()


def _finished_condition() -> Q:
    """Condition on enrolments: something was to do, every lesson is read and quiz passed."""
    course, pk = OuterRef("course"), OuterRef(OuterRef("pk"))
    return (
        (Q(Exists(_live_lessons(course))) | Q(Exists(_live_quizzes(course))))
        & ~Q(Exists(_unread_lessons(course, pk)))
        & ~Q(Exists(_unpassed_quizzes(course, pk)))
    )


def _live_lessons(course: _RowReference) -> QuerySet[Lesson]:
    return Lesson.objects.live().filter(module__course=course)


def _live_quizzes(course: _RowReference) -> QuerySet[Quiz]:
    return Quiz.objects.live().filter(course=course)


def _unread_lessons(course: _RowReference, enrolment: _RowReference) -> QuerySet[Lesson]:
    read = LessonCompletion.objects.filter(lesson=OuterRef("pk"), enrolment=enrolment)
    return _live_lessons(course).filter(~Exists(read))


def _unpassed_quizzes(course: _RowReference, enrolment: _RowReference) -> QuerySet[Quiz]:
    passed = Attempt.objects.filter(quiz=OuterRef("pk"), enrolment=enrolment, passed=True)
    return _live_quizzes(course).filter(~Exists(passed))


def _final_score(enrolment: Enrolment) -> int | None:
    """The best passing score of the final test, else the mean over the quizzes, in percent."""
    passed = Attempt.objects.filter(enrolment=enrolment, passed=True, quiz__is_live=True)
    best = passed.order_by().values("quiz", "quiz__module").annotate(best=Max("score"))
    rows = list(best)
    final = [row["best"] for row in rows if row["quiz__module"] is None]
    scores = final or [row["best"] for row in rows]
    return sum(scores) // len(scores) if scores else None


def complete_finished_enrolments(*, at: dt.datetime | None = None) -> int:
    """Complete every open enrolment in which nothing remains; returns how many."""
    waiting = Enrolment.objects.open().filter(_finished_condition())
    return sum(complete_if_finished(enrolment, at=at) for enrolment in waiting.iterator())
