"""Takes what is unpublished or deleted out of `courses`; records that point to it stay."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from cms.models import (
    BankItem,
    BankPage,
    CoursePage,
    LessonPage,
    ModulePage,
    ProgrammePage,
    QuizPage,
)
from cms.publishing.push import push_drawing_quizzes, push_page
from cms.publishing.sources import as_published, live_pages
from courses import catalogue
from courses.models import Course, Lesson, Module, Programme, PublishedModel, Quiz

_ROW_MODELS: dict[type[Page], type[PublishedModel]] = {
    CoursePage: Course,
    ModulePage: Module,
    LessonPage: Lesson,
    QuizPage: Quiz,
    ProgrammePage: Programme,
}


@transaction.atomic
def withdraw_page(page: Page) -> None:
    """Take the page's language off its row; retire the row when no language is left."""
    others = live_pages(type(page), page.translation_key).exclude(pk=page.pk)
    if isinstance(page, BankPage):
        _withdraw_bank(page, others.first())
        return
    row = _ROW_MODELS[type(page)]._default_manager.filter(key=page.translation_key).first()
    if row is None:
        return
    if others.exists():
        catalogue.withdraw_language(row, page.language)
    else:
        catalogue.retire_row(row)


def _withdraw_bank(page: BankPage, other: BankPage | None) -> None:
    if other:
        push_page(as_published(other))
        return
    keys = BankItem.objects.filter(page=page).values_list("translation_key", flat=True)
    catalogue.items.retire_items(keys)
    # Their questions leave with it, and come back once it is published again.
    push_drawing_quizzes(page.translation_key)
