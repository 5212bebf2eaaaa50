"""Compares parts of courses with what was pushed of them, so that only what changed is pushed."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from wagtail.models import Page, PageViewRestriction, Revision

from cms.models import BankPage, LessonPage, ModulePage, PushedPage, QuizPage
from cms.publishing.trees.reading import PageTree
from courses.models import Lesson, Module, PublishedModel, Quiz

_ROWS: dict[type[Page], type[PublishedModel]] = {
    ModulePage: Module,
    LessonPage: Lesson,
    QuizPage: Quiz,
}
_LINK = re.compile(r"<a\b[^>]*>")
_PAGE_LINK = re.compile(r'linktype=\\*"page\\*"')
_ID = re.compile(r'\bid=\\*"(\d+)')


def describe_sources(tree: PageTree, pages: Iterable[Page]) -> dict[int, str]:
    """Return a digest of all that the row of each part is made from, by the number of its page.

    Of its versions in its own language and in that of its origin, of its place, of the addresses
    that it links to, of the banks that it draws from. None of a page that cannot be compared.
    """
    # Rows of private pages follow other rules; the editor offers none.
    if PageViewRestriction.objects.exists():
        return {}
    parts = [one for one in pages if one.specific_class in _ROWS and one.live_revision_id]
    contents = _load_contents(tree, parts)
    around = {**_describe_links(parts, contents), **_describe_banks(parts, contents)}
    found = {}
    for page in parts:
        origin = tree.find_origin(page)
        above = tree.find_parent(origin) if origin else None
        if origin and above and origin.live_revision_id:
            versions = [page.live_revision_id, origin.pk, origin.live_revision_id]
            place = [str(above.translation_key), tree.find_place(origin)]
            found[page.pk] = _digest_sources([versions, place, around.get(page.pk, [])])
    return found


def _digest_sources(facts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def find_pushed(pages: Iterable[Page], sources: Mapping[int, str]) -> set[int]:
    """Return the pages whose rows say already what is made from the sources."""
    kept = dict(PushedPage.objects.filter(page__in=sources).values_list("page", "source"))
    same = [page for page in pages if page.pk in sources and kept.get(page.pk) == sources[page.pk]]
    offered = _list_offered(same)
    return {
        page.pk for page in same if (page.translation_key, page.locale.language_code) in offered
    }


def keep_sources(pushed: Iterable[int], sources: Mapping[int, str]) -> None:
    """Keep what the rows of the pages, which are pushed, are made from."""
    told = [PushedPage(page_id=pk, source=sources[pk]) for pk in pushed if pk in sources]
    PushedPage.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["page"], update_fields=["source"]
    )


def _list_offered(pages: Iterable[Page]) -> set[tuple[UUID, str]]:
    """Return keys and languages of the live rows of the pages."""
    keys = defaultdict(list)
    for page in pages:
        keys[page.specific_class].append(page.translation_key)
    return {
        (key, language)
        for kind, wanted in keys.items()
        for key, titles in _ROWS[kind]
        ._default_manager.filter(key__in=wanted, is_live=True)
        .values_list("key", "titles")
        for language in titles
    }


def _load_contents(tree: PageTree, parts: Iterable[Page]) -> dict[int, dict[str, Any]]:
    """Return what was published of lessons, and of the origins of quizzes, by their pages."""
    revisions = {}
    for page in parts:
        said_by = tree.find_origin(page) if page.specific_class is QuizPage else page
        if said_by and page.specific_class is not ModulePage:
            revisions[page.pk] = said_by.live_revision_id
    contents = dict(
        Revision.objects.filter(pk__in=revisions.values()).values_list("pk", "content")
    )
    return {pk: contents[one] for pk, one in revisions.items() if one in contents}


def _describe_links(
    parts: Iterable[Page], contents: Mapping[int, dict[str, Any]]
) -> dict[int, list[Any]]:
    """Return where the links of the lessons lead, in whichever language."""
    linked = {
        page.pk: {*_list_links(contents[page.pk]["body"])}
        for page in parts
        if page.specific_class is LessonPage and page.pk in contents
    }
    wanted = {pk for links in linked.values() for pk in links}
    if not wanted:
        return {}
    targets = Page.objects.filter(pk__in=wanted).values("translation_key")
    rows = Page.objects.filter(translation_key__in=targets).order_by("pk")
    keys, places = {}, defaultdict(list)
    for pk, key, *place in rows.values_list("pk", "translation_key", "url_path", "live"):
        keys[pk] = key
        places[key].append(place)
    return {
        pk: [places[keys[one]] for one in sorted(links & keys.keys())]
        for pk, links in linked.items()
    }


def _list_links(body: str) -> Iterator[int]:
    """Yield the numbers of the pages that the texts of a body link to."""
    for tag in _LINK.findall(body):
        found = _ID.search(tag) if _PAGE_LINK.search(tag) else None
        if found:
            yield int(found[1])


def _describe_banks(
    parts: Iterable[Page], contents: Mapping[int, dict[str, Any]]
) -> dict[int, list[Any]]:
    """Return the published versions of the banks that the quizzes draw from."""
    drawn = {
        page.pk: [one["bank"] for one in contents[page.pk]["banks"]]
        for page in parts
        if page.specific_class is QuizPage and page.pk in contents
    }
    banks = {pk for pks in drawn.values() for pk in pks}
    if not banks:
        return {}
    keys = dict(BankPage.objects.filter(pk__in=banks).values_list("pk", "translation_key"))
    live = BankPage.objects.live().filter(translation_key__in=keys.values(), alias_of=None)
    versions = defaultdict(list)
    for key, *version in live.order_by("pk").values_list("translation_key", "pk", "live_revision"):
        versions[key].append(version)
    return {pk: [versions.get(keys.get(one)) for one in pks] for pk, pks in drawn.items()}
