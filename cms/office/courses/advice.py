"""Tells what a course does without although it is better with it; none of it bars publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.gate import Obstacle
from cms.models import CoursePage, QuizPage
from cms.translation.staleness import TranslationCell, TranslationStatus
from people.text.formatting import number

_OF_COURSE = 1  # the depth at which a final test stands


class OutlinePart(Protocol):
    """A line of an outline, as far as advice reads it."""

    @property
    def page(self) -> Page: ...
    @property
    def depth(self) -> int: ...
    @property
    def cells(self) -> list[tuple[TranslationCell, str]]: ...


def list_advice(course: CoursePage, lines: Iterable[OutlinePart]) -> list[Obstacle]:
    """Return what the course lacks: a few queries, and five for each test of the whole course."""
    lines, draft = list(lines), course.get_latest_revision_as_object()
    return [
        *_list_lacking_facts(draft),
        *_list_untranslated(lines),
        *_list_weak_tests(lines),
    ]


def _list_lacking_facts(draft: CoursePage) -> Iterator[Obstacle]:
    place = reverse("wagtailadmin_pages:edit", args=[draft.pk]), draft.title
    if not draft.skills.all():
        told = _("It names no skill: whoever completes it proves nothing to the plan.")
        yield Obstacle(told, *place)
    if draft.review_by is None:
        yield Obstacle(_("It has no day by which it is reviewed."), *place)
    if draft.course_owner_id is None:
        yield Obstacle(_("Nobody is named who looks after it."), *place)
    if draft.gives_certificate and not draft.validity_months:
        told = _("Its certificate never ends. If what it teaches grows old, say when.")
        yield Obstacle(told, *place)


def _list_untranslated(lines: list[OutlinePart]) -> Iterator[Obstacle]:
    """Yield the languages in which parts are missing, with the way to the first of them."""
    missing: dict[str, list[str]] = {}
    for line in lines:
        for cell, url in line.cells:
            if cell.status == TranslationStatus.MISSING:
                missing.setdefault(cell.language, []).append(url)
    for language, urls in missing.items():
        told = ngettext(
            "%(count)s part is not translated: %(language)s.",
            "%(count)s parts are not translated: %(language)s.",
            len(urls),
        )
        name = get_language_info(language)["name_translated"]
        words = told % {"count": number(len(urls)), "language": name}
        yield Obstacle(words, urls[0], _("Translate"))


def _list_weak_tests(lines: list[OutlinePart]) -> Iterator[Obstacle]:
    """Yield how a published test of the whole course could be passed without its lessons."""
    for line in lines:
        is_test = line.depth == _OF_COURSE and line.page.specific_class is QuizPage
        if is_test and line.page.live:
            quiz = line.page.get_latest_revision_as_object()
            place = reverse("wagtailadmin_pages:edit", args=[quiz.pk]), quiz.title
            for words in quiz.list_weaknesses():
                yield Obstacle(words, *place)
