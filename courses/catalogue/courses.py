"""Writes courses, the skills they teach, and their modules."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from courses.catalogue.identity import get_or_build_row, sort_languages
from courses.entry import EntryRule, Prerequisite
from courses.models import Course, CourseSector, CourseSkill, LessonFile, Module
from courses.passing import PassingRule, keep_pass_rule
from courses.progress.renewal import end_short_routes
from courses.search.index import refresh_search_text
from people.models import Agency, Person
from plan.models import Skill


@transaction.atomic
def publish_course(
    *,
    key: uuid.UUID | str,
    slug: str,
    language: str,
    title: str,
    summary: str,
    audience: str,
    agency: Agency,
    skills: Sequence[tuple[Skill, int]],
    validity_months: int | None = None,
    gives_certificate: bool = True,
    certificate_design: str = "",
    renews_by_final_test: bool = False,
    attendance_percent: int | None = None,
    renewal_points: int | None = None,
    grace_days: int = 0,
    review_by: dt.date | None = None,
    review_begun_on: dt.date | None = None,
    owner: Person | None = None,
    pass_rule: PassingRule | None = None,
    rule_is_for_all: bool = False,
    allows_download: bool = False,
    entry_rule: EntryRule | None = None,
    prerequisites: Sequence[Prerequisite] = (),
    outcomes: Sequence[str] = (),
    minutes: int | None = None,
    sectors: Collection[str] = (),
    asks_feedback: bool = True,
    picture: tuple[LessonFile, LessonFile] | None = None,
    picture_words: str | None = None,
    at: dt.datetime | None = None,
    reindex: bool = True,
) -> Course:
    """Publish the course in one language; the other fields are those of all languages.

    Its picture is two files: shown, and for previews of links. One that decorates has no words.
    """
    course = get_or_build_row(
        Course, key, language=language, title=title, slug=slug, audience=audience, agency=agency
    )
    course.validity_months = validity_months
    course.gives_certificate = gives_certificate
    course.certificate_design = certificate_design
    course.attendance_percent = attendance_percent
    course.renewal_points, course.grace_days = renewal_points, grace_days
    course.review_by, course.review_begun_on = review_by, review_begun_on
    course.owner, course.allows_download = owner, allows_download
    course.entry_rule = entry_rule.to_json() if entry_rule else {}
    course.prerequisites = [one.to_json() for one in prerequisites]
    course.renews_by_final_test = renews_by_final_test
    course.outcomes = {**course.outcomes, language: list(outcomes)}
    course.minutes, course.asks_feedback = minutes, asks_feedback
    _set_picture(course, picture, language, picture_words)
    _publish_in_language(course, language, summary, at=at)
    course.save()
    if pass_rule or course.pass_rule:
        keep_pass_rule(course, pass_rule, applies_to_all=rule_is_for_all, at=at)
        course.save(update_fields=["pass_rule"])
    end_short_routes(course)
    _set_taught_skills(course, skills)
    _set_sectors(course, sectors)
    if reindex:
        refresh_search_text(course)
    return course


def _set_picture(
    course: Course,
    picture: tuple[LessonFile, LessonFile] | None,
    language: str,
    words: str | None,
) -> None:
    course.picture, course.preview = picture or (None, None)
    # Of none, or of one that only decorates, no language says anything any more.
    is_read_aloud = picture is not None and words is not None
    others = course.picture_words if is_read_aloud else {}
    course.picture_words = {**others, language: words} if is_read_aloud else {}


def _publish_in_language(
    course: Course, language: str, summary: str, *, at: dt.datetime | None
) -> None:
    course.summaries = {**course.summaries, language: summary}
    course.languages = sort_languages(course.titles)
    course.published_at = course.published_at or at or timezone.now()  # the first day stays


def _set_taught_skills(course: Course, skills: Sequence[tuple[Skill, int]]) -> None:
    course.course_skills.exclude(skill__in=[skill for skill, _level in skills]).delete()
    # An upsert instead of delete and create: rows that stay keep their id.
    CourseSkill.objects.bulk_create(
        [CourseSkill(course=course, skill=skill, level=level) for skill, level in skills],
        update_conflicts=True,
        unique_fields=["course", "skill"],
        update_fields=["level"],
    )


def _set_sectors(course: Course, sectors: Collection[str]) -> None:
    known = set(course.course_sectors.values_list("sector", flat=True))
    if gone := known - {*sectors}:
        course.course_sectors.filter(sector__in=gone).delete()
    rows = [CourseSector(course=course, sector=one) for one in {*sectors} - known]
    # Two languages published at once bring the same.
    CourseSector.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def publish_module(
    *,
    course: Course,
    key: uuid.UUID | str,
    slug: str,
    language: str,
    title: str,
    position: int,
    reindex: bool = True,
) -> Module:
    """Publish the module in one language."""
    module = get_or_build_row(
        Module, key, language=language, title=title, slug=slug, course=course, position=position
    )
    module.save()
    if reindex:
        refresh_search_text(course)
    return module
