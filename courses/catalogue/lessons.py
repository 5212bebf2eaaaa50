"""Writes lessons and their versions, one language at a time."""

from __future__ import annotations

import datetime as dt
import gzip
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from courses.catalogue.identity import add_version, content_digest, get_or_build_row
from courses.models import (
    Lesson,
    LessonFile,
    LessonPackage,
    LessonVersion,
    LessonVersionFile,
    Module,
    PackageVersion,
)
from courses.progress.renewal import end_short_routes
from courses.search.index import refresh_lesson_text, refresh_search_text
from people.text.syllables import join_syllables


@transaction.atomic
def publish_lesson(
    *,
    module: Module,
    key: uuid.UUID | str,
    slug: str,
    language: str,
    title: str,
    position: int,
    minutes: int,
    is_optional: bool = False,
    html: str,
    media: Sequence[Mapping[str, Any]] = (),
    files: Mapping[str, LessonFile] | None = None,
    packages: Sequence[PackageVersion] = (),
    at: dt.datetime | None = None,
    reindex: bool = True,
) -> LessonVersion:
    """Return the version read from now on; ``media`` are ``{"url", "bytes", …}`` of one view.

    ``files`` are those that the version shows, by what the editor chose; ``packages`` likewise.
    """
    lesson = get_or_build_row(
        Lesson, key, language=language, title=title, slug=slug, module=module, position=position
    )
    lesson.minutes, lesson.is_optional = minutes, is_optional
    lesson.save()
    version = _add_lesson_version(lesson, language, title, html, list(media), at=at)
    # In the same transaction: no reader finds a lesson by words that are not published.
    refresh_lesson_text(version)
    end_short_routes(module.course)
    if reindex:
        refresh_search_text(module.course)
    _add_files(version, files or {})
    _add_packages(version, packages)
    return version


def _add_lesson_version(
    lesson: Lesson,
    language: str,
    title: str,
    html: str,
    media: list[Mapping[str, Any]],
    *,
    at: dt.datetime | None,
) -> LessonVersion:
    digest = content_digest([language, title, html, media])
    return add_version(
        lesson.versions.filter(language=language),
        digest,
        at=at,
        lesson=lesson,
        language=language,
        title=title,
        html=html,
        media=media,
        wire_bytes=_transfer_size(html, media),
    )


def _add_files(version: LessonVersion, files: Mapping[str, LessonFile]) -> None:
    # A version that was there already has them: its text names them by their content.
    rows = [
        LessonVersionFile(version=version, source=source, file=file)
        for source, file in files.items()
    ]
    LessonVersionFile.objects.bulk_create(rows, ignore_conflicts=True)


def _add_packages(version: LessonVersion, packages: Sequence[PackageVersion]) -> None:
    rows = [LessonPackage(lesson_version=version, package_version=one) for one in packages]
    LessonPackage.objects.bulk_create(rows, ignore_conflicts=True)


def _transfer_size(html: str, media: Iterable[Mapping[str, Any]]) -> int:
    """Return the bytes of one view: the compressed text and the media shown with it."""
    # As pages are sent: with joiners, at the middleware's level. mtime=0: the same on every day.
    sent = gzip.compress(join_syllables(html).encode(), compresslevel=6, mtime=0)
    return len(sent) + sum(one.get("bytes", 0) for one in media)
