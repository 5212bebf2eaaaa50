"""Copies in the worker, step by step, and finds the copies whose worker was lost."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from cms.copying.banks import list_banks_of, list_copied_banks, list_left_banks
from cms.copying.pages import copy_page, lead_into_copy, save_everywhere
from cms.following import FollowRefused, add_lesson, take_over
from cms.models import BankPage, CoursePage, LessonLink
from cms.models.base import LONGEST_SLUG, find_free_slug
from cms.models.reuse import CourseCopy
from cms.translation.copying import copy_words
from people.queue import enqueue

TASK = "cms.tasks.copy_course"
# Longer than the slowest step takes: a long lesson with its translations.
_LEASE = dt.timedelta(minutes=2)
_MOST_TRIES = 3


def work_on_copy(pk: int) -> None:
    """Do what is left of the copy; a second worker at the same time does nothing."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = CourseCopy.objects.at_work().filter(free, pk=pk, tries__lt=_MOST_TRIES)
    # One UPDATE: of two workers one finds it free. Counted before the work, which may kill.
    if not waiting.update(claimed_until=now + _LEASE, tries=F("tries") + 1):
        return
    copy = CourseCopy.objects.select_related("original", "shelf", "by").get(pk=pk)
    if copy.original is None:
        _close_copy(copy, CourseCopy.State.FAILED)
        return
    if not copy.total:
        _plan_steps(copy, copy.original)
    for name, key in copy.choices["steps"][copy.done :]:
        _do_step(copy, name, key)
    _close_copy(copy, CourseCopy.State.DONE)


def resume_copies() -> None:
    """Queue copies at which no worker is, and give up those that end it again and again."""
    now = timezone.now()
    waiting = CourseCopy.objects.at_work().filter(
        Q(claimed_until=None) | Q(claimed_until__lte=now)
    )
    waiting.filter(tries__gte=_MOST_TRIES).update(state=CourseCopy.State.FAILED)
    for pk in waiting.filter(tries__lt=_MOST_TRIES).values_list("pk", flat=True):
        enqueue(TASK, pk)


def _do_step(copy: CourseCopy, name: str, key: int) -> None:
    # What was made and that it was made are one transaction: nothing is made twice.
    with transaction.atomic():
        page = Page.objects.filter(pk=key).specific().first()
        if page is not None:  # somebody may have deleted it meanwhile
            _STEPS[name](copy, page)
        copy.done += 1
        copy.claimed_until, copy.tries = timezone.now() + _LEASE, 1
        copy.save()


def _close_copy(copy: CourseCopy, state: CourseCopy.State) -> None:
    copy.state, copy.claimed_until = state, None
    copy.save()


def _plan_steps(copy: CourseCopy, course: CoursePage) -> None:
    """Note what is done: whatever is written in the original meanwhile, a step stays a step."""
    pages = list_copied_pages(course, copy.choices["omitted"])
    banks = list_banks_of(pages)
    taken = list_copied_banks(banks, course, by=copy.by)
    left = list_left_banks(banks, copy.shelf.agency, [one.pk for one in taken])
    linked = copy.choices["linked"]
    steps = list(_list_steps(copy, pages, [one for one in taken if one.pk not in linked]))
    copy.choices, copy.total = {**copy.choices, "steps": steps, "left_banks": left}, len(steps)


def _list_steps(
    copy: CourseCopy, pages: list[Page], banks: list[BankPage]
) -> Iterator[tuple[str, int]]:
    """Yield what is done with which page, in an order in which each finds what it needs."""
    yield from (("bank", one.pk) for one in banks)
    yield from (("part", one.pk) for one in pages)
    yield "links", pages[0].pk  # the course
    if copy.choices["translations"]:
        yield from (("words", one.pk) for one in (*banks, *pages))


def list_copied_pages(course: CoursePage, left_out: Collection[int]) -> list[Page]:
    """Return the course and its parts in order, without those left out and what is below them."""
    parts = list(Page.objects.descendant_of(course, inclusive=True).order_by("path").specific())
    omitted = [one.path for one in parts if one.pk in left_out and one.pk != course.pk]
    return [one for one in parts if not one.path.startswith(tuple(omitted))]


