"""Keeps as drafts the pages that learners could not use, and tells authors why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.access.page_permissions import must_wait_for_reviewer
from cms.gate import Obstacle
from cms.models import BankPage, PageReview
from cms.models.base import PublishedPage
from cms.reviews import is_as_submitted
from cms.translation.publication import (
    find_translation,
    list_translation_problems,
    save_translation,
)
from people.models import Person


def list_publishing_problems(page: Page) -> list[Obstacle]:
    """Return what keeps the page, in the version saved last, from being published."""
    if translation := find_translation(page):
        return list(list_translation_problems(translation))
    draft = page.get_latest_revision_as_object()
    return draft.list_problems() if isinstance(draft, PublishedPage) else []


def publish_page(page: Page, person: Person | None) -> None:
    """Publish the version saved last, or the translation with its sentences of now."""
    # The version of a translated page that was saved last lacks what was translated since.
    if translation := find_translation(page):
        save_translation(translation, user=person)
    else:
        revision = page.get_latest_revision() or page.specific.save_revision(user=person)
        revision.publish(user=person)


def refuse_unready_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Return to the editor with what is to be mended, or None: the page may be published."""
    problems = list_publishing_problems(page)
    if not problems:
        return None
    messages.warning(request, _("Saved as a draft. Mend this, then publish it:"))
    tell_problems(request, problems)
    return return_to_draft(page)


def return_to_draft(page: Page) -> HttpResponse:
    """Return to the editor of a page that is kept from being published."""
    # Wagtail adds a page as live when it is made and published at once, before it asks anybody.
    Page.objects.filter(pk=page.pk, live_revision=None).update(live=False)
    return redirect("wagtailadmin_pages:edit", page.pk)


def tell_problems(request: HttpRequest, problems: list[Obstacle], *, about: str = "") -> None:
    for problem in problems:
        links: list[Any] = [messages.button(problem.url, problem.link)] if problem.url else []
        words = f"{about}: {problem.words}" if about else problem.words
        messages.error(request, words, buttons=links)


def is_locked_for(page: Page, person: Person | None) -> bool:
    """Return whether somebody locked the page, or its hour did, against changes of the person."""
    # Wagtail asks its locks in its own editor only.
    lock = page.specific.get_lock()
    return bool(person and lock and lock.for_user(person))


def publish_ready_pages(
    pages: Iterable[Page], person: Person | None
) -> tuple[int, list[tuple[Page, list[Obstacle]]]]:
    """Publish those that the person may publish, and return how many; and what is not ready.

    Below first: a course is ready once a lesson and a test in it are published.
    """
    count, unready = 0, []
    for page in sort_for_publishing(pages):
        problems = list_publishing_problems(page)
        if person is not None:
            problems = list(_list_refusals(page, person)) or problems
        if is_locked_for(page, person):
            problems = [
                Obstacle(_("It is locked. Who locked it, or an administrator, unlocks it."))
            ]
        if not problems:
            problems = _try_publishing(page, person)
        if problems:
            unready.append((page, problems))
        else:
            count += 1
    return count, unready


def _list_refusals(page: Page, person: Person) -> Iterator[Obstacle]:
    """Return why the person may not publish the page."""
    by_reviewer = must_wait_for_reviewer(person, page)
    if page.permissions_for_user(person).can_publish():
        waiting = PageReview.objects.waiting().filter(page=page.pk).first()
        # What a reviewer saw is published, and nothing that was written since.
        if by_reviewer and waiting and not is_as_submitted(waiting):
            yield Obstacle(
                _("It was changed after it was submitted. Whoever changed it submits it again.")
            )
    elif by_reviewer:
        yield Obstacle(
            _("A reviewer of the agency publishes it, once it is submitted by somebody else.")
        )
    else:
        yield Obstacle(_("You may not publish it, or a second trainer is to."))


def _try_publishing(page: Page, person: Person | None) -> list[Obstacle]:
    """Publish the page and return nothing, or what the rules of its fields have against it."""
    try:
        publish_page(page, person)
    except ValidationError as error:
        return [Obstacle(words) for words in error.messages]
    return []


def sort_for_publishing(pages: Iterable[Page]) -> list[Page]:
    """Return the pages, each once, in an order in which each finds what it needs."""
    found = {page.pk: page for page in pages}.values()
    # Banks first: a quiz asks questions of published banks.
    return sorted(found, key=lambda page: (not isinstance(page.specific, BankPage), -page.depth))
