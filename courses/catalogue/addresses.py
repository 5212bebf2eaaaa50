"""Remembers former addresses, and finds what has moved from there."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q, QuerySet

from courses.models import Course, FormerSlug, Lesson, Module, Programme, PublishedModel

_Place = tuple[UUID | None, str]
# Programmes stand in no row; courses, which stand in none either, may have the same addresses.
_ALL_PROGRAMMES = uuid5(UUID(int=0), "programmes")


def place_of(row: PublishedModel) -> _Place:
    """Return the key of what the row stands in, and its slug there."""
    if isinstance(row, Module):
        return row.course.key, row.slug
    if isinstance(row, Lesson):
        return row.module.key, row.slug
    return (_ALL_PROGRAMMES if isinstance(row, Programme) else None), row.slug


def remember_place(row: PublishedModel, before: _Place) -> None:
    """Keep the place that a row had before, if it has another one now."""
    parent, slug = before
    if before != place_of(row):
        FormerSlug.objects.update_or_create(parent=parent, slug=slug, defaults={"key": row.key})


def find_moved_course(slug: str) -> Course | None:
    """Return the published course that had the address before."""
    former = FormerSlug.objects.filter(parent=None, slug=slug)
    return Course.objects.live().filter(key__in=former.values("key")).first()


def find_moved_programme(slug: str) -> Programme | None:
    """Return the published programme that had the address before."""
    former = FormerSlug.objects.filter(parent=_ALL_PROGRAMMES, slug=slug)
    return Programme.objects.live().filter(key__in=former.values("key")).first()


def find_moved_lesson(course: str, module: str, lesson: str) -> Lesson | None:
    """Return the published lesson that had the address before, whatever moved or was renamed."""
    # Of retired rows too: a lesson may have moved out of a module that is gone.
    courses = _list_keys(Course.objects.filter(slug=course), Q(parent=None), course)
    modules = Module.objects.filter(slug=module, course__key__in=courses)
    module_keys = _list_keys(modules, Q(parent__in=courses), module)
    lessons = Lesson.objects.filter(slug=lesson, module__key__in=module_keys)
    found = Lesson.objects.live().filter(
        key__in=_list_keys(lessons, Q(parent__in=module_keys), lesson),
        module__course__is_live=True,
    )
    return found.select_related("module__course").order_by("-pk").first()


def _list_keys(here: QuerySet[Any], within: Q, slug: str) -> list[UUID]:
    """Return the keys of rows with the address, and of rows that had it."""
    former = FormerSlug.objects.filter(within, slug=slug)
    return [*here.values_list("key", flat=True), *former.values_list("key", flat=True)]
