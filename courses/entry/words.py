"""Says in words what is to be learnt before a course, with the way there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from courses.entry.prerequisites import Prerequisite
from courses.models import Course
from plan.levels import load_level_names, name_level
from plan.models import Skill


@dataclass(frozen=True)
class PrerequisiteInWords:
    """A prerequisite as it is read; ``is_missing``: the reader lacks it."""

    words: str
    url: str
    is_missing: bool


def describe_prerequisites(
    course: Course, missing: Collection[Prerequisite] = ()
) -> list[PrerequisiteInWords]:
    """Return what is to be learnt before: three queries at most, none where nothing is."""
    asked = Prerequisite.read_all(course)
    courses = Course.objects.live().filter(key__in=[one.course for one in asked if one.course])
    by_key = {str(row.key): row for row in courses} if asked else {}
    skills = Skill.objects.in_bulk([one.skill for one in asked if one.skill])
    names = load_level_names() if skills else {}
    found = []
    for one in asked:
        if one.course in by_key:
            row = by_key[one.course]
            words, url = row.title, reverse("courses:course", args=[row.slug])
        elif skill := skills.get(one.skill or 0):
            words = f"{skill} · {name_level(names, skill, one.level)}"
            url = f"{reverse('courses:catalogue')}?{urlencode({'skill': skill.code})}"
        else:
            continue
        found.append(PrerequisiteInWords(words, url, one in missing))
    return found
