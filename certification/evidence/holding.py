"""Says who holds a skill at a level: what courses ask before they are begun."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from certification.models import Evidence
from courses.entry import register_held_skills
from people.models import Person


def find_holders(skill: int, level: int, day: dt.date) -> QuerySet[Person]:
    """Return who holds the skill at the level or above, by evidence that counts on the day."""
    held = Evidence.objects.counted().valid(day).filter(skill=skill, level__gte=level)
    return Person.objects.filter(pk__in=held.values("person"))


def tell_courses() -> None:
    """Answer courses that ask for a skill before they are begun."""
    register_held_skills(find_holders)
