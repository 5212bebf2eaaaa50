"""Pages are visited at the addresses of the catalogue, and previewed in the tree."""

from wagtail_localize.fields import get_translatable_fields

from cms.models import (
    CoursePage,
    LessonPage,
)
from tests.cms import factories as f


def preview(page):
    return page.make_preview_request().content.decode()


def test_pages_have_the_addresses_that_courses_answers(course, lesson, shelf):
    quiz = f.put_quiz(course, f.put_bank(shelf))
    assert course.url == "/en/courses/data/"
    assert lesson.url == "/en/courses/data/one/first/"
    assert quiz.url == f"/en/quizzes/{quiz.translation_key}/"
    assert f.in_burmese(course).url == "/my/courses/data/"


def test_a_page_keeps_its_slug_in_every_language(course):
    page = f.in_burmese(course)
    assert page.slug == "data"
    course.refresh_from_db()
    course.slug = "data-at-work"
    course.save_revision().publish()
    assert str(get_translatable_fields(CoursePage)).count("SynchronizedField slug") == 1


def test_a_visit_to_a_place_in_the_tree_is_sent_to_its_address(course, shelf, client):
    response = client.get(f"/en/courses/{shelf.slug}/{course.slug}/")
    assert response.status_code in (302, 404)


def test_a_preview_works_before_the_first_save(course, tree):
    module = f.put_module(course)
    draft = LessonPage(title="New", slug="new", minutes=5, locale=module.locale)
    draft.set_url_path(module)
    assert "New" in preview(draft)
