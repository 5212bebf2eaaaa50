"""Reads the steps of courses in order: lessons and quizzes of each module, then final tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse

from courses.models import (
    Attempt,
    Enrolment,
    Lesson,
    LessonCompletion,
    Module,
    Quiz,
    build_passed_condition,
)

_StepKey = tuple[str, int]  # kind and id


@dataclass(frozen=True)
class CourseStep:
    """Holds a lesson to read or a quiz to pass."""

    row: Lesson | Quiz
    done: bool = False

    @property
    def kind(self) -> str:
        return "lesson" if isinstance(self.row, Lesson) else "quiz"

    @property
    def is_optional(self) -> bool:
        """Return whether the course is completed without it."""
        return isinstance(self.row, Lesson) and self.row.is_optional

    @property
    def is_final(self) -> bool:
        return self.module is None

    @property
    def module(self) -> Module | None:
        return self.row.module

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def minutes(self) -> int:
        return self.row.minutes if isinstance(self.row, Lesson) else 0

    @property
    def url(self) -> str:
        if isinstance(self.row, Quiz):
            return reverse("courses:quiz", args=[self.row.key])
        return lesson_url(self.row)


def lesson_url(lesson: Lesson) -> str:
    module = lesson.module
    return reverse("courses:lesson", args=[module.course.slug, module.slug, lesson.slug])


def _outline_position(row: Lesson | Quiz) -> tuple[float, int, int, int, int]:
    """Return a sort key: a module's lessons, then its quizzes; final tests last."""
    if isinstance(row, Lesson):
        return (row.module.position, row.module_id, 0, row.position, row.pk)
    if row.module is None:
        return (float("inf"), 0, 1, 0, row.pk)
    return (row.module.position, row.module.pk, 1, 0, row.pk)


def load_outlines(course_ids: Collection[int]) -> dict[int, list[Lesson | Quiz]]:
    """Return the published lessons and quizzes by course id, in order: two queries."""
    lessons = Lesson.objects.live().filter(module__course__in=course_ids)
    quizzes = Quiz.objects.counted().filter(course__in=course_ids)
    rows: dict[int, list[Lesson | Quiz]] = defaultdict(list)
    # The course is there for its address; the first is its longest column.
    unused = ("search_text", "summaries", "languages")
    lessons = lessons.select_related("module__course").defer(
        *(f"module__course__{name}" for name in unused)
    )
    # Sorted below, all together.
    for lesson in lessons.order_by():
        rows[lesson.module.course_id].append(lesson)
    for quiz in quizzes.select_related("module").order_by():
        rows[quiz.course_id].append(quiz)
    return {course: sorted(found, key=_outline_position) for course, found in rows.items()}


def load_completed_steps(
    enrolments: Iterable[Enrolment], *beside: QuerySet[Enrolment, Any]
) -> dict[int, set[_StepKey]]:
    """Return what each enrolment (by id) has done, as (kind, id): one query.

    Whatever else is asked ``beside`` has rows of the same shape.
    """
    pks = [enrolment.pk for enrolment in enrolments]
    # order_by() first: the default ordering would stand within the UNION.
    read = LessonCompletion.objects.filter(enrolment__in=pks).order_by()
    passed = Attempt.objects.filter(build_passed_condition(), enrolment__in=pks).order_by()
    rows = read.values_list("enrolment_id", Value("lesson"), "lesson_id").union(
        # A quiz that was passed twice is one row: UNION keeps none double.
        passed.values_list("enrolment_id", Value("quiz"), "quiz_id"),
        *beside,
    )
    done: dict[int, set[_StepKey]] = defaultdict(set)
    for enrolment, kind, pk in rows:
        done[enrolment].add((kind, pk))
    return done


def build_steps(
    rows: Iterable[Lesson | Quiz], done: Collection[_StepKey] = (), *, spares_lessons: bool = False
) -> tuple[CourseStep, ...]:
    """Return the rows as steps, done where their (kind, id) is in ``done``.

    With ``spares_lessons`` everything before a final test counts as done: it was, once.
    """
    rows = list(rows)
    kinds = {Lesson: "lesson", Quiz: "quiz"}
    # Without a final test nothing would remain, and a certificate would be had for nothing.
    spared = spares_lessons and any(row.module is None for row in rows)
    return tuple(
        CourseStep(row, (kinds[type(row)], row.pk) in done or (spared and row.module is not None))
        for row in rows
    )
