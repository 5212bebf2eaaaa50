"""Listens to Wagtail: what is published, withdrawn, deleted or moved reaches `courses`."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import CoursePage, ModulePage
from cms.publishing.push import PAGE_PUSHERS, push_page, push_tree
from cms.publishing.sources import as_published, courses_around
from cms.publishing.withdraw import withdraw_page


@receiver(page_published, dispatch_uid="what_is_published_is_pushed")
def push_published(instance: Page, **kwargs: Any) -> None:
    # Wagtail announces a scheduled page as published too, but it is not live yet.
    if instance.live and not instance.alias_of_id:
        push_page(instance)


@receiver(page_unpublished, dispatch_uid="what_is_unpublished_is_withdrawn")
def withdraw_unpublished(instance: Page, **kwargs: Any) -> None:
    # Wagtail unpublishes a live page before it deletes it, so this hears of both.
    if type(instance) in PAGE_PUSHERS and not instance.alias_of_id:
        withdraw_page(instance)


@receiver(post_page_move, dispatch_uid="what_is_moved_changes_its_place")
def push_moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    # A move shifts the places of siblings and, to another parent, the addresses of what moved.
    for course in courses_around(parent_page_before, parent_page_after, instance):
        push_tree(as_published(course))


@receiver(page_slug_changed, dispatch_uid="a_new_address_reaches_what_links_to_it")
def push_readdressed(instance: Page, **kwargs: Any) -> None:
    # Lessons below the page link to each other by addresses that hold its slug.
    # Wagtail sends this after the commit, when the addresses of the pages below are written.
    if instance.live and isinstance(instance, CoursePage | ModulePage):
        push_tree(as_published(instance))
