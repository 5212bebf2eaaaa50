"""Makes a translation of a page that was written in both languages at once."""

from __future__ import annotations

import json

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.publication import save_translation
from people.models import Person


class StructureMismatch(ValueError):
    """The page in the other language does not have one text for each text of its source."""


@transaction.atomic
def adopt_translation(
    page: Page,
    written: Page,
    locale: Locale,
    *,
    publish: bool = True,
    user: Person | None = None,
) -> Page:
    """Translate the page with the texts of ``written``, an unsaved page of the same structure.

    The translation is an ordinary one: translators see and change its sentences afterwards.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    _save_texts(source, locale, _page_texts(written), user=user)
    _save_own_files(source, locale, written, user=user)
    return save_translation(translation, publish=publish, user=user)


def _page_texts(page: Page) -> list[str]:
    """Return the sentences of a page in order, with inline tags."""
    segments = extract_segments(page)
    return [one.string.data for one in segments if isinstance(one, StringSegmentValue)]


def _save_texts(
    source: TranslationSource, locale: Locale, texts: list[str], *, user: Person | None
) -> None:
    segments = source.stringsegment_set.order_by("order").select_related("string", "context")
    if len(segments) != len(texts):
        raise StructureMismatch(
            f"{source.object_repr}: {len(segments)} texts, {len(texts)} in {locale}"
        )
    for segment, text in zip(segments, texts, strict=True):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": text, "translation_type": "manual", "last_translated_by": user},
        )


def _save_own_files(
    source: TranslationSource, locale: Locale, written: Page, *, user: Person | None
) -> None:
    """Keep what the other language shows instead: captions are a file a language."""
    found = extract_segments(written)
    own = {one.path: one.data for one in found if isinstance(one, OverridableSegmentValue)}
    for segment in source.overridablesegment_set.select_related("context"):
        value = own.get(segment.context.path, segment.data)
        if value != segment.data:
            SegmentOverride.objects.update_or_create(
                context=segment.context,
                locale=locale,
                defaults={"data_json": json.dumps(value), "last_translated_by": user},
            )
