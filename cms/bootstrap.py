"""Makes the tree that a new site starts with, and the shelf of an agency. Safe to run twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page, Site

from cms.access.page_groups import grant_agency_pages, grant_media, grant_pages, role_group
from cms.models import CatalogPage, HomePage, InfoPage, ShelfPage
from cms.translation.syncing import translate_as
from people.models import Agency, Role
from people.text.languages import in_language

AnyPage = TypeVar("AnyPage", bound=Page)

SOURCE, TARGET = "en", "my"
FIRST_PAGES = Path(__file__).with_name("first_pages.yaml")
SHARED_MEDIA = "Shared media"


@transaction.atomic
def bootstrap() -> None:
    """Languages, front pages, catalogue, information pages, site, collections and groups."""
    words = yaml.safe_load(FIRST_PAGES.read_text(encoding="utf-8"))
    root = make_root()
    remove_welcome_page()
    home = put_page(root, HomePage, "home", words["home"])
    put_page(home, CatalogPage, "courses", words["courses"])
    for page in words["pages"]:
        put_page(home, InfoPage, page["slug"], page)
    make_site(home)
    make_groups(home)


@transaction.atomic
def open_shelf(agency: Agency) -> ShelfPage:
    """The agency's shelf in the source language; its trainers may write on it in all languages.

    It stands on the shelf of the nearest agency above that has one, else in the catalogue.
    """
    shelf = ShelfPage.objects.filter(agency=agency, locale=locale_of(SOURCE)).first()
    if shelf is None:
        titles = {code: in_language(agency.names, code) for code in (SOURCE, TARGET)}
        shelf = put_page(
            parent_shelf(agency), ShelfPage, slugify(agency.code), {"title": titles}, agency=agency
        )
    shelves = Page.objects.filter(translation_key=shelf.translation_key)
    grant_agency_pages(agency, shelves, media=collection_of(agency.code))
    return shelf


def parent_shelf(agency: Agency) -> Page:
    above = ShelfPage.objects.filter(
        agency__in=agency.get_ancestors(), locale=locale_of(SOURCE)
    ).order_by("-agency__depth")
    return above.first() or CatalogPage.objects.get(locale=locale_of(SOURCE))


def locale_of(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def make_root() -> Page:
    """The root of all trees; tests that commit wipe it."""
    root = Page.get_first_root_node()
    return root or Page.add_root(
        instance=Page(
            title="Root",
            slug="root",
            locale=locale_of(TARGET),
            content_type=ContentType.objects.get_for_model(Page),
        )
    )


def remove_welcome_page() -> None:
    plain = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, content_type=plain):
        page.delete()


def put_page(
    parent: Page,
    model: type[AnyPage],
    slug: str,
    words: Mapping[str, Any],
    **fields: Any,
) -> AnyPage:
    """The live page below the parent, made with its translation if it is not there."""
    there = model.objects.child_of(parent).filter(slug=slug, locale=locale_of(SOURCE)).first()
    if there:
        return there
    page = written_in(SOURCE, model, slug, words, **fields)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    translate_as(page, written_in(TARGET, model, slug, words, **fields), locale_of(TARGET))
    return page


def written_in(
    language: str, model: type[AnyPage], slug: str, words: Mapping[str, Any], **fields: Any
) -> AnyPage:
    """An unsaved page with the words of one language."""
    page = model(title=words["title"][language], slug=slug, locale=locale_of(language), **fields)
    if "lead" in words:
        page.lead = words["lead"][language]
    if "body" in words:
        page.body = [
            {"type": "text", "value": text[language], "id": str(uuid.uuid4())}
            for text in words["body"]
        ]
    return page


def make_site(home: HomePage) -> None:
    """Visitors without a language get the Burmese front page."""
    if not Site.objects.filter(is_default_site=True).exists():
        front = home.get_translation(locale_of(TARGET))
        Site.objects.create(hostname="localhost", root_page=front, is_default_site=True)
    Site.clear_site_root_paths_cache()


def make_groups(home: HomePage) -> None:
    translators, trainers = role_group(Role.Kind.TRANSLATOR), role_group(Role.Kind.TRAINER)
    for kind in (Role.Kind.REGISTRAR, Role.Kind.SECRETARIAT, Role.Kind.AUDITOR):
        role_group(kind)
    grant_pages(translators, [home.get_translation(locale_of(TARGET))])
    shared = collection_of(SHARED_MEDIA)
    grant_media(translators, shared)
    grant_media(trainers, shared)


def collection_of(name: str) -> Collection:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return root.get_children().filter(name=name).first() or root.add_child(name=name)
