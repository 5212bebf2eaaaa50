"""Tells what a lesson that others follow offers them: its published versions, by language."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import TranslationSource

from cms.models import LessonLink, LessonPage
from cms.publishing.sources import live_pages
from cms.translation.staleness import is_behind


def read_links(pages: Iterable[Page]) -> dict[int, LessonLink]:
    """Return the links of the pages that follow a lesson, in one statement for all of them."""
    links = LessonLink.objects.active().with_source()
    return {link.page_id: link for link in links.filter(page__in=[page.pk for page in pages])}


def read_offer(source: LessonPage, taken: Mapping[str, int]) -> dict[str, int]:
    """Return the versions that can be taken over now: of languages that say what the source says.

    A version that says the same as the one that was taken is that one: published again without a
    change, the source offers nothing new.
    """
    [offer] = _compare_versions(_find_versions(source), [taken])
    return offer


def _find_versions(source: LessonPage) -> dict[str, int]:
    """Return the published versions that say what the source says, whoever takes them over."""
    live = {page.language: page for page in live_pages(LessonPage, source.translation_key)}
    if source.language not in live:
        return {}
    return {
        code: page.live_revision_id
        for code, page in live.items()
        if page.live_revision_id and _says_the_same(source, page)
    }


def _compare_versions(
    found: Mapping[str, int], followers: Iterable[Mapping[str, int]]
) -> list[dict[str, int]]:
    """Return for each follower, told by what it has taken, what of the found is new to it."""
    followers = list(followers)
    numbers = {number for taken in (found, *followers) for number in taken.values()}
    rows = Revision.objects.in_bulk(numbers)
    return [
        {
            code: taken[code] if _are_equal(rows, version, taken.get(code)) else version
            for code, version in found.items()
        }
        for taken in followers
    ]


def _says_the_same(source: LessonPage, page: LessonPage) -> bool:
    """Return whether the page is the source, or a translation that was published since."""
    if page.pk == source.pk:
        return True
    return not (is_behind(source, page.locale) or is_behind(source, source.locale))


def _are_equal(rows: Mapping[int, Revision], one: int, other: int | None) -> bool:
    if other is None or other not in rows:
        return False
    return list_followed_words(rows[one].content) == list_followed_words(rows[other].content)


def list_followed_words(content: Mapping[str, Any]) -> list[Any]:
    """Return what a stored version says that followers take over."""
    # Read, for PostgreSQL gives the names within a block another order than they were saved in.
    return [content.get("title"), json.loads(content.get("body") or "[]")]


@transaction.atomic
def renew_offers(lesson: Page) -> None:
    """Note for each lesson that follows this one, in whatever language, what it is offered."""
    # Whoever begins to follow holds the lesson until the link can be seen: its offer is renewed
    # here, or was read after this publication. Lessons are locked before links, as everywhere.
    for source in lock_lessons(Q(translation_key=lesson.translation_key)):
        links = LessonLink.objects.select_for_update().filter(source=source).order_by("pk")
        if links:
            _write_offers(source, links)


def _write_offers(source: LessonPage, links: Collection[LessonLink]) -> None:
    # What is published is found once, however many follow.
    offers = _compare_versions(_find_versions(source), [link.taken for link in links])
    for link, offer in zip(links, offers, strict=True):
        link.offered = offer
    LessonLink.objects.bulk_update(links, ["offered"])


def lock_lessons(which: Q) -> list[LessonPage]:
    """Lock lessons, and read them as they are then.

    In the order of their numbers: of two who lock some of the same one waits for the other.
    """
    lessons = LessonPage.objects.select_for_update(of=("self",)).select_related("locale")
    return list(lessons.filter(which).order_by("pk"))


@receiver(page_published, sender=LessonPage, dispatch_uid="what_is_published_is_offered")
@receiver(page_unpublished, sender=LessonPage, dispatch_uid="what_is_unpublished_is_not_offered")
def offer_published(instance: LessonPage, **kwargs: Any) -> None:
    renew_offers(instance)


@receiver(page_published, sender=LessonPage, dispatch_uid="minutes_make_no_translation_stale")
def keep_translations_current(instance: LessonPage, **kwargs: Any) -> None:
    """Let what a follower says of itself, as its minutes, leave its translations as they are."""
    # Nobody translates it, so nobody would take the change into its translations.
    live = instance.live_revision
    if live is None or not LessonLink.objects.active().filter(page=instance.pk).exists():
        return
    sources = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale=instance.locale_id
    )
    for source in sources:
        if list_followed_words(json.loads(source.content_json)) == list_followed_words(
            live.content
        ):
            # Just saved, it holds days as days yet.
            content = json.dumps(live.content, cls=DjangoJSONEncoder)
            sources.filter(pk=source.pk).update(content_json=content)
