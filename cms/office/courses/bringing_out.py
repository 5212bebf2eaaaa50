"""Publishes the drafts of a course with its banks in one act, or hands them in to reviewers."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page, Revision

from cms.access.page_permissions import must_wait_for_reviewer
from cms.access.row_policy import current_person
from cms.models import BankPage, CoursePage, QuizBank, QuizPage
from cms.office.content.before_publishing import publish_ready_pages, tell_problems
from cms.reviews import submit_changed_pages
from people.text.formatting import number


def list_banks(course: CoursePage) -> list[BankPage]:
    """Return the question banks that quizzes of the course draw from."""
    quizzes = QuizPage.objects.descendant_of(course)
    banks = QuizBank.objects.filter(page__in=quizzes).values("bank")
    return list(BankPage.objects.filter(pk__in=banks).order_by("title"))


def find_scheduled(pages: Iterable[Page]) -> set[int]:
    """Return the numbers of the pages of which a version goes live by itself later."""
    # Of versions Wagtail keeps the number of their page as text.
    found = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id__in=[str(page.pk) for page in pages]
    )
    return set(map(int, found.values_list("object_id", flat=True)))


def list_drafts(course: CoursePage) -> list[Page]:
    """Return the banks and parts of the course that say something which is not published."""
    parts = list(course.get_descendants(inclusive=True).specific())
    pages = [*list_banks(course), *parts]
    # What goes live by itself later would only be put off once more.
    scheduled = find_scheduled(pages)
    return [
        page
        for page in pages
        if (page.has_unpublished_changes or not page.live) and page.pk not in scheduled
    ]


def bring_out_drafts(request: HttpRequest, course: CoursePage) -> int:
    """Bring out all drafts of the course, tell what is missing, and return how many went out."""
    return bring_out_pages(request, course, list_drafts(course))


def bring_out_pages(request: HttpRequest, course: CoursePage, pages: list[Page]) -> int:
    """Publish the pages, or hand them in to reviewers; return how many are published."""
    if must_wait_for_reviewer(current_person(request), course):
        _submit_pages(request, pages)
        return 0
    return _publish_pages(request, pages)


def _publish_pages(request: HttpRequest, pages: list[Page]) -> int:
    count, unready = publish_ready_pages(pages, current_person(request))
    for page, problems in unready:
        tell_problems(request, problems, about=page.title)
    told = ngettext("%(count)s page is published.", "%(count)s pages are published.", count) % {
        "count": number(count)
    }
    if count or not unready:
        messages.success(request, told)
    return count


def _submit_pages(request: HttpRequest, pages: list[Page]) -> None:
    count = submit_changed_pages(pages, by=current_person(request))
    told = ngettext(
        "%(count)s page is submitted for review.",
        "%(count)s pages are submitted for review.",
        count,
    ) % {"count": number(count)}
    messages.success(request, told)
