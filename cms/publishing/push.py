"""Pushes what is published down into `courses`: the only bridge from pages to the record.

A row's key is the page's translation key. Words come from the page of each language; whatever is
the same in all languages (place, minutes, pass mark, agency) comes from the origin, the oldest
live page of the key. What is pushed is the live revision, never a draft. An alias, which shows
another language's words, is never pushed itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.course_terms.reading import read_entry_rule, read_pass_rule, read_prerequisites
from cms.models import (
    BankItem,
    BankPage,
    CoursePage,
    LessonPage,
    ModulePage,
    ProgrammePage,
    PushedPage,
    QuizPage,
)
from cms.publishing.files import (
    copy_course_picture,
    copy_files,
    has_missing_file,
    list_media,
)
from cms.publishing.items import list_offered_keys, push_items
from cms.publishing.packages import choose_versions
from cms.publishing.sources import (
    as_published,
    is_private,
    live_pages,
    oldest_live_page,
    sort_by_order,
)
from cms.publishing.trees import PageTree, describe_sources, find_pushed, keep_sources
from cms.rendering import render_body
from courses import catalogue
from courses.models import Course, Item, LessonVersion, Module, Programme, PublishedModel
from courses.search import refresh_search_text

# Pages with pages below them, or with words that a row keeps when it is retired.
_PARENT_MODELS: dict[type[Page], type[PublishedModel]] = {
    CoursePage: Course,
    ModulePage: Module,
    ProgrammePage: Programme,
}


@transaction.atomic
def push_page(page: Page) -> None:
    """Push a page that was published; the pages below it only if it comes into the catalogue.

    What is below an unpublished page is not pushed when it is published, so it waits until here.
    """
    if type(page) not in PAGE_PUSHERS or is_private(type(page), page.translation_key):
        return
    if _is_in_catalogue(page):
        _reindex(_push_alone(page))
    else:
        push_tree(page)
        _withdraw_absent_languages(page)


@transaction.atomic
def push_tree(page: Page) -> None:
    """Push what changed of the page and the live pages below it in its language."""
    # Not after each row: indexing each course once at the end gives the same text.
    _reindex(*_push_pages(page))


def push_all_pages() -> int:
    """Push every live bank, course and programme again and return how many there are.

    Parts that did not change too, for the templates may have; what comes out the same makes no
    new version.
    """
    PushedPage.objects.all().delete()
    pages = [
        *BankPage.objects.live().order_by("pk"),
        *CoursePage.objects.live().order_by("pk"),
        *ProgrammePage.objects.live().order_by("pk"),
    ]
    for page in pages:
        push_tree(as_published(page))
    return len(pages)


def _push_alone(page: Page) -> Course | None:
    """Push a page; return the course whose search text may have changed: quizzes are not in it."""
    # Read before the row is made: what changes meanwhile makes a difference the next time.
    sources = describe_sources(PageTree(page), [page])
    course = PAGE_PUSHERS[type(page)](page)
    keep_sources([page.pk] if course else [], sources)
    return None if isinstance(page, QuizPage) else course


def _push_pages(root: Page) -> Iterator[Course]:
    """Push what changed of a tree, parents first; yield the courses of what was pushed."""
    tree = PageTree(root)
    below = [page for page in tree.list_live() if page.pk != root.pk]
    sources = describe_sources(tree, below)
    current = find_pushed(below, sources)
    missing: list[str] = []
    pushed = []
    for page in [root, *below]:
        # An alias is only passed through. Nothing below a page that was not pushed is reached.
        if page.alias_of_id or page.pk in current or page.path.startswith(tuple(missing)):
            continue
        course = _push_part(page if page is root else as_published(page))
        if course:
            pushed.append(page.pk)
            yield course
        else:
            missing.append(page.path)
    keep_sources(pushed, sources)


def _push_part(page: Page) -> Course | None:
    """Push a page of a tree, if it is not private; return its course."""
    page = page if type(page) in PAGE_PUSHERS else page.specific
    if is_private(type(page), page.translation_key):
        return None
    return _TREE_PUSHERS[type(page)](page)


def _is_in_catalogue(page: Page) -> bool:
    """Return whether the rows below the page, if any, are kept up to date by their own pages."""
    if page.alias_of_id:
        return False
    row = _find_parent_row(page)
    return type(page) not in _PARENT_MODELS or bool(row and page.language in row.titles)


def _withdraw_absent_languages(page: Page) -> None:
    """Take off the languages in which the page is not live."""
    # A retired row keeps its titles for the records that point to it. Back in the catalogue it
    # would offer them again, and `_is_in_catalogue` would take them for published.
    row = _find_parent_row(page)
    if row is None:
        return
    live = {one.language for one in live_pages(type(page), page.translation_key)}
    for language in {*row.titles} - live:
        catalogue.withdraw_language(row, language)


def _find_parent_row(page: Page) -> PublishedModel | None:
    """Return the live row of a course, module or programme page."""
    model = _PARENT_MODELS.get(type(page))
    rows = model._default_manager.filter(is_live=True) if model else None
    return rows.filter(key=page.translation_key).first() if rows is not None else None


def _reindex(*courses: Course | None) -> None:
    for course in {course for course in courses if course}:
        refresh_search_text(course)


def _push_course(page: CoursePage) -> Course:
    origin = oldest_live_page(page)
    return catalogue.publish_course(
        **_identity_fields(page, origin),
        summary=page.summary,
        audience=origin.audience,
        agency=origin.agency,
        skills=[(row.skill, row.level) for row in origin.skills.all()],
        validity_months=origin.validity_months,
        renewal_points=origin.renewal_points,
        grace_days=origin.grace_days,
        gives_certificate=origin.gives_certificate,
        certificate_design=origin.certificate_design,
        renews_by_final_test=origin.renews_by_final_test,
        attendance_percent=origin.attendance_percent,
        review_by=origin.review_by,
        review_begun_on=origin.review_begun_on,
        owner=origin.course_owner,
        allows_download=origin.allows_download,
        pass_rule=read_pass_rule(origin),
        rule_is_for_all=origin.rule_is_for_all,
        entry_rule=read_entry_rule(origin),
        prerequisites=read_prerequisites(origin),
        outcomes=page.outcome_lines,
        minutes=origin.minutes,
        sectors=origin.sectors,
        asks_feedback=origin.asks_feedback,
        picture=copy_course_picture(origin),
        picture_words=None if origin.picture_decorates else page.picture_words,
        reindex=False,
    )


def _push_module(page: ModulePage) -> Course | None:
    origin = oldest_live_page(page)
    course = _find_live_course(_parent_key(origin))
    if course:
        catalogue.publish_module(
            course=course,
            **_identity_fields(page, origin),
            position=_sibling_position(origin),
            reindex=False,
        )
    return course


def _push_lesson(page: LessonPage, *, keeps_files: bool = False) -> Course | None:
    """Push a lesson with copies of its files as they are; ``keeps_files``: as they were.

    Files change when the lesson itself is published, and not when something around it is.
    """
    origin = oldest_live_page(page)
    module = _find_live_module(_parent_key(origin))
    if module is None:
        return None
    newest = _find_newest_version(page) if keeps_files else None
    catalogue.publish_lesson(
        module=module,
        **_identity_fields(page, origin),
        position=_sibling_position(origin),
        minutes=origin.minutes,
        is_optional=origin.is_optional,
        reindex=False,
        **_render_lesson_page(page, newest),
    )
    return module.course


def _find_newest_version(page: LessonPage) -> LessonVersion | None:
    versions = LessonVersion.objects.filter(lesson__key=page.translation_key)
    return versions.filter(language=page.language).order_by("-number").first()


def _render_lesson_page(page: LessonPage, newest: LessonVersion | None) -> dict[str, Any]:
    """Return text, media and files; of the newest version if there is one to be kept."""
    kept = {row.source: row.file for row in newest.list_files()} if newest else {}
    begun = newest.list_packages() if newest else []
    if newest and has_missing_file(page.body):
        return {
            "html": newest.html,
            "media": newest.media,
            "files": kept,
            "packages": begun,
        }
    files, addresses = copy_files(page.body, kept)
    packages = choose_versions(page.body, begun)
    html = render_body(page.body, language=page.language, addresses=addresses, packages=packages)
    media = list_media(page.body, addresses)
    return {"html": html, "media": media, "files": files, "packages": [*packages.values()]}


def _push_quiz(page: QuizPage) -> Course | None:
    """Push the quiz and what it may draw."""
    origin = oldest_live_page(page)
    module = _find_live_module(_parent_key(origin))
    course = module.course if module else _find_live_course(_parent_key(origin))
    if course is None:
        return None
    banks = [row.bank.translation_key for row in sort_by_order(origin.banks.all())]
    catalogue.publish_quiz(
        course=course,
        module=module,
        **_identity_fields(page, origin),
        item_keys=[key for bank in banks for key in list_offered_keys(bank)],
        rules=catalogue.QuizRules(
            draw_count=origin.draw_count,
            pass_mark=origin.pass_mark,
            attempt_limit=origin.attempt_limit,
            time_limit=origin.time_limit,
            answers_shown=origin.answers_shown,
            shuffles_questions=origin.shuffles_questions,
            shuffles_options=origin.shuffles_options,
            rest_minutes=origin.rest_minutes,
            retry_days=origin.retry_days,
            supervision=origin.supervision,
            is_first_test=origin.is_first_test,
            grading_rule=origin.grading_rule,
            marker_count=origin.marker_count,
            marker_threshold=origin.marker_threshold,
        ),
        sections=origin.read_sections() if origin.sections.exists() else (),
    )
    return course


def _push_programme(page: ProgrammePage) -> None:
    origin = oldest_live_page(page)
    catalogue.publish_programme(
        **_identity_fields(page, origin),
        summary=page.summary,
        audience=origin.audience,
        agency=origin.agency,
        skills=[(row.skill, row.level) for row in origin.skills.all()],
        sets=origin.list_sets(page),
        validity_months=origin.validity_months,
        renewal_points=origin.renewal_points,
        grace_days=origin.grace_days,
    )


def _push_bank(page: BankPage) -> None:
    """Push the bank's items, then the quizzes that draw from it; retire what was taken out."""
    quizzes = QuizPage.objects.drawing_from(page.translation_key)
    before = set(Item.objects.filter(quizzes__key__in=quizzes.values("translation_key")))
    push_items(page.translation_key)
    push_drawing_quizzes(page.translation_key)
    offered = BankItem.objects.filter(page__live=True, translation_key__in=[i.key for i in before])
    still_offered = set(offered.values_list("translation_key", flat=True))
    catalogue.items.retire_items([one.key for one in before if one.key not in still_offered])


