"""Writes what all rows of the catalogue share: key, titles by language, versions, retiring."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.catalogue.addresses import place_of, remember_place
from courses.models import (
    Course,
    ItemVersion,
    Lesson,
    LessonVersion,
    Module,
    Programme,
    ProgrammeVersion,
    PublishedModel,
)
from courses.search.index import forget_lesson_text, refresh_search_text

_RowT = TypeVar("_RowT", bound=PublishedModel)
_VersionT = TypeVar("_VersionT", ItemVersion, LessonVersion, ProgrammeVersion)


def content_digest(facts: Any) -> str:
    """Return the SHA-256 of the facts as canonical JSON."""
    # Canonical, so that the digest depends on what is said and not on how it was written.
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sort_languages(languages: Iterable[str]) -> list[str]:
    """Return the languages in the order of the settings."""
    known = [code for code, _name in settings.LANGUAGES]
    return sorted(languages, key=known.index)


def get_or_build_row(
    model: type[_RowT], key: uuid.UUID | str, *, language: str, title: str, **fields: Any
) -> _RowT:
    """Return the row of the key, unsaved, with the title in one language and the fields set.

    The caller has opened a transaction; titles in other languages are kept.
    """
    # Locked: two languages published at once must not write over each other's titles.
    row = model._default_manager.select_for_update().filter(key=key).first() or model(key=key)
    before = place_of(row) if row.pk else None
    row.titles = {**row.titles, language: title}
    row.is_live = True  # publishing brings a retired row back
    for name, value in fields.items():
        setattr(row, name, value)
    if before:
        remember_place(row, before)
    return row


def add_version(
    versions: QuerySet[_VersionT], digest: str, *, at: dt.datetime | None, **facts: Any
) -> _VersionT:
    """Return the newest of the versions if its digest is the same, else add one."""
    newest = versions.first()
    if newest and newest.digest == digest:
        return newest
    return versions.create(
        number=newest.number + 1 if newest else 1,
        digest=digest,
        published_at=at or timezone.now(),
        **facts,
    )


@transaction.atomic
def withdraw_language(row: PublishedModel, language: str) -> None:
    """Take one language off the row; without any language left the row is retired."""
    row.titles = {code: title for code, title in row.titles.items() if code != language}
    row.is_live = row.is_live and bool(row.titles)
    if isinstance(row, Course | Programme):
        row.languages = sort_languages(row.titles)
        row.summaries = {code: text for code, text in row.summaries.items() if code != language}
    row.save()
    if isinstance(row, Lesson):
        forget_lesson_text(row, language)
    _reindex_course(row)


@transaction.atomic
def retire_row(row: PublishedModel) -> None:
    """Take the row out of the catalogue; records that refer to it stay."""
    row.is_live = False
    row.save(update_fields=["is_live"])
    _reindex_course(row)


def _reindex_course(row: PublishedModel) -> None:
    if isinstance(row, Course):
        refresh_search_text(row)
    elif isinstance(row, Module):
        refresh_search_text(row.course)
    elif isinstance(row, Lesson):
        refresh_search_text(row.module.course)
