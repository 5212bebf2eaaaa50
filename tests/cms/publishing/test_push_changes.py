"""What is pushed along with a page, and what that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import ModulePage
from cms.publishing import push
from cms.rendering import render_body
from courses.models import Course, Lesson, LessonVersion
from courses.search.queries import search_courses
from tests.cms import factories as f

pytestmark = [pytest.mark.any_database, pytest.mark.slow]


def publish(page):
    page = page.specific_class.objects.get(pk=page.pk)
    page.save_revision().publish()


def count_queries_of(page):
    with CaptureQueriesContext(connection) as captured:
        publish(page)
    return len(captured)


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The languages in which texts of lessons are rendered, in order."""
    languages = []

    def render(body, *, language, **how):
        languages.append(language)
        return render_body(body, language=language, **how)

    monkeypatch.setattr(push, "render_body", render)
    return languages


@pytest.mark.parametrize("kind", ["course", "module", "lesson"])
def test_publishing_one_page_costs_the_same_in_a_longer_course(course, kind):
    module = f.put_module(course)
    lessons = [f.put_lesson(module, slug=f"lesson-{number}") for number in range(4)]
    page = {"course": course, "module": module, "lesson": lessons[0]}[kind]
    publish(page)
    few = count_queries_of(page)
    for number in range(4, 12):
        f.put_lesson(module, slug=f"lesson-{number}")
    assert count_queries_of(page) == few


def test_publishing_a_course_or_a_module_renders_no_lesson(course, lesson, rendered):
    publish(course)
    publish(lesson.get_parent().specific)
    assert rendered == []
    publish(lesson)
    assert rendered == ["en"]


def test_a_whole_tree_is_indexed_once(shelf, monkeypatch):
    course = f.put_course(shelf, publish=False)
    module = f.put_module(course)
    for number in range(3):
        f.put_lesson(module, slug=f"lesson-{number}", title=f"Lesson {number}")
    indexed = []
    monkeypatch.setattr(push, "refresh_search_text", indexed.append)
    course.get_latest_revision().publish()
    assert Lesson.objects.count() == 3
    assert [row.key for row in indexed] == [course.translation_key]


def test_what_changes_while_a_course_is_away_comes_back_with_it(course, lesson):
    course.unpublish()
    lesson.refresh_from_db()
    lesson.title = "Changed meanwhile"
    lesson.save_revision().publish()
    assert LessonVersion.objects.count() == 1
    publish(course)
    assert Lesson.objects.get().titles == {"en": "Changed meanwhile"}


def test_a_translation_brings_along_what_was_translated_before_it(shelf):
    course = f.put_course(shelf, publish=False)
    module = f.put_module(course)
    lesson = f.put_lesson(module)
    burmese = f.in_burmese(course, publish=False)
    for page in (module, lesson):
        f.in_burmese(page)
    course.get_latest_revision().publish()
    assert set(Lesson.objects.get().titles) == {"en"}
    burmese.get_latest_revision().publish()
    assert set(Lesson.objects.get().titles) == {"en", "my"}


def test_a_course_comes_back_in_the_language_that_is_published(course, lesson):
    pages = [f.in_burmese(page) for page in (course, lesson.get_parent().specific, lesson)]
    course.unpublish()
    pages[0].unpublish()
    burmese = type(lesson).objects.get(pk=pages[2].pk)
    burmese.title = "ပြောင်းပြီး"
    burmese.save_revision().publish()
    publish(course)
    assert Course.objects.get().languages == ["en"]
    publish(pages[0])
    assert Course.objects.get().languages == ["my", "en"]
    assert Lesson.objects.get().titles["my"] == "ပြောင်းပြီး"


def test_a_course_is_found_by_the_new_title_of_a_lesson_at_once(course):
    lesson = f.put_lesson(f.put_module(course), title="Passwords")
    lesson.title = "Passphrases"
    lesson.save_revision().publish()
    assert search_courses(Course.objects.all(), "passphrases").exists()
    assert not search_courses(Course.objects.all(), "passwords").exists()


def test_a_copied_course_is_pushed_with_its_lessons(course, lesson, shelf):
    course.refresh_from_db()
    copy = course.copy(to=shelf, recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    row = Course.objects.get(key=copy.translation_key)
    assert Lesson.objects.filter(module__course=row, is_live=True).count() == 1


def positions():
    return dict(Lesson.objects.filter(is_live=True).values_list("slug", "position"))


def test_siblings_move_up_when_a_lesson_is_deleted(course, django_capture_on_commit_callbacks):
    module = f.put_module(course)
    first, *_ = [f.put_lesson(module, slug=slug, title=slug) for slug in "abd"]
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    f.put_lesson(ModulePage.objects.get(pk=module.pk), slug="e", title="e")
    assert positions() == {"b": 1, "d": 2, "e": 3}


def test_a_course_is_deleted_with_all_that_is_below_it(
    course, lesson, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        course.delete()
    assert not Course.objects.filter(is_live=True).exists()
    assert not Lesson.objects.filter(is_live=True).exists()


def test_links_follow_a_lesson_to_its_new_address(
    course, lesson, django_capture_on_commit_callbacks
):
    second = f.put_lesson(
        lesson.get_parent(), slug="second", text=f'<a linktype="page" id="{lesson.pk}">Back</a>'
    )
    lesson.refresh_from_db()
    lesson.slug = "anew"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert "/one/anew/" in Lesson.objects.get(key=second.translation_key).versions.first().html


def test_an_alias_brings_no_old_words_back(course, lesson):
    module = lesson.get_parent().specific
    f.in_burmese(module)  # the Burmese course is an alias of the English one
    course.refresh_from_db()
    course.title = "Personal data today"
    course.save_revision().publish()
    push.push_all_pages()
    assert Course.objects.get().titles["en"] == "Personal data today"


def test_a_translation_that_is_behind_brings_no_old_address_back(course):
    burmese = f.in_burmese(course)
    course.refresh_from_db()
    course.slug = "data-at-work"
    course.save_revision().publish()
    type(burmese).objects.get(pk=burmese.pk).save_revision().publish()
    assert Course.objects.get().slug == "data-at-work"
