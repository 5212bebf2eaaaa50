"""Makes the tree that a new site starts with, and the catalogue pages of agencies.

Everything here may run again: what exists is left as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page, Site

from cms.access.page_groups import ensure_role_group, share_media
from cms.access.shelves import ensure_collection, grant_shelf
from cms.models import AgencyCatalogPage, CatalogPage, HomePage, InfoPage, PlanProgressPage
from cms.translation.adoption import adopt_translation
from people.models import Agency, Role
from people.text.languages import in_language

_PageT = TypeVar("_PageT", bound=Page)

# Courses are first written in English: wagtail-localize translates out of one language.
SOURCE_LANGUAGE, TARGET_LANGUAGE = "en", "my"
_FIRST_PAGES = Path(__file__).with_name("first_pages.yaml")
# Rows of the database: they are read in every language as they are.
_SITE_NAME, _ALL_MEDIA = " · ".join(settings.SITE_NAMES.values()), "မီဒီယာအားလုံး · All media"
SHARED_MEDIA, _FORMER_SHARED_MEDIA = "အများသုံးမီဒီယာ · Shared media", "Shared media"


@transaction.atomic
def bootstrap_site() -> None:
    """Make languages, front pages, catalogue, information pages, site, collections and groups."""
    words = yaml.safe_load(_FIRST_PAGES.read_text(encoding="utf-8"))
    root = _ensure_root()
    _remove_welcome_page()
    home = _ensure_page(root, HomePage, "home", words["home"])
    _ensure_page(home, CatalogPage, "courses", words["courses"])
    for page in words["pages"]:
        _ensure_page(home, InfoPage, page["slug"], page)
    _ensure_page(home, PlanProgressPage, "plan-progress", words["plan_progress"])
    _ensure_site(home)
    _ensure_groups()
    _name_root_of_media()


@transaction.atomic
def ensure_agency_catalog(agency: Agency) -> AgencyCatalogPage:
    """Return the agency's catalogue page in the source language, created unless it exists.

    Its trainers may write below it in all languages. Its parent is the page of the nearest agency
    above that has one, else the catalogue.
    """
    source = ensure_locale(SOURCE_LANGUAGE)
    shelf = AgencyCatalogPage.objects.filter(agency=agency, locale=source).first()
    if shelf is None:
        titles = {
            code: in_language(agency.names, code) for code in (SOURCE_LANGUAGE, TARGET_LANGUAGE)
        }
        shelf = _ensure_page(
            _find_parent_catalog(agency),
            AgencyCatalogPage,
            slugify(agency.code),
            {"title": titles},
            agency=agency,
        )
    grant_shelf(shelf)
    return shelf


def _find_parent_catalog(agency: Agency) -> Page:
    above = AgencyCatalogPage.objects.filter(
        agency__in=agency.get_ancestors(), locale=ensure_locale(SOURCE_LANGUAGE)
    ).order_by("-agency__depth")
    return above.first() or CatalogPage.objects.get(locale=ensure_locale(SOURCE_LANGUAGE))


def ensure_locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _ensure_root() -> Page:
    """Return the root of all pages, made if it is not there."""
    # Wagtail's migrations make a root, but tests that commit wipe it.
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(
            title=_SITE_NAME,
            slug="root",
            locale=ensure_locale(TARGET_LANGUAGE),
            content_type=ContentType.objects.get_for_model(Page),
        )
    )
    # Wagtail calls it "Root", which trainers would read above all of their pages.
    Page.objects.filter(pk=root.pk).update(title=_SITE_NAME, draft_title=_SITE_NAME)
    return root


def _name_root_of_media() -> None:
    # "Root" by Wagtail too, in every list of collections.
    Collection.objects.filter(depth=1).update(name=_ALL_MEDIA)


def _remove_welcome_page() -> None:
    # Wagtail's first migration makes a plain page that says "Welcome to your new Wagtail site!".
    plain = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, content_type=plain):
        page.delete()


def _ensure_page(
    parent: Page,
    model: type[_PageT],
    slug: str,
    words: Mapping[str, Any],
    **fields: Any,
) -> _PageT:
    """Return the live page below the parent, made with its translation if it is not there."""
    there = (
        model.objects.child_of(parent)
        .filter(slug=slug, locale=ensure_locale(SOURCE_LANGUAGE))
        .first()
    )
    if there:
        return there
    page = _build_page(SOURCE_LANGUAGE, model, slug, words, **fields)
    # Fetched again: treebeard numbers a child by a count that is stale on an older instance.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    adopt_translation(
        page,
        _build_page(TARGET_LANGUAGE, model, slug, words, **fields),
        ensure_locale(TARGET_LANGUAGE),
    )
    return page


def _build_page(
    language: str, model: type[_PageT], slug: str, words: Mapping[str, Any], **fields: Any
) -> _PageT:
    """Return an unsaved page with the words of one language."""
    page = model(
        title=words["title"][language], slug=slug, locale=ensure_locale(language), **fields
    )
    if "lead" in words:
        page.lead = words["lead"][language]
    if "body" in words:
        page.body = [
            {"type": "text", "value": text[language], "id": str(uuid.uuid4())}
            for text in words["body"]
        ]
    return page


def _ensure_site(home: HomePage) -> None:
    """Make the site; visitors whose language is not known get the Burmese front page."""
    if not Site.objects.filter(is_default_site=True).exists():
        front = home.get_translation(ensure_locale(TARGET_LANGUAGE))
        Site.objects.create(hostname="localhost", root_page=front, is_default_site=True)
    Site.clear_site_root_paths_cache()


def _ensure_groups() -> None:
    for kind in (Role.Kind.REGISTRAR, Role.Kind.SECRETARIAT, Role.Kind.AUDITOR):
        ensure_role_group(kind)
    # In English only until now: sites that have it so keep what is in it.
    Collection.objects.filter(depth=2, name=_FORMER_SHARED_MEDIA).update(name=SHARED_MEDIA)
    share_media(ensure_collection(SHARED_MEDIA))
