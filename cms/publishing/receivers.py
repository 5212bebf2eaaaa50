"""Listens to Wagtail: what is published, withdrawn, deleted or moved reaches `courses`."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import CoursePage, LessonPage, ModulePage, ProgrammePage, QuizPage
from cms.publishing.course_fields import adopt_publisher
from cms.publishing.editions import is_published_before, open_marked_edition
from cms.publishing.push import PAGE_PUSHERS, push_page, push_tree
from cms.publishing.sources import as_published, courses_around
from cms.publishing.withdraw import withdraw_page


@receiver(page_published, dispatch_uid="what_is_published_is_pushed")
def push_published(instance: Page, **kwargs: Any) -> None:
    # Wagtail announces a scheduled page as published too, but it is not live yet.
    if instance.live and not instance.alias_of_id:
        if isinstance(instance, CoursePage):
            _publish_course(instance)
        else:
            push_page(instance)


@transaction.atomic
def _publish_course(page: CoursePage) -> None:
    is_first = not is_published_before(page)
    adopt_publisher(page)
    push_page(page)
    open_marked_edition(page, is_first=is_first)


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
    _push_courses_around(parent_page_before, parent_page_after, instance)
    page = instance.specific
    if isinstance(page, ProgrammePage) and page.live:
        push_page(as_published(page))  # another shelf is another agency


@receiver(page_slug_changed, dispatch_uid="a_new_address_reaches_what_links_to_it")
def push_readdressed(instance: Page, **kwargs: Any) -> None:
    # Lessons of a course link to each other by addresses that hold the slugs.
    # Wagtail sends this after the commit, when the addresses of the pages below are written.
    if instance.live and isinstance(instance, CoursePage | ModulePage | LessonPage):
        _push_courses_around(instance)


@receiver(post_delete, dispatch_uid="what_is_deleted_leaves_its_place")
def push_after_deletion(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    # Places of the siblings behind it move up, and links to it end.
    if sender in (ModulePage, LessonPage, QuizPage):
        above = instance.path[: -Page.steplen]
        # After the commit: only then are all pages gone that are deleted together.
        transaction.on_commit(partial(_push_courses_at, above))


def _push_courses_at(path: str) -> None:
    """Push the course of the page at a path, if there is still one."""
    page = Page.objects.filter(path=path).first()
    if page is not None:
        _push_courses_around(page)


def _push_courses_around(*pages: Page) -> None:
    for course in courses_around(*pages):
        push_tree(as_published(course))


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="what_is_private_is_withdrawn")
def withdraw_private(instance: PageViewRestriction, **kwargs: Any) -> None:
    for page in instance.page.get_descendants(inclusive=True).live().specific():
        if isinstance(page, CoursePage | ModulePage | LessonPage | QuizPage | ProgrammePage):
            withdraw_page(page)


@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="what_is_public_again_is_pushed")
def push_public(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = instance.page
    for model in (CoursePage, ProgrammePage):
        around = model.objects.ancestor_of(page, inclusive=True)
        keys = (around | model.objects.descendant_of(page)).values("translation_key")
        # In all languages: a restriction of one took the whole row.
        for one in model.objects.live().filter(translation_key__in=keys, alias_of=None):
            push_tree(as_published(one))
