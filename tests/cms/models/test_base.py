"""Pages are visited at the addresses of the catalogue, and previewed in the tree."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.fields import get_translatable_fields

from cms.models import (
    CoursePage,
    LessonPage,
)
from tests.cms import factories as f

pytestmark = pytest.mark.any_database


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


@pytest.mark.parametrize("title", ["ကုန်းမြေ", "Excel အခြေခံ", "ကိန်းမော (၂)", "???"])
def test_a_title_in_burmese_does_not_lose_its_vowels_in_an_address(shelf, title):
    pages = [f.put_course(shelf, slug="", title=one) for one in (title, "ကိန်းမော")]
    assert [page.slug for page in pages] == [f"course-{p.translation_key.hex[:8]}" for p in pages]


def test_drafts_have_addresses_too(shelf):
    pages = [f.put_course(shelf, slug="", title=one, publish=False) for one in ("ကုန်း", "ကိန်း")]
    assert pages[0].slug != pages[1].slug.removesuffix("-2")


def test_an_address_of_hyphens_is_none(course):
    module = f.put_module(course, slug="---", title="ကုန်းမြေ")
    assert module.slug == f"module-{module.translation_key.hex[:8]}"


def test_a_title_in_latin_letters_is_the_address(shelf):
    assert f.put_course(shelf, slug="", title="Café: at work").slug == "cafe-at-work"
    assert f.put_course(shelf, slug="", title="Café: at work").slug == "cafe-at-work-2"


def test_an_address_is_no_longer_than_the_record_takes(shelf, english):
    assert len(f.put_course(shelf, slug="", title="word " * 50).slug) <= 100
    f.put_course(shelf, slug="x" * 100)
    with pytest.raises(ValidationError, match="An address has 100 letters at most"):
        f.put_course(shelf, slug="x" * 101)


def test_a_preview_works_before_the_first_save(course, tree):
    module = f.put_module(course)
    draft = LessonPage(title="New", slug="new", minutes=5, locale=module.locale)
    draft.set_url_path(module)
    assert "New" in preview(draft)


def test_a_preview_offers_both_languages_and_says_what_is_not_translated(shelf):
    page = f.put_lesson(f.put_module(f.put_course(shelf)))
    assert [code for code, _name in page.preview_modes] == ["", "my"]
    assert page.preview_sizes[0]["device_width"] == 360
    own = page.make_preview_request(preview_mode="").content.decode()
    other = page.make_preview_request(preview_mode="my").content.decode()
    notice = "ဘာသာမပြန်ရသေးပါ"
    assert notice not in own
    assert notice in other
