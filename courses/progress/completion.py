"""Writes what a learner has done: last lesson, lesson completions, completion of the course.

One enrolment is asked in short queries, all of them in one.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from courses.models import (
    Attempt,
    Enrolment,
    Lesson,
    LessonCompletion,
    LessonVersion,
    PassRule,
    build_passed_condition,
)
from courses.passing.keeping import read_rule
from courses.passing.remaining import (
    find_asked_lessons,
    find_counted_quizzes,
    find_final_tests,
    find_unpassed_quizzes,
    find_unread_lessons,
)
from courses.passing.terms import build_passing_condition
from courses.progress.conditions import build_asked_condition, build_unmet_condition
from courses.progress.enrolment import lock_enrolment
from courses.progress.programmes import complete_programmes_of
from courses.progress.reading_time import (
    credit_minutes,
    find_reading_time,
    least_seconds,
    measure_haste,
    record_opening,
)
from courses.signals import course_completed
from people.postings import posting_on
from people.queue import sweep_rows

_COMPLETION_FIELDS = (
    *("completed_at", "score", "hurried_percent"),
    *("agency", "position", "grade", "is_certified", "edition"),
)


class LessonNotInCourse(Exception):
    """The lesson belongs to another course than the enrolment."""


def visit_lesson(
    enrolment: Enrolment, lesson: Lesson, *, at: dt.datetime | None = None
) -> Enrolment:
    """Remember the lesson as the last one seen."""
    # Reading is most of the traffic: a lesson read again writes nothing.
    if enrolment.last_lesson_id != lesson.pk:
        at = at or timezone.now()
        _set_last_lesson(enrolment.pk, lesson.pk, at=at)
        record_opening(enrolment.pk, lesson.pk, at=at)
        enrolment.last_lesson, enrolment.last_seen_at = lesson, at
    return enrolment


def _set_last_lesson(enrolment_id: int, lesson_id: int, *, at: dt.datetime) -> None:
    Enrolment.objects.filter(pk=enrolment_id).update(last_lesson=lesson_id, last_seen_at=at)


def complete_lesson(
    enrolment: Enrolment, version: LessonVersion, *, at: dt.datetime | None = None
) -> Enrolment:
    """Record the lesson as read in the version's language, and complete the course if it was last.

    A second call keeps the first reading. Raises `LessonNotInCourse`.
    """
    at = at or timezone.now()
    if version.lesson.module.course_id != enrolment.course_id:
        raise LessonNotInCourse
    with transaction.atomic():
        locked = lock_enrolment(enrolment.pk)
        reading = find_reading_time(locked, version.lesson, at=at)
        completion = LessonCompletion(
            enrolment=locked,
            lesson=version.lesson,
            version=version,
            opened_at=reading.opened_at,
            # Copied: an estimate changed later judges nobody who read before.
            least_seconds=least_seconds(version.lesson),
            completed_at=at,
            credited_minutes=credit_minutes(version.lesson, reading, at=at),
        )
        # The first reading stays on record: a unique constraint refuses the second one.
        LessonCompletion.objects.bulk_create([completion], ignore_conflicts=True)
        _set_last_lesson(locked.pk, version.lesson_id, at=at)
        complete_locked_enrolment(locked, at=at)
    locked.last_lesson_id, locked.last_seen_at = version.lesson_id, at
    return locked


def complete_if_finished(enrolment: Enrolment, *, at: dt.datetime | None = None) -> bool:
    """Complete the course when nothing remains. Return True for the one call that did it."""
    with transaction.atomic():
        return complete_locked_enrolment(lock_enrolment(enrolment.pk), at=at or timezone.now())


def complete_locked_enrolment(enrolment: Enrolment, *, at: dt.datetime) -> bool:
    """Complete a locked enrolment when nothing remains. Return whether it did.

    The caller holds `lock_enrolment`. `course_completed` is sent after the commit.
    """
    if enrolment.completed_at or enrolment.withdrawn_at or not _is_course_finished(enrolment):
        return False
    write_completion(enrolment, at=at)
    return True


def write_completion(enrolment: Enrolment, *, at: dt.datetime) -> None:
    """Complete an enrolment of which nothing more is asked; the caller has locked the record."""
    # Agency, position and grade are frozen: a later transfer must not move the completion.
    posting = posting_on(enrolment.person, timezone.localdate(at))
    enrolment.completed_at, enrolment.score = at, _final_score(enrolment)
    enrolment.hurried_percent = measure_haste(enrolment)
    enrolment.is_certified = enrolment.course.gives_certificate
    enrolment.edition = enrolment.course.edition
    if posting:
        enrolment.agency_id = posting.agency_id
        enrolment.position, enrolment.grade = posting.position, posting.grade
    enrolment.save(update_fields=_COMPLETION_FIELDS)
    complete_programmes_of(enrolment, at=at)
    send = partial(course_completed.send_robust, sender=Enrolment, enrolment=enrolment)
    # Robust twice: a failing receiver must not undo or fail the answer that completed the course.
    transaction.on_commit(send, robust=True)


def _is_course_finished(enrolment: Enrolment) -> bool:
    """Return whether something was to do and nothing remains."""
    course, pk = enrolment.course_id, enrolment.pk
    if enrolment.spares_lessons and find_final_tests(course).exists():
        if find_unpassed_quizzes(course, pk).filter(module=None).exists():
            return False
        # Lessons are spared and not what else is asked: a class is attended again.
        return not Enrolment.objects.filter(build_unmet_condition(), pk=pk).exists()
    if rule := read_rule(enrolment.pass_rule):
        met = Q(build_passing_condition(rule, course)) & ~build_unmet_condition()
        return Enrolment.objects.filter(met, pk=pk).exists()
    if find_unread_lessons(course, pk).exists() or find_unpassed_quizzes(course, pk).exists():
        return False
    # Asked last: only a call that may complete the course pays for it.
    mine = Enrolment.objects.filter(pk=pk)
    if mine.filter(build_unmet_condition()).exists():
        return False
    has_steps = find_asked_lessons(course).exists() or find_counted_quizzes(course).exists()
    return has_steps or mine.filter(build_asked_condition()).exists()


def _list_finished() -> list[Q]:
    """Return the conditions that nothing remains: of those asked everything, and of each rule."""
    held = Enrolment.objects.open().exclude(pass_rule=None).order_by()
    rows = PassRule.objects.filter(pk__in=held.values("pass_rule"), rule__isnull=False)
    rules = [(row, rule) for row in rows if (rule := read_rule(row))]
    own = Q(pass_rule__in=[row.pk for row, _rule in rules], spares_lessons=False)
    # A query for each rule that somebody is held to: one of all would be as long as the catalogue.
    return [
        _finished_condition() & ~own,
        *(
            Q(pass_rule=row, spares_lessons=False)
            & build_passing_condition(rule, row.course_id)
            & ~build_unmet_condition()
            for row, rule in rules
        ),
    ]


def _finished_condition() -> Q:
    """Return the condition that nothing remains: lessons, quizzes and what else is asked."""
    # Twice outer: the enrolment is two queries up from the completions and attempts.
    course, pk = OuterRef("course"), OuterRef(OuterRef("pk"))
    is_spared = Q(spares_lessons=True) & Q(Exists(find_final_tests(course)))
    unpassed = find_unpassed_quizzes(course, pk)
    all_done = (
        (
            Q(Exists(find_asked_lessons(course)))
            | Q(Exists(find_counted_quizzes(course)))
            | build_asked_condition()
        )
        & ~Q(Exists(find_unread_lessons(course, pk)))
        & ~Q(Exists(unpassed))
        & ~build_unmet_condition()
    )
    spared_done = ~Q(Exists(unpassed.filter(module=None))) & ~build_unmet_condition()
    return (is_spared & spared_done) | (~is_spared & all_done)


def _final_score(enrolment: Enrolment) -> int | None:
    """Return the best passing score of the final test, else the mean over quizzes, in percent."""
    passed = Attempt.objects.filter(
        build_passed_condition(),
        enrolment=enrolment,
        quiz__is_live=True,
        quiz__is_first_test=False,
    )
    # order_by() first: the default ordering would join the GROUP BY.
    rows = list(passed.order_by().values("quiz", "quiz__module").annotate(best=Max("score")))
    final = [row["best"] for row in rows if row["quiz__module"] is None]
    scores = final or [row["best"] for row in rows]
    return sum(scores) // len(scores) if scores else None


def complete_finished_enrolments(*, at: dt.datetime | None = None) -> int:
    """Complete every open enrolment in which nothing remains. Return how many.

    A course whose last open lesson was retired is completed by nothing else.
    """
    found = (Enrolment.objects.open().filter(condition) for condition in _list_finished())
    return sum(
        sum(sweep_rows(waiting, lambda one: complete_if_finished(one, at=at)).results)
        for waiting in found
    )
