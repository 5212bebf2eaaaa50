"""Puts a demo course on a shelf: pages in English, published, and their Burmese translations.

The translations are ordinary ones of the editor: every sentence is translated, none is stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from cms.bootstrap import SOURCE, TARGET, collection_of, locale_of
from cms.demo.content.reading import read_course
from cms.demo.content.writing import html, key_of, write_body, write_options
from cms.models import (
    BankItem,
    BankPage,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizBank,
    QuizPage,
    ShelfPage,
    SkillAim,
)
from cms.translation.syncing import translate_as
from courses.models import ItemVersion
from plan.models import Skill

AnyPage = TypeVar("AnyPage", bound=Page)
RULES = ("draw_count", "pass_mark", "attempt_limit", "shows_answers")


@transaction.atomic
def load_course(folder: Path, shelf: ShelfPage) -> CoursePage:
    """The course of the folder on the shelf; what is there already stays as it is."""
    return Loader(read_course(folder), shelf).load()


@dataclass
class Loader:
    course: dict[str, Any]
    shelf: ShelfPage
    media: dict[str, int] = field(default_factory=dict)

    def load(self) -> CoursePage:
        page = self.put_course()
        for module in self.course["modules"]:
            self.put_module(page, module)
        if self.course["final"]:
            self.put_quiz(page, self.course["final"])
        return page

    def put_course(self) -> CoursePage:
        course = self.course

        def make(language: str) -> CoursePage:
            page = CoursePage(
                **words(course, language),
                summary=course["summary"][language],
                audience=course["audience"],
                validity_months=course["validity_months"],
            )
            page.skills = [
                SkillAim(skill=Skill.objects.get(code=code), level=level)
                for code, level in course["skills"].items()
            ]
            return page

        return put(self.shelf, make, course["slug"])

    def put_module(self, course: CoursePage, module: dict[str, Any]) -> None:
        page = put(
            course, lambda language: ModulePage(**words(module, language)), self.path(module)
        )
        for lesson in module["lessons"]:
            self.put_lesson(page, lesson)
        self.put_quiz(page, module["quiz"])

    def put_lesson(self, module: ModulePage, lesson: dict[str, Any]) -> None:
        path = self.path(lesson)
        self.keep_files(lesson)

        def make(language: str) -> LessonPage:
            body = write_body(lesson["body"], language, path=path, media=self.media)
            return LessonPage(**words(lesson, language), minutes=lesson["minutes"], body=body)

        put(module, make, path)

    def put_quiz(self, parent: Page, quiz: dict[str, Any]) -> None:
        bank = self.put_bank(quiz)
        rules = {name: quiz[name] for name in RULES if name in quiz}

        def make(language: str) -> QuizPage:
            page = QuizPage(**words(quiz, language), **rules)
            page.banks = [QuizBank(bank=bank)]
            return page

        put(parent, make, self.path(quiz))

    def put_bank(self, quiz: dict[str, Any]) -> BankPage:
        path = f"{self.path(quiz)}/bank"

        def make(language: str) -> BankPage:
            title = f"{self.course['title'][language]} · {quiz['title'][language]}"
            page = BankPage(title=title, slug=f"{self.course['slug']}-{quiz['slug']}")
            page.items = [
                make_item(item, language, path=f"{path}/{number}", number=number)
                for number, item in enumerate(quiz["items"], start=1)
            ]
            return page

        return put(self.shelf, make, path)

    def path(self, part: dict[str, Any]) -> str:
        return f"{self.course['slug']}/{part['slug']}"

    def keep_files(self, lesson: dict[str, Any]) -> None:
        """Store the pictures and files that the lesson shows."""
        collection = collection_of(self.shelf.agency.code)
        for block in lesson["body"]:
            kind, value = next(iter(block.items()))
            if kind in ("image", "download"):
                self.media[value["file"]] = keep_file(
                    self.course["folder"] / value["file"], value, collection
                )


def words(part: dict[str, Any], language: str) -> dict[str, str]:
    return {"title": part["title"][language], "slug": part["slug"]}


def put(parent: Page, make: Callable[[str], AnyPage], path: str) -> AnyPage:
    """The live page below the parent with its Burmese translation, made if it is not there."""
    page, locale = make(SOURCE), locale_of(SOURCE)
    page.translation_key, page.locale = key_of(path), locale
    there = type(page).objects.filter(translation_key=page.translation_key, locale=locale).first()
    if there:
        return there
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    written = make(TARGET)
    written.locale = locale_of(TARGET)
    translate_as(page, written, written.locale)
    return page


def make_item(item: dict[str, Any], language: str, *, path: str, number: int) -> BankItem:
    right = sum(option.get("right", False) for option in item["options"])
    return BankItem(
        translation_key=key_of(path),
        locale=locale_of(language),
        sort_order=number,
        kind=ItemVersion.Kind.MULTIPLE if right > 1 else ItemVersion.Kind.SINGLE,
        stem=f"<p>{html(item['stem'], language)}</p>",
        options=write_options(item["options"], language, path=path),
        feedback=f"<p>{html(item['feedback'], language)}</p>",
    )


def keep_file(path: Path, value: dict[str, Any], collection: Collection) -> int:
    """The id of the picture or file, stored once."""
    model, title = (Image, "caption") if "alt" in value else (Document, "title")
    fields = {"title": value[title][SOURCE], "collection": collection}
    kept = model.objects.filter(**fields).first()
    if kept is None:
        with path.open("rb") as stream:
            file = ImageFile(stream, path.name) if model is Image else File(stream, path.name)
            kept = model.objects.create(file=file, **fields)
    return kept.pk