def _copy_bank(copy: CourseCopy, bank: BankPage) -> None:
    title = f"{copy.title} · {bank.title}"[:255]
    slug = f"{copy.key.hex[:8]}-{bank.slug}"[:LONGEST_SLUG]
    _note(copy, bank, copy_page(bank, copy.shelf, by=copy.by, title=title, slug=slug))


def _copy_part(copy: CourseCopy, page: Page) -> None:
    if page.pk == copy.original_id:
        slug = find_free_slug(copy.title, copy.key)
        fields = {"title": copy.title, "draft_title": copy.title, "slug": slug}
        made = copy_page(page, copy.shelf, by=copy.by, key=copy.key, **fields)
        told = {"source": {"id": page.pk, "title": page.draft_title}}
        log(made, "course.copy", user=copy.by, data=told)
    else:
        above = copy.made.get(str(page.get_parent().pk))
        if above is None:
            return  # it was moved out of the course, or what it stood in is gone
        made = _add_part(copy, page, Page.objects.get(pk=above).specific)
    _note(copy, page, made)


def _add_part(copy: CourseCopy, page: Page, parent: Page) -> Page:
    """Add a part as a copy, or as a lesson that follows it where that was asked and can be."""
    # What was asked for before there was a choice says nothing of it.
    if page.pk in copy.choices.get("followed", ()):
        try:
            return add_lesson(page, parent, follows=True, by=copy.by, key=uuid.uuid4())
        except (FollowRefused, PermissionDenied):
            # Unpublished since it was asked for, or of a course that is not theirs to use.
            copy.unfollowed = [*copy.unfollowed, page.draft_title]
    return copy_page(page, parent, by=copy.by)


def _note(copy: CourseCopy, page: Page, made: Page) -> None:
    copy.made = {**copy.made, str(page.pk): made.pk}


def _lead_links(copy: CourseCopy, _course: Page) -> None:
    """Let links, lessons of questions and banks of quizzes be those of the copy."""
    made = {int(old): new for old, new in copy.made.items()}
    # What follows says what its source says, where its links lead too.
    followers = LessonLink.objects.active().values("page")
    for page in Page.objects.filter(pk__in=made.values()).exclude(pk__in=followers).specific():
        data = page.get_latest_revision_as_object().serializable_data()
        led = lead_into_copy(data, made)
        if "banks" in led and _lead_banks(led, made, copy.choices["left_banks"]):
            copy.emptied = [*copy.emptied, page.draft_title]
        if led != data:
            save_everywhere(page, led, by=copy.by)


def _lead_banks(quiz: dict[str, Any], made: dict[int, int], left: Collection[int]) -> bool:
    """Let a quiz draw from the banks of the copy; return whether some stay behind."""
    is_emptied = False
    for name in ("banks", "sections"):
        kept = [row for row in quiz[name] if row["bank"] not in left]
        is_emptied |= len(kept) < len(quiz[name])
        for row in kept:
            row["bank"] = made.get(row["bank"], row["bank"])
        quiz[name] = kept
    return is_emptied


def _copy_translations(copy: CourseCopy, page: Page) -> None:
    made = Page.objects.filter(pk=copy.made.get(str(page.pk))).specific().first()
    if made is None:
        return
    link = LessonLink.objects.active().filter(page__pk=made.pk).first()
    is_whole = _take_words(copy, link) if link else copy_words(page, made, by=copy.by)
    if not is_whole:
        copy.left_out = [*copy.left_out, made.draft_title]


def _take_words(copy: CourseCopy, link: LessonLink) -> bool:
    """Take over the languages in which its module stands by now; return whether all came."""
    try:
        take_over(link, by=copy.by)
    except FollowRefused:
        return True  # there is no other language
    except PermissionDenied:
        return False  # they lost the right meanwhile
    link.refresh_from_db()
    return not link.refused


_STEPS: dict[str, Callable[[CourseCopy, Page], None]] = {
    "bank": _copy_bank,
    "part": _copy_part,
    "links": _lead_links,
    "words": _copy_translations,
}
