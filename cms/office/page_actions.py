"""Says what else an act on a page changes, and lets translations follow their source."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.access.row_policy import current_person
from cms.models import CoursePage
from cms.translation.cascade import translations_of_source
from cms.translation.copying import copy_banks, copy_translations
from courses.models import Enrolment
from people.text.formatting import number


def describe_learners(page: Page) -> str:
    """Return a sentence on the people who have begun a course that the page is or stands in."""
    courses = CoursePage.objects.live()
    keys = (courses.ancestor_of(page, inclusive=True) | courses.descendant_of(page)).values(
        "translation_key"
    )
    count = Enrolment.objects.open().filter(course__key__in=keys).count()
    if not count:
        return ""
    return _(
        "Learners who have begun and not finished: %(count)s. What they have done is kept."
    ) % {"count": number(count)}


@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def tell_of_learners(request: HttpRequest, page: Page, *destination: Page) -> None:
    """Tell it on the page that asks for confirmation, above the question."""
    told = describe_learners(page) if request.method == "GET" else ""
    if told:
        messages.warning(request, told)


@hooks.register("after_copy_page")
def complete_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give a copied course its own banks and, if wished, the translations of the original."""
    if page.specific_class is not CoursePage:
        return
    person, original, copy = current_person(request), page.specific, new_page.specific
    banks = copy_banks(copy, by=person)
    if request.POST.get("copy_translations"):
        left_out = copy_translations(original, copy, banks, by=person)
        if left_out:
            titles = ", ".join(f"“{one.title}”" for one in left_out)
            told = _("Not translated, because the translation is behind its source: %(titles)s")
            messages.warning(request, told % {"titles": titles})


@hooks.register("construct_translated_pages_to_cascade_actions")
def include_translations(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    return {page: _followers(page, action) for page in pages}


def _followers(page: Page, action: str) -> PageQuerySet:
    found = translations_of_source(page)
    # An alias is unpublished with its source by Wagtail.
    return found.filter(alias_of=None, live=True) if action == "unpublish" else found


class FollowedBulkAction:
    """Lets translations follow in bulk: upstream does so for single pages only."""

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        action = str(cls.action_type)  # type: ignore[attr-defined]
        named = {page.pk for page in objects}
        followers = [
            one.specific
            for page in objects
            for one in _followers(page, action)
            if one.pk not in named
        ]
        return super().execute_action([*objects, *followers], **kwargs)  # type: ignore[misc]
