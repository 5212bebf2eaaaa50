"""Finds the work of a person in what waits for reviewers, who decide on that of others only.

A few queries, however many pages: the list and its number ask for all that wait.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from people.dual_control import asked_by_same_authority, is_same_authority

if TYPE_CHECKING:
    import datetime as dt

    from cms.models import PageReview
    from people.models import Person

_Sentences = dict[tuple[str, int], "dt.datetime"]


def find_own_parts(person: Person, waiting: Collection[tuple[PageReview, Page]]) -> set[int]:
    """Return the pages of which the person, or somebody one with them, wrote or handed in some."""
    own = {page.pk for review, page in waiting if _has_asked(person, review)}
    others = [page for _review, page in waiting if page.pk not in own]
    if not others:
        return own
    translated = list_translations(others)
    written = [page for page in others if page.pk not in translated]
    return (
        own
        | _find_translated(person, [one for one in others if one.pk in translated])
        | _find_written(person, written)
    )


def list_translations(pages: Collection[Page]) -> set[int]:
    """Return those that are kept in step with their source, and edited sentence by sentence."""
    keys = {page.translation_key for page in pages if page.alias_of_id is None}
    rows = Translation.objects.filter(source__object_id__in=keys, enabled=True)
    kept = set(rows.values_list("source__object_id", "target_locale"))
    return {page.pk for page in pages if (page.translation_key, page.locale_id) in kept}


def kept_in_step() -> ExpressionWrapper:
    """Return the condition of what `list_translations` lists, for the query that reads a page."""
    rows = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale=OuterRef("locale"),
        enabled=True,
    )
    condition = Q(alias_of=None) & Q(Exists(rows))
    return ExpressionWrapper(condition, output_field=BooleanField())


def _has_asked(person: Person, review: PageReview) -> bool:
    return is_same_authority(person, review.asked_by_id, since=review.asked_at)


def _find_translated(person: Person, pages: Collection[Page]) -> set[int]:
    if not pages:
        return set()
    own = asked_by_same_authority(person, asker="last_translated_by", at="updated_at")
    keys = {page.translation_key for page in pages}
    rows = StringTranslation.objects.filter(own, context__object_id__in=keys)
    grouped = rows.order_by().values_list("context__object_id", "locale")
    latest = {(key, locale): at for key, locale, at in grouped.annotate(Max("updated_at"))}
    found = set()
    for page in pages:
        changed = latest.get((page.translation_key, page.locale_id))
        published = page.last_published_at if page.live else None
        if changed and (published is None or changed > published):
            found.add(page.pk)
    return found


def _find_written(person: Person, pages: Collection[Page]) -> set[int]:
    if not pages:
        return set()
    own = asked_by_same_authority(person, asker="user", at="created_at")
    of_pages = ContentType.objects.get_for_model(Page)
    keys = [str(page.pk) for page in pages]
    rows = Revision.objects.filter(own, base_content_type=of_pages, object_id__in=keys)
    grouped = rows.order_by().values_list("object_id")
    newest = {int(key): last for key, last in grouped.annotate(Max("pk"))}
    # What was published already was reviewed, whoever wrote it.
    return {page.pk for page in pages if newest.get(page.pk, 0) > (page.live_revision_id or 0)}
