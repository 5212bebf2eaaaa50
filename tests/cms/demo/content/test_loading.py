"""A loaded course has every lesson, item and translation, and is loaded once."""

import pytest

from cms.models import BankPage, CoursePage, LessonPage
from cms.translation.staleness import TranslationStatus, build_matrix
from courses.models import Course, ItemVersion, LessonVersion, Quiz
from tests.cms.demo.conftest import load_first_module

pytestmark = pytest.mark.any_database

WIRE_LIMIT = 60_000


def test_a_loaded_course_has_every_lesson_in_both_languages(loaded):
    course = Course.objects.get(key=loaded.translation_key)
    versions = LessonVersion.objects.filter(lesson__module__course=course)
    for language in ("en", "my"):
        assert versions.filter(language=language).values("lesson").distinct().count() == 2
    assert sorted(course.languages) == ["en", "my"]
    assert course.titles["my"].startswith("အွန်လိုင်း")


def test_every_sentence_of_a_loaded_course_is_translated_and_current(loaded):
    banks = BankPage.objects.filter(locale=loaded.locale)
    cells = [row.cells["my"] for page in (loaded, *banks) for row in build_matrix(page)]
    assert {cell.status for cell in cells} == {TranslationStatus.CURRENT}
    assert all(cell.texts and not cell.is_partial for cell in cells)


def test_a_lesson_that_changes_makes_its_translation_stale(loaded):
    page = LessonPage.objects.descendant_of(loaded).first()
    page.title = "Something else"
    page.save_revision().publish()
    assert build_matrix(page)[0].cells["my"].status == TranslationStatus.STALE


def test_items_are_asked_in_both_languages_with_the_same_options(loaded):
    for quiz in Quiz.objects.all():
        for item in quiz.items.all():
            newest = item.versions.first()
            assert newest.content.keys() == {"en", "my"}
            assert newest.content["en"]["options"].keys() == newest.content["my"]["options"].keys()
            assert (newest.kind == ItemVersion.Kind.MULTIPLE) == (len(newest.answer_key) > 1)


def test_lessons_are_light_on_the_wire(loaded):
    for version in LessonVersion.objects.all():
        assert version.wire_bytes + sum(one["bytes"] for one in version.media) <= WIRE_LIMIT


@pytest.mark.slow
def test_loading_again_changes_nothing(loaded):
    before = LessonVersion.objects.count(), CoursePage.objects.count()
    load_first_module(loaded.agency)
    assert (LessonVersion.objects.count(), CoursePage.objects.count()) == before
