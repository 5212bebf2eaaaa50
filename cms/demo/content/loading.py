"""Loads a demo course into pages: published in English, with Burmese translations.

The translations are ordinary ones of the editor: every sentence is translated, none is stale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from cms.access.shelves import ensure_collection
from cms.bootstrap import SOURCE_LANGUAGE, TARGET_LANGUAGE, ensure_locale
from cms.demo.content.covers import store_cover
from cms.demo.content.drawing import store_drawing
from cms.demo.content.packing import bring_demo_package
from cms.demo.content.reading import read_course
from cms.demo.content.writing import (
    escape_words,
    stable_key,
    write_body,
    write_options,
    write_parts,
    write_picture,
)
from cms.models import (
    AgencyCatalogPage,
    BankItem,
    BankPage,
    CoursePage,
    CoursePageSkill,
    LessonPage,
    ModulePage,
    QuizBank,
    QuizPage,
    QuizPageSection,
)
from cms.translation.adoption import adopt_translation
from courses.models import ItemVersion
from people.models import Person
from plan.models import Skill

_AUTHOR = "trainer"
_PageT = TypeVar("_PageT", bound=Page)
_QUIZ_RULES = (
    "draw_count",
    "pass_mark",
    "attempt_limit",
    "time_limit",
    "answers_shown",
    "supervision",
    "grading_rule",
)


@transaction.atomic
def load_course(folder: Path, shelf: AgencyCatalogPage) -> CoursePage:
    """Return the folder's course below the agency catalogue; existing pages stay as they are."""
    return CourseLoader(read_course(folder), shelf).load()


@dataclass
class CourseLoader:
    course: dict[str, Any]
    shelf: AgencyCatalogPage
    media: dict[str, int] = field(default_factory=dict)
    drawings: dict[str, int] = field(default_factory=dict)

    def load(self) -> CoursePage:
        page = self.put_course()
        for module in self.course["modules"]:
            self.put_module(page, module)
        if self.course["final"]:
            self.put_quiz(page, self.course["final"])
        if first := self.course.get("first_test"):
            self.put_first_test(page, first)
        return page

    def put_course(self) -> CoursePage:
        course = self.course

        def make(language: str) -> CoursePage:
            page = CoursePage(
                **_page_words(course, language),
                summary=course["summary"][language],
                audience=course["audience"],
                validity_months=course["validity_months"],
                renewal_points=course.get("renewal_points"),
                grace_days=course.get("grace_days", 0),
                attendance_percent=course.get("attendance_percent"),
                allows_download=course.get("allows_download", False),
                review_by=_find_review_day(course),
                duration=course.get("hours"),
                duration_unit=CoursePage.DurationUnit.HOURS,
                sectors=course.get("sectors", []),
                picture=store_cover(course["slug"], ensure_collection(self.shelf.agency.code)),
                picture_words=course["picture"][language],
                # Who wrote it owns it, once it is published.
                owner=Person.objects.filter(username=_AUTHOR).first(),
            )
            page.skills = [
                CoursePageSkill(skill=Skill.objects.get(code=code), level=level)
                for code, level in course["skills"].items()
            ]
            return page

        return ensure_translated_page(self.shelf, make, course["slug"])

    def put_module(self, course: CoursePage, module: dict[str, Any]) -> None:
        page = ensure_translated_page(
            course, lambda language: ModulePage(**_page_words(module, language)), self.path(module)
        )
        for lesson in module["lessons"]:
            self.put_lesson(page, lesson)
        self.put_quiz(page, module["quiz"])

    def put_lesson(self, module: ModulePage, lesson: dict[str, Any]) -> None:
        path = self.path(lesson)
        self.store_files(lesson)

        def make(language: str) -> LessonPage:
            body = write_body(lesson["body"], language, path=path, media=self.media)
            return LessonPage(
                **_page_words(lesson, language),
                minutes=lesson["minutes"],
                is_optional=lesson.get("optional", False),
                body=body,
            )

        ensure_translated_page(module, make, path)

    def put_quiz(self, parent: Page, quiz: dict[str, Any]) -> None:
        bank = self.put_bank(quiz)
        rules = {name: quiz[name] for name in _QUIZ_RULES if name in quiz}

        def make(language: str) -> QuizPage:
            page = QuizPage(**_page_words(quiz, language), **rules)
            page.banks = [QuizBank(bank=bank)]
            page.sections = [
                QuizPageSection(sort_order=place, **_find_skill(section))
                for place, section in enumerate(quiz.get("sections", []))
            ]
            return page

        ensure_translated_page(parent, make, self.path(quiz))

    def put_first_test(self, course: CoursePage, test: dict[str, Any]) -> None:
        """Make the first test, which asks what the quizzes of the modules ask."""
        banks = [self.put_bank(module["quiz"]) for module in self.course["modules"]]

        def make(language: str) -> QuizPage:
            page = QuizPage(
                **_page_words(test, language), draw_count=test["draw_count"], is_first_test=True
            )
            page.banks = [
                QuizBank(bank=bank, sort_order=place) for place, bank in enumerate(banks)
            ]
            return page

        ensure_translated_page(course, make, self.path(test))

    def put_bank(self, quiz: dict[str, Any]) -> BankPage:
        path = f"{self.path(quiz)}/bank"
        self.store_drawings(quiz)

        def make(language: str) -> BankPage:
            title = f"{self.course['title'][language]} · {quiz['title'][language]}"
            page = BankPage(title=title, slug=f"{self.course['slug']}-{quiz['slug']}")
            page.items = [
                self._build_item(item, language, path=path, number=number)
                for number, item in enumerate(quiz["items"], start=1)
            ]
            return page

        return ensure_translated_page(self.shelf, make, path)

    def store_drawings(self, quiz: dict[str, Any]) -> None:
        """Store what questions of the quiz show, and keep the pictures by name."""
        parts = [
            part
            for item in quiz["items"]
            for part in (item.get("picture", {}), *item.get("options", []), *_list_rights(item))
        ]
        names = sorted({part["drawing"] for part in parts if "drawing" in part})
        collection = ensure_collection(self.shelf.agency.code)
        self.drawings |= {name: store_drawing(name, collection) for name in names}

    def _build_item(
        self, item: dict[str, Any], language: str, *, path: str, number: int
    ) -> BankItem:
        path = f"{path}/{number}"
        built = _build_item(item, language, path=path, drawings=self.drawings)
        built.sort_order = number
        return built

    def path(self, part: dict[str, Any]) -> str:
        return f"{self.course['slug']}/{part['slug']}"

    def store_files(self, lesson: dict[str, Any]) -> None:
        """Store the pictures, films, recordings and files that the lesson shows."""
        collection = ensure_collection(self.shelf.agency.code)
        for block in lesson["body"]:
            for name, title, model in list_files(*next(iter(block.items()))):
                path = self.course["folder"] / name
                self.media[name] = _store_file(path, title, model, collection)
            if "package" in block:
                self.store_package(**block["package"])

    def store_package(self, file: str, title: dict[str, str], **_words: Any) -> None:
        package = bring_demo_package(file, title[TARGET_LANGUAGE], self.shelf.agency)
        self.media[file] = package.pk


