"""Says what else an act on a page changes, and lets translations follow their source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.access.row_policy import current_person
from cms.models import BankPage, CoursePage, LessonLink
from cms.office.questions.drawing_quizzes import describe_withdrawal, tell_thin_quizzes
from cms.translation.cascade import translations_of_source
from courses.models import Enrolment
from people.text.formatting import number


def describe_learners(*pages: Page) -> str:
    """Return a sentence on the people who have begun a course that a page is or stands in."""
    courses, around = CoursePage.objects.live(), CoursePage.objects.none()
    for page in pages:
        around |= courses.ancestor_of(page, inclusive=True) | courses.descendant_of(page)
    keys = around.values("translation_key")
    count = Enrolment.objects.open().filter(course__key__in=keys).count()
    if not count:
        return ""
    return _(
        "Learners who have begun and not finished: %(count)s. What they have done is kept."
    ) % {"count": number(count)}


def describe_emptied_courses(*pages: Page) -> str:
    """Return a sentence for each course that would stay published without lesson or test."""
    leaving = Page.objects.none()
    for page in pages:
        for one in (page, *translations_of_source(page)):
            leaving |= Page.objects.descendant_of(one, inclusive=True)
    around = CoursePage.objects.none()
    for page in pages:
        around |= CoursePage.objects.live().ancestor_of(page)
    told = (_describe_loss(course, leaving) for course in around.exclude(pk__in=leaving))
    return " ".join(filter(None, told))


def _describe_loss(course: CoursePage, leaving: PageQuerySet) -> str:
    lost = course.list_published_parts() - course.list_published_parts(without=leaving)
    if "lessonpage" in lost:
        told = _("“%(title)s” stays published without a lesson: unpublish the course too.")
    elif "quizpage" in lost and course.gives_certificate:
        told = _("“%(title)s” stays published without a test: unpublish the course too.")
    else:
        return ""
    return told % {"title": course.title}


def describe_followers(*pages: Page) -> str:
    """Return a sentence on the lessons of other courses that follow one that is or stands here."""
    around = Page.objects.none()
    for page in pages:
        around |= Page.objects.descendant_of(page, inclusive=True)
    links = LessonLink.objects.active().filter(source__in=around.values("pk"))
    count = links.exclude(page__in=around.values("pk")).count()
    told = ngettext(
        "%(count)s lesson of another course follows it: it keeps what it says.",
        "%(count)s lessons of other courses follow it: they keep what they say.",
        count,
    )
    return told % {"count": number(count)} if count else ""


def describe_effects(*pages: Page) -> Iterator[str]:
    """Return what is to be known before pages go: who learns there, and what stays behind."""
    told = (
        describe_learners(*pages),
        describe_emptied_courses(*pages),
        describe_followers(*pages),
    )
    return filter(None, told)


def describe_withdrawn(*pages: Page) -> list[str]:
    """Return what `describe_effects` does, and what quizzes lose with their banks."""
    leaving = [one for page in pages for one in (page, *_find_translations(page, "unpublish"))]
    return [*describe_effects(*pages), *describe_withdrawal(leaving)]


@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def tell_of_learners(request: HttpRequest, page: Page, *destination: Page) -> None:
    """Tell it on the page that asks for confirmation, above the question."""
    describe = describe_effects if destination else describe_withdrawn
    for sentence in describe(page) if request.method == "GET" else ():
        messages.warning(request, sentence)


@hooks.register("before_copy_page")
def lead_to_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Copy courses on our page, which asks of each part and bank what becomes of it."""
    is_course = page.specific_class is CoursePage
    return redirect("course_copy", page.pk) if is_course else None


