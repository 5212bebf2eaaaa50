"""Gives the agency of a shelf its rights on it, and its own collection of media."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Collection, Page
from wagtail.signals import page_published

from cms.access.page_groups import grant_agency_pages
from cms.models import AgencyCatalogPage


def ensure_collection(name: str) -> Collection:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def grant_shelf(shelf: AgencyCatalogPage) -> None:
    """Let those of the shelf's agency write and translate on it, in all languages."""
    pages = Page.objects.filter(translation_key=shelf.translation_key)
    collection = ensure_collection(shelf.agency.code)
    grant_agency_pages(shelf.agency, pages, media=collection)


@receiver(page_published, sender=AgencyCatalogPage, dispatch_uid="a_shelf_gets_its_rights")
def grant_published_shelf(instance: AgencyCatalogPage, **kwargs: Any) -> None:
    # Somebody made the shelf in the office, or gave it to another agency, or translated it.
    grant_shelf(instance)
