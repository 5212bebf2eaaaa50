"""Describes what a part of a programme asks, as authors compose it and the catalogue takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Course


@dataclass(frozen=True)
class CourseSet:
    """Courses of which a number is required; None: all. ``title`` is in the language published.

    ``waits``: opens after the sets before.
    """

    courses: Sequence[Course]
    required: int | None = None
    in_order: bool = False
    waits: bool = False
    title: str = ""

    @property
    def count(self) -> int:
        return len(self.courses) if self.required is None else self.required

    def describe(self) -> list[object]:
        """Return what is asked; the order of courses only where it is asked too."""
        keys = [str(course.key) for course in self.courses]
        return [keys if self.in_order else sorted(keys), self.count, self.in_order, self.waits]