@hooks.register("construct_translated_pages_to_cascade_actions")
def include_translations(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    return {page: _find_translations(page, action) for page in pages}


def _find_translations(page: Page, action: str) -> PageQuerySet:
    found = translations_of_source(page)
    # An alias is unpublished with its source by Wagtail.
    return found.filter(alias_of=None, live=True) if action == "unpublish" else found


@hooks.register("after_unpublish_page")
def check_drawing_quizzes(request: HttpRequest, page: Page) -> None:
    """Name the quizzes that find too few questions without the bank."""
    bank = page.specific
    if isinstance(bank, BankPage):
        tell_thin_quizzes(request, bank)


@hooks.register("after_unpublish_page")
def unpublish_translations_below(request: HttpRequest, page: Page) -> None:
    """Take along what is translated below a page that is not translated itself."""
    if request.POST.get("include_descendants"):
        for one in _list_followers_below([page], "unpublish"):
            one.unpublish(user=current_person(request))


def _list_followers_below(pages: list[Page], action: str) -> Iterator[Page]:
    for page in pages:
        for part in page.get_descendants().specific():
            yield from _find_translations(part, action).specific()


class FollowedBulkAction:
    """Lets translations follow in bulk: upstream does so for single pages only."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell above the question whom the act concerns, and what follows."""
        pages, _others = self.get_actionable_objects()  # type: ignore[attr-defined]
        count = len(self._list_followers(self._list_concerned(pages)))
        told = ngettext(
            "%(count)s translation follows its source.",
            "%(count)s translations follow their sources.",
            count,
        ) % {"count": number(count)}
        describe = describe_effects if self.action_type == "move" else describe_withdrawn  # type: ignore[attr-defined]
        for sentence in (*describe(*pages), *([told] if count else [])):
            messages.warning(request, sentence)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    @classmethod
    def _list_concerned(cls, pages: list[Page]) -> list[Page]:
        """Return the pages, each once, that the act changes: here those that are ticked."""
        return pages

    @classmethod
    def _list_followers(cls, pages: list[Page]) -> list[Page]:
        action, named = str(cls.action_type), {page.pk for page in pages}  # type: ignore[attr-defined]
        found = {
            one.pk: one for page in pages for one in _find_translations(page, action).specific()
        }
        return [one for pk, one in found.items() if pk not in named]

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        followers = cls._list_followers(objects)
        done = super().execute_action([*objects, *followers], **kwargs)  # type: ignore[misc]
        if kwargs.get("include_descendants"):
            for one in _list_followers_below(objects, "unpublish"):
                one.unpublish(user=kwargs.get("user"))
        # The translations are no pages that somebody ticked.
        return done[0] - len(followers), done[1]


class _WithWhatIsBelow(FollowedBulkAction):
    """An act that always takes along what stands below a page."""

    @classmethod
    def _list_concerned(cls, pages: list[Page]) -> list[Page]:
        below = (one for page in pages for one in page.get_descendants(inclusive=True))
        return list({one.pk: one for one in below}.values())


class FollowedDeletion(_WithWhatIsBelow):
    """Deletes each page once, also where one stands below another that is deleted with it."""

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        followers = cls._list_followers(cls._list_concerned(objects))
        highest = _list_highest([*objects, *followers])
        done: tuple[int, int] = super(FollowedBulkAction, cls).execute_action(  # type: ignore[misc]
            highest, **kwargs
        )
        # The translations are no pages that somebody ticked.
        return done[0] - len([one for one in highest if one not in objects]), done[1]


def _list_highest(pages: list[Page]) -> list[Page]:
    """Return the pages that stand below no other one of them."""
    return [one for one in pages if not any(map(one.is_descendant_of, pages))]


class FollowedMove(_WithWhatIsBelow):
    """Moves each translation to where the destination is in its language."""

    @classmethod
    def execute_action(
        cls, objects: list[Page], destination: Page | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        # One that stands somewhere else already goes its own way, as in a move of a single page.
        beside = [
            one
            for one in cls._list_followers(objects)
            if any(one.get_parent() in page.get_parent().get_translations() for page in objects)
        ]
        done: tuple[int, int] = super(FollowedBulkAction, cls).execute_action(  # type: ignore[misc]
            objects, destination=destination, **kwargs
        )
        for one in beside:
            there = destination and destination.get_translation_or_none(one.locale)
            if there:
                # Both read again: the moves before have changed the places of many.
                page = Page.objects.get(pk=one.pk).specific
                page.move(Page.objects.get(pk=there.pk), pos="last-child", user=kwargs.get("user"))
        return done
