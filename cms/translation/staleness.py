"""Tells how far each page is translated: missing, draft, stale or current, by language."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)


class TranslationStatus(models.TextChoices):
    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    STALE = "stale", _("Stale")
    CURRENT = "current", _("Current")


@dataclass(frozen=True)
class TranslationCell:
    """A page in one language: ``translated`` of ``texts`` sentences are in that language."""

    language: str
    status: TranslationStatus
    page_id: int | None = None
    translated: int = 0
    texts: int = 0

    @property
    def is_partial(self) -> bool:
        return self.translated < self.texts


@dataclass(frozen=True)
class TranslationRow:
    """A page of the source language and its state in each other language."""

    page: Page
    depth: int
    cells: dict[str, TranslationCell]

    @property
    def language(self) -> str:
        """Return the language of the source."""
        return str(self.page.locale.language_code)

    @property
    def source_key(self) -> tuple[UUID, int]:
        """Return what a `TranslationSource` of the page is found by."""
        return self.page.translation_key, self.page.locale_id


def translation_status(page: Page, locale: Locale) -> TranslationStatus:
    """Return the state of the page's translation into the locale; ``page`` is of any language."""
    source = translation_source(page)
    cells = _MatrixFacts([source], [locale]).cells(source)
    return cells[locale.language_code].status if cells else TranslationStatus.CURRENT


def is_behind(page: Page, locale: Locale) -> bool:
    """Return whether the source has changed since the page of the locale, a draft too, took it."""
    source = translation_source(page)
    facts = _MatrixFacts([source], [locale])
    target = facts.targets.get((source.translation_key, locale.pk))
    taken = facts.sources.get((source.translation_key, source.locale_id))
    return target is not None and target != source and facts.is_behind(source, taken, target)


def build_matrix(page: Page, locales: Iterable[Locale] | None = None) -> list[TranslationRow]:
    """Return the page and all below it, in tree order, by language.

    The number of queries does not grow with the pages.
    """
    return _build_rows(translation_source(page), locales)


def build_source_matrix(top: Page) -> list[TranslationRow]:
    """Return those of the page and all below it that are translated from no other language."""
    rows = _build_rows(top)
    keys = [row.page.translation_key for row in rows]
    managed = Translation.objects.filter(target_locale=top.locale_id, enabled=True)
    targets = set(
        managed.filter(source__object_id__in=keys).values_list("source__object_id", flat=True)
    )
    return [
        row
        for row in rows
        if row.page.alias_of_id is None and row.page.translation_key not in targets
    ]


def _build_rows(top: Page, locales: Iterable[Locale] | None = None) -> list[TranslationRow]:
    below = top.get_descendants(inclusive=True)
    pages = list(below.select_related("content_type", "locale"))
    facts = _MatrixFacts(pages, locales or Locale.objects.exclude(pk=top.locale_id))
    return [TranslationRow(one, one.depth - top.depth, facts.cells(one)) for one in pages]


def summarise_matrix(rows: Iterable[TranslationRow]) -> dict[str, dict[TranslationStatus, int]]:
    """Count the pages of a matrix in each state, by language."""
    counts: dict[str, dict[TranslationStatus, int]] = defaultdict(
        lambda: dict.fromkeys(TranslationStatus, 0)
    )
    for row in rows:
        for cell in row.cells.values():
            counts[cell.language][cell.status] += 1
    return dict(counts)


def list_waiting_translations(cells: Iterable[TranslationCell]) -> list[Page]:
    """Return the pages of which every sentence is translated and not all is published yet."""
    whole = [cell.page_id for cell in cells if cell.page_id and cell.texts and not cell.is_partial]
    written = StringTranslation.objects.filter(
        context__object_id=OuterRef("translation_key"), locale=OuterRef("locale")
    )
    taken = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), translations__target_locale=OuterRef("locale")
    )
    pages = Page.objects.filter(pk__in=whole).annotate(
        written_at=Subquery(written.order_by("-updated_at").values("updated_at")[:1]),
        taken_at=Subquery(taken.values("last_updated_at")[:1]),
    )
    return [
        page
        for page in pages.specific(defer=False)
        if not page.live
        or _is_older(page.last_published_at, page.written_at)
        or _is_older(page.last_published_at, page.taken_at)
    ]


def translation_source(page: Page) -> Page:
    """Return the page that wagtail-localize translates this one from, or the page itself.

    Not to be confused with `cms.publishing.sources.oldest_live_page`, which says what is the same
    in all languages.
    """
    managed = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    locale = managed.values_list("source__locale", flat=True).first() or page.locale_id
    pages = Page.objects.select_related("content_type")
    return pages.get(translation_key=page.translation_key, locale=locale)