def _find_review_day(course: dict[str, Any]) -> dt.date | None:
    days = course.get("review_in_days")
    return timezone.localdate() + dt.timedelta(days=days) if days else None


def list_files(kind: str, value: Any) -> Iterator[tuple[str, str, type[Image | Document]]]:
    """Yield the name, title and model of each file of a block."""
    if kind == "image":
        yield value["file"], value["caption"][SOURCE_LANGUAGE], Image
    if kind in ("download", "video", "audio"):
        title = value["title"][SOURCE_LANGUAGE]
        yield value["file"], title, Document
        for language, name in value.get("captions", {}).items():
            yield name, f"{title} · {language}", Document


def _page_words(part: dict[str, Any], language: str) -> dict[str, str]:
    return {"title": part["title"][language], "slug": part["slug"]}


def ensure_translated_page(parent: Page, make: Callable[[str], _PageT], path: str) -> _PageT:
    """Return the live page below the parent, made with its Burmese translation if missing."""
    page, locale = make(SOURCE_LANGUAGE), ensure_locale(SOURCE_LANGUAGE)
    page.translation_key, page.locale = stable_key(path), locale
    there = type(page).objects.filter(translation_key=page.translation_key, locale=locale).first()
    if there:
        return there
    # Fetched again: treebeard numbers a child by a count that is stale on an older instance.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    written = make(TARGET_LANGUAGE)
    written.locale = ensure_locale(TARGET_LANGUAGE)
    # In the way the editor does it, so that no translation of the demo is stale.
    adopt_translation(page, written, written.locale)
    return page


def _build_item(
    item: dict[str, Any], language: str, *, path: str, drawings: dict[str, int]
) -> BankItem:
    kind, options = _write_answers(item, language, path=path, drawings=drawings)
    texts = {
        name: f"<p>{escape_words(item[name], language)}</p>"
        for name in ("stem", "passage", "hint", "feedback")
        if name in item
    }
    return BankItem(
        translation_key=stable_key(path),
        locale=ensure_locale(language),
        kind=kind,
        media=write_picture(item.get("picture", {}), language, path=path, drawings=drawings),
        options=options,
        **texts,
        **_find_skill({name: item[name] for name in ("tags", "skill", "level") if name in item}),
    )


def _find_skill(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of a question, or asked of it, with the skill for its code."""
    return facts | {"skill": Skill.objects.get(code=facts["skill"])} if "skill" in facts else facts


def _list_rights(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what belongs to the lines of a question."""
    return [part["pair"]["right"] for part in item.get("parts", []) if "pair" in part]


def _write_answers(
    item: dict[str, Any], language: str, *, path: str, drawings: dict[str, int]
) -> tuple[str, list[dict[str, Any]]]:
    """Return the kind of the question, and its answers as blocks."""
    if "parts" in item:
        return item["kind"], write_parts(item["parts"], language, path=path, drawings=drawings)
    right = sum(option.get("right", False) for option in item["options"])
    kind = ItemVersion.Kind.MULTIPLE if right > 1 else ItemVersion.Kind.SINGLE
    return kind, write_options(item["options"], language, path=path, drawings=drawings)


def _store_file(
    path: Path, title: str, model: type[Image | Document], collection: Collection
) -> int:
    """Return the id of the picture or file, stored once."""
    fields = {"title": title, "collection": collection}
    # Found by title and collection: the storage renames a file whose name is taken.
    kept = model.objects.filter(**fields).first()
    if kept is None:
        with path.open("rb") as stream:
            file = ImageFile(stream, path.name) if model is Image else File(stream, path.name)
            kept = model.objects.create(file=file, **fields)
    return kept.pk
