"""Decides in which languages a question is current: said in its translations as in its source.

A question that was changed in its source is not asked with the old words of a translation and the
new key. Where it is not current, its last consistent version is asked
(`courses.items.draw.list_drawable_versions`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from typing import Any
from uuid import UUID

from django.utils.html import strip_tags
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.models import BankPage
from cms.publishing.sources import as_published, live_pages
from courses.models import ItemVersion

Content = Mapping[str, Mapping[str, Any]]  # what `render_item` returns, by language
_ASKED = ("stem", "passage", "options", "targets", "hint", "media")
_WORDS = ("stem", "media", "passage", "options", "hint", "feedback")  # as fields of the bank


class BankCurrency:
    """Tells of the questions of a bank, published in several languages, what is current."""

    def __init__(self, origin: BankPage, translations: list[BankPage]) -> None:
        self._source = origin.language
        # Of the rows: a page read from its revision says when the one before it was published.
        rows = live_pages(BankPage, origin.translation_key)
        times = dict(rows.values_list("locale", "last_published_at"))
        self._followed = {
            page.language: _list_followed(origin, page, times) for page in translations
        }
        self._before = _load_last_contents([item.translation_key for item in origin.items.all()])

    def select(self, key: UUID, contents: Content) -> dict[str, Mapping[str, Any]]:
        """Return the contents of the question in the languages in which it is current."""
        told = {code: self._select_words(key, code, contents) for code in contents}
        return {code: words for code, words in told.items() if words}

    def _select_words(self, key: UUID, code: str, contents: Content) -> Mapping[str, Any] | None:
        words, source = contents[code], contents[self._source]
        if code == self._source or key in self._followed[code]:
            return words
        before = self._before[key].get(code, {})
        asked = before.get(self._source)
        if asked is None or any(asked.get(name) != source.get(name) for name in _ASKED):
            return None
        # Only the key or the explanation changed, so the question may be asked. An explanation of
        # the old key would contradict the new one, and stays away until it is translated.
        is_explained = asked["feedback"] == source["feedback"] and before[code]["feedback"]
        return words if is_explained else {**words, "feedback": ""}


def _load_last_contents(keys: list[UUID]) -> dict[UUID, dict[str, Content]]:
    """Return, by question and language, the content of the newest version in that language."""
    found: dict[UUID, dict[str, Content]] = defaultdict(dict)
    versions = ItemVersion.objects.filter(item__key__in=keys).order_by("number")
    for key, content in versions.values_list("item__key", "content"):
        found[key].update(dict.fromkeys(content, content))
    return found


def _list_followed(
    origin: BankPage, page: BankPage, published: Mapping[int, dt.datetime]
) -> set[UUID]:
    """Return the questions that the published translation says as its published source does."""
    published_at = published[page.locale_id]
    source = TranslationSource.objects.filter(
        object_id=origin.translation_key, locale=origin.locale_id
    ).first()
    managed = Translation.objects.filter(source=source, target_locale=page.locale_id, enabled=True)
    if source is None or not managed.exists():
        # Written by hand: it follows what was published before it.
        is_behind = published_at < published[origin.locale_id]
        return set() if is_behind else {item.translation_key for item in page.items.all()}
    if published_at < source.last_updated_at:
        return set()
    taken = _words_by_key(json.loads(source.content_json))
    now = _words_by_key(origin.serializable_data())
    same = {UUID(key) for key, words in now.items() if taken.get(key) == words}
    return same - _list_untranslated(source, page)


def _words_by_key(page: Mapping[str, Any]) -> dict[str, list[Any]]:
    # What was taken before there were pictures has none.
    nothing = (None, "[]")
    return {
        item["translation_key"]: [
            "" if item.get(name) in nothing else item[name] for name in _WORDS
        ]
        for item in page["items"]
    }


def _list_untranslated(source: TranslationSource, page: BankPage) -> set[UUID]:
    """Return the questions of which a sentence would be shown in the language of the source."""
    segments = StringSegment.objects.filter(source=source, context__path__startswith="items.")
    missing = segments.annotate_translation(page.locale_id).filter(translation=None)
    return {UUID(path.split(".")[1]) for path in missing.values_list("context__path", flat=True)}


def list_stale_questions(bank: BankPage) -> dict[str, list[str]]:
    """Return, by language of the live bank, the words of its questions that are not current."""
    pages = [as_published(page) for page in live_pages(BankPage, bank.translation_key)]
    words = {one.translation_key: unescape(strip_tags(one.stem)) for one in pages[0].items.all()}
    newest = {}
    versions = ItemVersion.objects.filter(item__key__in=words).order_by("number")
    for key, content in versions.values_list("item__key", "content"):
        newest[key] = content
    found = {
        page.language: [words[key] for key in words if page.language not in newest.get(key, ())]
        for page in pages
    }
    return {language: stale for language, stale in found.items() if stale}
