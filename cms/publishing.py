"""Pushes what is published down into `courses`: the only bridge from pages to the record.

A row's key is the page's translation key. Words come from the page of each language; whatever is
the same in all languages (place, minutes, pass mark, agency) comes from the origin, the oldest
live page of the key. What is pushed is the live revision, never a draft. An alias, which shows
another language's words, is never pushed itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.models import (
    BankItem,
    BankPage,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizPage,
)
from cms.models.banks import right_options
from cms.rendering import item_content, media_of, render_body
from courses import catalogue
from courses.models import Course, Item, Lesson, Module, Quiz
from courses.models.catalogue import Published

AnyPage = TypeVar("AnyPage", bound=Page)

ROWS: dict[type[Page], type[Published]] = {
    CoursePage: Course,
    ModulePage: Module,
    LessonPage: Lesson,
    QuizPage: Quiz,
}


def live_pages(model: type[AnyPage], key: UUID) -> Any:
    """The live pages of a key in all languages, the origin first."""
    return model.objects.live().filter(translation_key=key, alias_of=None).order_by("pk")


def as_published(page: AnyPage) -> AnyPage:
    """The page with the content of its live revision."""
    return page.live_revision.as_object() if page.live_revision_id else page


def origin_of(page: AnyPage) -> AnyPage:
    """The page that says what is the same in all languages."""
    origin = live_pages(type(page), page.translation_key).first()
    return page if origin is None or origin.pk == page.pk else as_published(origin)


@transaction.atomic
def push(page: Page) -> None:
    """Push the page, and the live pages below it in its language."""
    if type(page) not in PUSHERS:
        return
    reached = True if page.alias_of_id else PUSHERS[type(page)](page)
    if not reached:
        return
    for child in Page.objects.child_of(page).live().specific():
        push(as_published(child))


def push_all() -> None:
    """Push every live bank and course again; what has not changed makes no new version."""
    for model in (BankPage, CoursePage):
        for page in model.objects.live().filter(alias_of=None).order_by("pk"):
            push(as_published(page))


def push_course(page: CoursePage) -> bool:
    origin = origin_of(page)
    catalogue.publish_course(
        **words_of(page),
        summary=page.summary,
        audience=origin.audience,
        agency=origin.agency,
        skills=[(aim.skill, aim.level) for aim in origin.skills.all()],
        validity_months=origin.validity_months,
    )
    return True


def push_module(page: ModulePage) -> bool:
    origin = origin_of(page)
    course = live_course(parent_key(origin))
    if course is None:
        return False
    catalogue.publish_module(course=course, **words_of(page), position=place_of(origin))
    return True


def push_lesson(page: LessonPage) -> bool:
    origin = origin_of(page)
    module = live_module(parent_key(origin))
    if module is None:
        return False
    catalogue.publish_lesson(
        module=module,
        **words_of(page),
        position=place_of(origin),
        minutes=origin.minutes,
        html=render_body(page.body, language=page.language),
        media=media_of(page.body),
    )
    return True


def push_quiz(page: QuizPage) -> bool:
    origin = origin_of(page)
    module = live_module(parent_key(origin))
    course = module.course if module else live_course(parent_key(origin))
    if course is None:
        return False
    banks = [row.bank.translation_key for row in in_order(origin.banks.all())]
    catalogue.publish_quiz(
        course=course,
        module=module,
        **words_of(page),
        item_keys=[key for bank in banks for key in push_items(bank)],
        draw_count=origin.draw_count,
        pass_mark=origin.pass_mark,
        attempt_limit=origin.attempt_limit,
        time_limit=origin.time_limit,
        shows_answers=origin.shows_answers,
    )
    return True


def push_bank(page: BankPage) -> bool:
    """Push the bank's items, then the quizzes that draw from it; retire what was taken out."""
    quizzes = QuizPage.objects.filter(banks__bank__translation_key=page.translation_key)
    before = set(Item.objects.filter(quizzes__key__in=quizzes.values("translation_key")))
    push_items(page.translation_key)
    for quiz in quizzes.live().filter(alias_of=None).order_by("pk").distinct():
        push(as_published(quiz))
    offered = BankItem.objects.filter(page__live=True, translation_key__in=[i.key for i in before])
    kept = set(offered.values_list("translation_key", flat=True))
    for item in before:
        if item.key not in kept:
            catalogue.retire(item)
    return True


PUSHERS: dict[type[Page], Callable[[Any], bool]] = {
    CoursePage: push_course,
    ModulePage: push_module,
    LessonPage: push_lesson,
    QuizPage: push_quiz,
    BankPage: push_bank,
}


def push_items(bank: UUID) -> list[UUID]:
    """Push every item of the live bank in all its languages; their keys, in order."""
    pages = [as_published(page) for page in live_pages(BankPage, bank)]
    if not pages:
        return []
    by_language = {
        page.language: {item.translation_key: item for item in page.items.all()} for page in pages
    }
    items = in_order(pages[0].items.all())
    for item in items:
        push_item(item, by_language)
    return [item.translation_key for item in items]


def push_item(item: BankItem, by_language: dict[str, dict[UUID, BankItem]]) -> None:
    """Push one item; a translation that does not yet offer the same options is left out."""
    options = {option.id for option in item.options}
    contents = {
        language: item_content(items[item.translation_key])
        for language, items in by_language.items()
        if item.translation_key in items
    }
    same = {code: words for code, words in contents.items() if options == {*words["options"]}}
    catalogue.publish_item(
        key=item.translation_key,
        kind=item.kind,
        content=same,
        answer_key=right_options(item.options),
    )


@transaction.atomic
def withdraw(page: Page) -> None:
    """Take the page's language off its row; retire the row when no language is left."""
    others = live_pages(type(page), page.translation_key).exclude(pk=page.pk)
    if isinstance(page, BankPage):
        withdraw_bank(page, others.first())
        return
    row = ROWS[type(page)]._default_manager.filter(key=page.translation_key).first()
    if row is None:
        return
    if others.exists():
        catalogue.withdraw_language(row, page.language)
    else:
        catalogue.retire(row)


def withdraw_bank(page: BankPage, other: BankPage | None) -> None:
    if other:
        push(as_published(other))
        return
    keys = BankItem.objects.filter(page=page).values("translation_key")
    for item in Item.objects.filter(key__in=keys):
        catalogue.retire(item)


def words_of(page: Page) -> dict[str, Any]:
    """What every row takes from the page of one language."""
    return {
        "key": page.translation_key,
        "slug": page.slug,
        "language": page.language,
        "title": page.title,
    }


def live_course(key: UUID) -> Course | None:
    return Course.objects.live().filter(key=key).first()


def live_module(key: UUID) -> Module | None:
    live = Module.objects.filter(is_live=True, course__is_live=True)
    return live.select_related("course").filter(key=key).first()


def parent_key(page: Page) -> UUID:
    return page.get_parent().translation_key


def place_of(page: Page) -> int:
    """The page's number among its siblings, from 1."""
    return page.get_prev_siblings().count() + 1


def in_order(rows: Any) -> list[Any]:
    """Rows of an unsaved or saved cluster by their sort order."""
    return sorted(rows, key=lambda row: row.sort_order or 0)


def courses_around(*pages: Page) -> Iterator[CoursePage]:
    """The live course pages that the pages are, or stand in, each once."""
    seen: set[int] = set()
    for page in pages:
        for course in CoursePage.objects.live().ancestor_of(page, inclusive=True):
            if course.pk not in seen:
                seen.add(course.pk)
                yield course
