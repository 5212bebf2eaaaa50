"""Writes a course with its first parts as drafts: a module, a lesson, questions, a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.authoring.course_plans import CoursePlan, ModulePlan
from cms.authoring.quick_questions import QuickQuestion, build_items
from cms.authoring.reading import estimate_minutes
from cms.models import (
    AgencyCatalogPage,
    BankPage,
    CoursePage,
    CoursePageSkill,
    LessonPage,
    ModulePage,
    QuizBank,
    QuizPage,
)
from cms.models.base import find_free_slug
from courses.models import AnswersShown
from people.models import Person
from plan.models import Skill

_LONGEST_TITLE = 255


@dataclass(frozen=True)
class CourseSketch:
    """What the form of a new course says: texts are plain, with empty lines between paragraphs.

    ``key`` is the course's own, so that a form that is sent twice writes one course.
    """

    key: UUID
    plan: CoursePlan
    title: str
    summary: str
    lesson_title: str = ""
    lesson_text: str = ""
    questions: Sequence[QuickQuestion] = field(default_factory=tuple)
    skill: Skill | None = None
    level: int | None = None
    validity_months: int | None = None


@transaction.atomic
def write_course(shelf: AgencyCatalogPage, sketch: CourseSketch, *, by: Person) -> CoursePage:
    """Write the course on the shelf, or return the one that the same form wrote before."""
    # Locked: of a form that is sent twice at once the second finds the course of the first.
    shelf = AgencyCatalogPage.objects.select_for_update(of=("self",)).get(pk=shelf.pk)
    if written := CoursePage.objects.filter(translation_key=sketch.key).first():
        return written
    with override(shelf.language):
        return _SketchWriter(shelf, sketch, by).write()


class _SketchWriter:
    """Adds the pages of one course, each with a first version."""

    def __init__(self, shelf: AgencyCatalogPage, sketch: CourseSketch, by: Person) -> None:
        self.shelf, self.sketch, self.by = shelf, sketch, by
        # The first lesson and the last test take what the form says; the rest stand empty.
        self._has_lesson = False
        self._bank: BankPage | None = None

    def write(self) -> CoursePage:
        sketch = self.sketch
        course = CoursePage(
            translation_key=sketch.key,
            title=sketch.title,
            summary=sketch.summary,
            slug=find_free_slug(sketch.title, sketch.key),
            validity_months=sketch.validity_months,
            **sketch.plan.fields,
        )
        if sketch.skill and sketch.level:
            course.skills = [CoursePageSkill(skill=sketch.skill, level=sketch.level)]
        self._add(self.shelf, course)
        if sketch.questions:
            self._bank = self._write_bank()
        for plan in sketch.plan.modules:
            self._write_module(course, plan)
        if sketch.plan.final_test:
            self._write_quiz(course, str(sketch.plan.final_test), AnswersShown.NEVER)
        return course

    def _write_module(self, course: CoursePage, plan: ModulePlan) -> None:
        module = ModulePage(title=str(plan.title))
        self._add(course, module)
        for title in plan.lessons:
            self._write_lesson(module, str(title))
        if plan.quiz:
            self._write_quiz(module, str(plan.quiz), AnswersShown.ALWAYS)

    def _write_lesson(self, module: ModulePage, title: str) -> None:
        lesson, sketch = LessonPage(title=title), self.sketch
        if not self._has_lesson:
            self._has_lesson = True
            lesson.title = sketch.lesson_title or title
            lesson.body = write_paragraphs(sketch.lesson_text)
            lesson.minutes = estimate_minutes(sketch.lesson_text)
        self._add(module, lesson)

    def _write_quiz(self, parent: Page, title: str, shown: AnswersShown) -> None:
        quiz = QuizPage(title=title, answers_shown=shown)
        takes_bank = isinstance(parent, CoursePage) or not self.sketch.plan.final_test
        if self._bank and takes_bank:
            quiz.banks = [QuizBank(bank=self._bank)]
        self._add(parent, quiz)

    def _write_bank(self) -> BankPage:
        title = _("Questions: %(title)s") % {"title": self.sketch.title}
        bank = BankPage(title=title[:_LONGEST_TITLE], locale=self.shelf.locale)
        bank.items = build_items(self.sketch.questions, bank)
        self._add(self.shelf, bank)
        return bank

    def _add(self, parent: Page, page: Page) -> None:
        page.locale, page.live, page.owner = self.shelf.locale, False, self.by
        parent.add_child(instance=page)
        page.save_revision(user=self.by)


def write_paragraphs(text: str) -> list[tuple[str, RichText]]:
    """Return plain text as the body of a lesson: one block, a paragraph after each empty line."""
    parts = [" ".join(part.split()) for part in text.replace("\r", "").split("\n\n")]
    html = format_html_join("", "<p>{}</p>", ((part,) for part in parts if part))
    return [("text", RichText(html))] if html else []
