"""Translators see what is missing or stale, and translate no foreign page."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from cms.translation.matrix_view import count_stale, visible_matrix_rows
from people.models import Person
from tests.cms.factories import put_lesson
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = pytest.mark.django_db


def source_of(page):
    return TranslationSource.objects.get(object_id=page.translation_key)


def test_the_matrix_shows_what_is_missing_and_what_is_current(client, trainer, own, foreign):
    page = client.get(reverse("translations:index")).content.decode()
    assert own["lesson"].title in page
    assert "Health data" not in page
    assert reverse("wagtail_localize:submit_page_translation", args=[own["lesson"].pk]) in page


def test_a_stale_translation_is_counted_and_leads_to_its_update(client, trainer, own):
    assert count_stale(trainer) == 0
    own["course"].title = "Personal data, anew"
    own["course"].save_revision().publish()
    assert count_stale(trainer) == 1
    page = client.get(reverse("translations:index"), {"status": "stale"}).content.decode()
    url = reverse("wagtail_localize:update_translations", args=[source_of(own["course"]).pk])
    assert url in page
    assert own["lesson"].title not in page
    assert client.get(url).status_code == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_number_of_queries_does_not_grow_with_pages(
    trainer, own, shelf, django_assert_max_num_queries
):
    for number in range(5):
        put_lesson(own["module"], slug=f"more-{number}", title=f"More {number}")
    visible_matrix_rows(trainer)
    with django_assert_max_num_queries(25):
        visible_matrix_rows(Person.objects.get(pk=trainer.pk))


def test_own_pages_are_submitted_for_translation_foreign_ones_not(client, trainer, own, foreign):
    def answer(page):
        url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        return client.get(url)

    assert answer(own["lesson"]).status_code == 200
    assert answer(foreign["course"])["Location"] == "/cms/"


def test_foreign_translations_are_not_published(client, trainer, foreign):
    course = foreign["course"]
    course.title = "Health data, anew"
    course.save_revision().publish()
    url = reverse("wagtail_localize:update_translations", args=[source_of(course).pk])
    answer = client.post(url, {"publish_translations": "on"})
    assert answer["Location"] == "/cms/"
    burmese = Page.objects.get(
        translation_key=course.translation_key, locale=Locale.objects.get(language_code="my")
    )
    assert "anew" not in burmese.title


def test_a_translator_sees_the_pages_of_the_agency_in_the_matrix(client, own, foreign, shelf):
    signed_in(client, "translator", agency=shelf.agency)
    page = client.get(reverse("translations:index")).content.decode()
    assert own["lesson"].title in page
    assert foreign["course"].title not in page


def test_only_who_may_open_a_source_finds_a_link_at_its_title(client, trainer, own, shelf):
    link = f'href="{reverse("wagtailadmin_pages:edit", args=[own["lesson"].pk])}"'
    assert link in client.get(reverse("translations:index")).content.decode()
    signed_in(client, "translator", agency=shelf.agency)
    page = client.get(reverse("translations:index")).content.decode()
    assert own["lesson"].title in page
    assert link not in page
