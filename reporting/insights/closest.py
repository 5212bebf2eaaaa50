"""Tells who is closest to a skill: how many lessons are left of the course that closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When

from courses.models import Course, Enrolment, Lesson
from plan.models import Skill

_READ = Count(
    "lesson_completions",
    # Lessons that were taken from the course since are no part of what is left.
    filter=Q(
        lesson_completions__lesson__is_live=True,
        lesson_completions__lesson__is_optional=False,
        lesson_completions__lesson__module__is_live=True,
    ),
)


@dataclass(frozen=True)
class Closeness:
    """How many lessons of which course are left; in training: the course is begun."""

    course: Course
    left: int
    in_training: bool


def build_lessons_left(skill: Skill, level: int) -> Subquery:
    """Return the lessons left to the person of a posting; None for who takes no such course.

    So those in training come first: where None stands last, so do those who have not begun.
    """
    counts = _count_lessons(skill, level)
    found = _annotate_left(Q(person=OuterRef("person")), counts)
    return Subquery(found.order_by("left", "pk").values("left")[:1], output_field=IntegerField())


def read_closeness(people: Sequence[int], skill: Skill, level: int) -> dict[int, Closeness]:
    """Return what each person has left, of the shortest course where none is begun.

    Two queries; empty where no course teaches the skill.
    """
    counts = _count_lessons(skill, level)
    if not counts:
        return {}
    courses = Course.objects.in_bulk(counts)
    shortest = min(counts, key=lambda pk: (counts[pk], pk))
    near = {pk: Closeness(courses[shortest], counts[shortest], False) for pk in people}
    open_ones = _annotate_left(Q(person__in=people), counts)
    # The one with most left first, so that the closest is written last.
    for person, course, left in open_ones.order_by("-left", "-pk").values_list(
        "person_id", "course_id", "left"
    ):
        near[person] = Closeness(courses[course], left, True)
    return near


def _count_lessons(skill: Skill, level: int) -> dict[int, int]:
    """Return how many lessons the published courses have that teach the skill so far."""
    teaching = Course.objects.live().filter(
        course_skills__skill=skill, course_skills__level__gte=level
    )
    asked = Lesson.objects.asked().filter(module__course__in=teaching).order_by()
    rows = asked.values("module__course").annotate(n=Count("pk"))
    lessons = dict(rows.values_list("module__course", "n"))
    # A course may consist of a test alone.
    return {pk: lessons.get(pk, 0) for pk in teaching.values_list("pk", flat=True)}


def _annotate_left(condition: Q, counts: dict[int, int]) -> Any:
    """Return the open enrolments in the courses with the lessons that are ``left``."""
    whole = Case(
        *(When(course=pk, then=Value(lessons)) for pk, lessons in counts.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = Enrolment.objects.open().filter(condition, course__in=list(counts))
    return found.annotate(read=_READ).annotate(left=whole - F("read"))
