"""Asks who holds a skill at a level; the app that keeps evidence answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db.models import QuerySet

from people.models import Person

_Finder = Callable[[int, int, dt.date], QuerySet[Person]]
_finders: list[_Finder] = []


def register_held_skills(find: _Finder) -> None:
    """Ask ``find`` who holds a skill, at a level or above, on a day; for ``ready``."""
    _finders.append(find)


def find_skill_holders(skill: int, level: int, *, on: dt.date) -> QuerySet[Person]:
    """Return who holds the skill at the level or above on the day."""
    people = Person.objects.none()
    for find in _finders:
        people |= find(skill, level, on)
    return people
