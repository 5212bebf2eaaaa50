"""Writes programmes: their words, and versions of what they ask."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from courses.catalogue.identity import (
    add_version,
    content_digest,
    get_or_build_row,
    sort_languages,
)
from courses.course_sets import CourseSet
from courses.models import (
    Programme,
    ProgrammeCourse,
    ProgrammeSet,
    ProgrammeSkill,
    ProgrammeVersion,
)
from courses.progress.programmes import follow_newest_versions
from courses.search.index import refresh_programme_text
from people.models import Agency
from plan.models import Skill


class InvalidProgramme(Exception):
    """The sets ask for nothing, or for more courses than they have."""


@transaction.atomic
def publish_programme(
    *,
    key: uuid.UUID | str,
    slug: str,
    language: str,
    title: str,
    summary: str,
    audience: str,
    agency: Agency,
    skills: Sequence[tuple[Skill, int]],
    sets: Sequence[CourseSet],
    validity_months: int | None = None,
    renewal_points: int | None = None,
    grace_days: int = 0,
    at: dt.datetime | None = None,
) -> Programme:
    """Publish the programme in one language; the other fields are those of all languages.

    Whoever has begun goes on with the version they began. Raises `InvalidProgramme`.
    """
    _require_valid_sets(sets)
    programme = get_or_build_row(
        Programme, key, language=language, title=title, slug=slug, audience=audience, agency=agency
    )
    programme.validity_months = validity_months
    programme.renewal_points, programme.grace_days = renewal_points, grace_days
    programme.summaries = {**programme.summaries, language: summary}
    programme.languages = sort_languages(programme.titles)
    programme.published_at = programme.published_at or at or timezone.now()  # the first day stays
    programme.save()
    _set_proved_skills(programme, skills)
    _write_words(_ensure_version(programme, sets, at=at), sets, language)
    refresh_programme_text(programme)
    follow_newest_versions()
    return programme


def _require_valid_sets(sets: Sequence[CourseSet]) -> None:
    if not sets or any(not 1 <= one.count <= len(one.courses) for one in sets):
        raise InvalidProgramme("a set asks for nothing, or for more courses than it has")
    keys = [course.pk for one in sets for course in one.courses]
    if len(keys) != len(set(keys)):
        raise InvalidProgramme("a course is asked for twice")


def _ensure_version(
    programme: Programme, sets: Sequence[CourseSet], *, at: dt.datetime | None
) -> ProgrammeVersion:
    """Return the newest version if it asks the same, else a further one."""
    digest = content_digest([one.describe() for one in sets])
    versions = programme.versions.order_by("-number")
    version = add_version(versions, digest, at=at, programme=programme)
    if not version.sets.exists():
        for position, one in enumerate(sets, start=1):
            _create_set(version, position, one)
    return version


def _create_set(version: ProgrammeVersion, position: int, asked: CourseSet) -> None:
    row = ProgrammeSet.objects.create(
        version=version,
        position=position,
        required=asked.count,
        in_order=asked.in_order,
        waits=asked.waits,
    )
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(set=row, course=course, position=place)
        for place, course in enumerate(asked.courses, start=1)
    )


def _write_words(version: ProgrammeVersion, sets: Sequence[CourseSet], language: str) -> None:
    """Write the titles of the sets in the language: words are no change of what is asked."""
    for row, one in zip(version.sets.order_by("position"), sets, strict=True):
        titles = {code: title for code, title in row.titles.items() if code != language}
        row.titles = titles | ({language: one.title} if one.title else {})
        row.save(update_fields=["titles"])


def _set_proved_skills(programme: Programme, skills: Sequence[tuple[Skill, int]]) -> None:
    programme.programme_skills.exclude(skill__in=[skill for skill, _level in skills]).delete()
    # An upsert instead of delete and create: rows that stay keep their id.
    ProgrammeSkill.objects.bulk_create(
        [ProgrammeSkill(programme=programme, skill=skill, level=level) for skill, level in skills],
        update_conflicts=True,
        unique_fields=["programme", "skill"],
        update_fields=["level"],
    )