def push_drawing_quizzes(bank: UUID) -> None:
    """Push the live quizzes that draw from the bank, with what it offers now."""
    for quiz in QuizPage.objects.asking(bank).order_by("pk"):
        push_page(as_published(quiz))


# Each returns the course in which the page was pushed.
PAGE_PUSHERS: dict[type[Page], Callable[[Any], Course | None]] = {
    CoursePage: _push_course,
    ModulePage: _push_module,
    LessonPage: _push_lesson,
    QuizPage: _push_quiz,
    ProgrammePage: _push_programme,
    BankPage: _push_bank,
}
_TREE_PUSHERS = PAGE_PUSHERS | {LessonPage: partial(_push_lesson, keeps_files=True)}


def _identity_fields(page: Page, origin: Page) -> dict[str, Any]:
    """Return what every row takes: the title of one language, the address of the origin."""
    # Who publishes a translation that is behind does not bring an address of before back.
    return {
        "key": page.translation_key,
        "slug": origin.slug,
        "language": page.language,
        "title": page.title,
    }


def _parent_key(page: Page) -> UUID:
    return page.get_parent().translation_key


def _sibling_position(page: Page) -> int:
    """Return the page's number among its siblings, from 1."""
    return page.get_prev_siblings().count() + 1


def _find_live_course(key: UUID) -> Course | None:
    return Course.objects.live().filter(key=key).first()


def _find_live_module(key: UUID) -> Module | None:
    live = Module.objects.filter(is_live=True, course__is_live=True)
    return live.select_related("course").filter(key=key).first()
