"""Says what is to be learnt before a course, who lacks it, and refuses a circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q

from courses.entry.held_skills import find_skill_holders
from courses.models import Course, find_done
from people.models import Person


@dataclass(frozen=True)
class Prerequisite:
    """A course by its key, or a skill by its id at a level."""

    course: str = ""
    skill: int | None = None
    level: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return what a database keeps."""
        if self.course:
            return {"course": self.course}
        return {"skill": self.skill, "level": self.level}

    @classmethod
    def read_all(cls, course: Course) -> list[Self]:
        """Return what the course asks."""
        return [cls(**one) for one in course.prerequisites]


def build_met_conditions(course: Course, *, on: dt.date) -> list[tuple[Prerequisite, Q]]:
    """Return what the course asks, each with the condition on people that they meet it.

    A course that is no longer offered is asked of nobody: it could not be done.
    """
    asked = Prerequisite.read_all(course)
    keys = [one.course for one in asked if one.course]
    courses = {str(row.key): row for row in Course.objects.live().filter(key__in=keys)}
    found = []
    for one in asked:
        if one.course in courses:
            done = find_done(courses[one.course], on)
            found.append((one, Q(pk__in=done.values("person"))))
        elif one.skill:
            holders = find_skill_holders(one.skill, one.level, on=on)
            found.append((one, Q(pk__in=holders.values("pk"))))
    return found


def find_missing(person: Person, course: Course, *, on: dt.date) -> list[Prerequisite]:
    """Return what the person lacks: a query for each prerequisite, none where nothing is asked."""
    if not course.prerequisites:
        return []
    me = Person.objects.filter(pk=person.pk)
    conditions = build_met_conditions(course, on=on)
    return [one for one, is_met in conditions if not me.filter(is_met).exists()]


def find_cycle(key: str, prerequisites: Iterable[Prerequisite]) -> list[str]:
    """Return the keys of courses, each asked by the one before, that lead back to the first."""
    rows = Course.objects.exclude(prerequisites=[]).values_list("key", "prerequisites")
    asked = {str(row): [one["course"] for one in kept if "course" in one] for row, kept in rows}
    asked[key] = [one.course for one in prerequisites if one.course]
    ways, seen = [[key]], set()
    while ways:
        way = ways.pop()
        for one in asked.get(way[-1], []):
            if one == key:
                return way
            if one not in seen:
                seen.add(one)
                ways.append([*way, one])
    return []