class _MatrixFacts:
    """Facts about some source pages and their translations, read at once."""

    def __init__(self, pages: Iterable[Page], locales: Iterable[Locale]) -> None:
        self.locales, pages = list(locales), list(pages)
        keys = [page.translation_key for page in pages]
        targets = Page.objects.filter(
            translation_key__in=keys, locale__in=self.locales, alias_of=None
        )
        # Each holds a whole page; only those that are newer than their translation are read.
        sources = TranslationSource.objects.filter(object_id__in=keys).defer("content_json")
        managed = Translation.objects.filter(
            source__in=sources, target_locale__in=self.locales, enabled=True
        )
        self.targets = {(page.translation_key, page.locale_id): page for page in targets}
        self.sources = {(one.object_id, one.locale_id): one for one in sources}
        self.managed = set(managed.values_list("source", "target_locale"))
        self.changed = _find_changed_pages(pages, self.sources)
        self.texts = _count_texts(sources)
        self.translated = _count_translated(sources, self.locales)

    def cells(self, page: Page) -> dict[str, TranslationCell]:
        return {
            locale.language_code: self.cell(page, locale)
            for locale in self.locales
            if locale.pk != page.locale_id
        }

    def cell(self, page: Page, locale: Locale) -> TranslationCell:
        source = self.sources.get((page.translation_key, page.locale_id))
        target = self.targets.get((page.translation_key, locale.pk))
        return TranslationCell(
            language=locale.language_code,
            status=self.status(page, source, target),
            page_id=target.pk if target else None,
            translated=self.translated.get((source.pk, locale.pk), 0) if source else 0,
            texts=self.texts.get(source.pk, 0) if source else 0,
        )

    def status(
        self, page: Page, source: TranslationSource | None, target: Page | None
    ) -> TranslationStatus:
        if target is None:
            return TranslationStatus.MISSING
        if not target.live:
            return TranslationStatus.DRAFT
        is_stale = self.is_behind(page, source, target)
        return TranslationStatus.STALE if is_stale else TranslationStatus.CURRENT

    def is_behind(self, page: Page, source: TranslationSource | None, target: Page) -> bool:
        managed = source is not None and (source.pk, target.locale_id) in self.managed
        # A translation that is not managed was written by hand: it is behind its source's
        # publication instead of the moment the source was taken for translation.
        taken_at = source.last_updated_at if source and managed else page.last_published_at
        changed = managed and page.pk in self.changed
        return _is_older(target.last_published_at, taken_at) or changed


def _is_older(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return bool(one and other and one < other)


def _find_changed_pages(
    pages: list[Page], sources: Mapping[tuple[UUID, int], TranslationSource]
) -> set[int]:
    """Return the pages that were published since last taken for translation, and now differ."""
    newer = {}
    for page in pages:
        source = sources.get((page.translation_key, page.locale_id))
        if source and _is_older(source.last_updated_at, page.last_published_at):
            newer[page] = source
    live = Revision.objects.in_bulk([page.live_revision_id for page in newer])
    taken = TranslationSource.objects.in_bulk([source.pk for source in newer.values()])
    return {
        page.pk
        for page, source in newer.items()
        if page.live_revision_id in live
        and _has_changed_fields(
            page, live[page.live_revision_id].content, taken[source.pk].content_json
        )
    }


def _has_changed_fields(page: Page, now: Mapping[str, Any], then: str) -> bool:
    """Return whether a field that translations take over is not what it was."""
    before = json.loads(then)
    names = [field.field_name for field in get_translatable_fields(page.specific_class)]
    return any(_drop_row_ids(now.get(name)) != _drop_row_ids(before.get(name)) for name in names)


def _drop_row_ids(value: Any) -> Any:
    """Return a serialised field without the ids of child rows."""
    # A child row gets a new id when its page is published; its words are the same.
    if isinstance(value, list):
        return [_drop_row_ids(one) for one in value]
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if name not in ("pk", "page")}
    return value


def _count_texts(sources: QuerySet[TranslationSource]) -> dict[int, int]:
    """Count the sentences of each source."""
    # The model's own order would become part of the grouping.
    segments = StringSegment.objects.filter(source__in=sources).order_by()
    return dict(segments.values_list("source").annotate(Count("pk")))


def _count_translated(
    sources: QuerySet[TranslationSource], locales: list[Locale]
) -> dict[tuple[int, int], int]:
    """Count the translated sentences by source and locale."""
    done = StringSegment.objects.filter(
        source__in=sources,
        string__translations__context=F("context"),
        string__translations__locale__in=locales,
        string__translations__has_error=False,
    ).order_by()
    counts = done.values_list("source", "string__translations__locale").annotate(Count("pk"))
    return {(source, locale): count for source, locale, count in counts}
