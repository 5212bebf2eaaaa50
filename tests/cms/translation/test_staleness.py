import pytest
from wagtail.rich_text import RichText
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from cms.translation.staleness import (
    TranslationStatus,
    build_matrix,
    summarise_matrix,
    translation_source,
    translation_status,
)
from courses.models import LessonVersion
from tests.cms import factories as f

pytestmark = [pytest.mark.any_database, pytest.mark.slow]


@pytest.fixture
def my(tree):
    return f.locale("my")


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


@pytest.fixture
def lesson(course):
    return f.put_lesson(f.put_module(course))


def sync(page, *, publish=True):
    """Take the live page anew into its translations, as wagtail-localize's screen does."""
    source = TranslationSource.objects.get_for_instance(page)
    source.update_from_db()
    for translation in source.translations.filter(enabled=True):
        translation.save_target(publish=False)
        if publish:
            translation.get_target_instance().latest_revision.publish()


def edit(page, text):
    page = type(page).objects.get(pk=page.pk)
    page.body = [(block.block_type, RichText(f"<p>{text}</p>")) for block in page.body]
    page.save_revision().publish()
    return page


def test_a_page_nobody_translated_is_missing(lesson, my):
    assert translation_status(lesson, my) == TranslationStatus.MISSING


def test_a_translation_not_yet_published_is_a_draft(course, my):
    f.in_burmese(course, publish=False)
    assert translation_status(course, my) == TranslationStatus.DRAFT


def test_a_published_translation_is_current_from_both_sides(course, my):
    page = f.in_burmese(course)
    assert (
        translation_status(course, my) == translation_status(page, my) == TranslationStatus.CURRENT
    )
    assert translation_source(page).pk == course.pk


def translated(lesson):
    course = lesson.get_parent().get_parent().specific
    return [f.in_burmese(page) for page in (course, lesson.get_parent().specific, lesson)][-1]


def test_an_edited_lesson_makes_its_translation_stale_until_synced(lesson, my):
    translated(lesson)
    lesson = edit(lesson, "A fact about a living person.")
    assert translation_status(lesson, my) == TranslationStatus.STALE
    sync(lesson)
    assert translation_status(lesson, my) == TranslationStatus.CURRENT
    cell = build_matrix(lesson)[0].cells["my"]
    assert (cell.translated, cell.texts, cell.is_partial) == (1, 2, True)
    newest = LessonVersion.objects.filter(language="my").first()
    assert newest.html == "<p>A fact about a living person.</p>"


def test_an_edited_draft_makes_nothing_stale(lesson, my):
    translated(lesson)
    lesson.refresh_from_db()
    lesson.title = "Not yet"
    lesson.save_revision()
    assert translation_status(lesson, my) == TranslationStatus.CURRENT


def test_publishing_the_same_again_makes_nothing_stale(lesson, my):
    translated(lesson)
    type(lesson).objects.get(pk=lesson.pk).save_revision().publish()
    assert translation_status(lesson, my) == TranslationStatus.CURRENT


def test_a_sync_that_is_not_published_leaves_readers_behind(lesson, my):
    translated(lesson)
    lesson = edit(lesson, "A fact about a living person.")
    sync(lesson, publish=False)
    assert translation_status(lesson, my) == TranslationStatus.STALE
    assert LessonVersion.objects.filter(language="my").count() == 1


def test_the_editor_of_translations_publishes_into_the_catalogue(
    lesson, my, django_capture_on_commit_callbacks
):
    """What Wagtail's own screens do: submit, translate a sentence, publish on commit."""
    for page in (lesson.get_parent().get_parent(), lesson.get_parent()):
        f.in_burmese(page.specific)
    translate_object(lesson, [my])
    source = TranslationSource.objects.get_for_instance(lesson)
    for segment in source.stringsegment_set.select_related("string", "context"):
        segment.string.translations.create(
            locale=my, context=segment.context, data=f.BURMESE[segment.string.data]
        )
    with django_capture_on_commit_callbacks(execute=True):
        source.translations.get().save_target(publish=True)
    assert translation_status(lesson, my) == TranslationStatus.CURRENT
    assert {v.language: v.lesson_id for v in LessonVersion.objects.all()} == dict.fromkeys(
        ["en", "my"], LessonVersion.objects.first().lesson_id
    )


def test_the_matrix_lists_the_course_in_tree_order(course, lesson, my):
    f.in_burmese(course)
    rows = build_matrix(course)
    assert [(row.page.title, row.depth, row.cells["my"].status) for row in rows] == [
        ("Personal data", 0, TranslationStatus.CURRENT),
        ("Module one", 1, TranslationStatus.MISSING),
        ("What it is", 2, TranslationStatus.MISSING),
    ]
    assert summarise_matrix(rows)["my"][TranslationStatus.MISSING] == 2


def test_a_bigger_matrix_takes_no_more_queries(course, lesson, django_assert_max_num_queries):
    translated(lesson)
    with django_assert_max_num_queries(10):
        build_matrix(course)
    for number in range(4):
        f.put_lesson(lesson.get_parent(), slug=f"more-{number}")
    with django_assert_max_num_queries(10):
        assert len(build_matrix(course)) == 7


def test_items_of_a_bank_become_stale_too(shelf, my):
    bank = f.put_bank(shelf)
    f.in_burmese(bank)
    assert translation_status(bank, my) == TranslationStatus.CURRENT
    bank.refresh_from_db()
    first = bank.items.first()
    first.stem = "<p>Which of these is personal data?</p>"
    bank.items.add(first)
    bank.save_revision().publish()
    assert translation_status(bank, my) == TranslationStatus.STALE
