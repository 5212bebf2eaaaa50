"""Translations go where their source goes; a translation takes nobody along."""

import pytest
from wagtail_localize.models import Translation

from cms.translation.cascade import translations_of_source
from tests.cms import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


def test_the_translations_of_a_source_follow_it(course):
    burmese = f.in_burmese(course)
    assert [page.pk for page in translations_of_source(course)] == [burmese.pk]


def test_nothing_follows_a_translation(course):
    assert not translations_of_source(f.in_burmese(course)).exists()


def test_a_page_that_was_freed_from_its_source_stays_where_it_is(course):
    f.in_burmese(course)
    Translation.objects.filter(source__object_id=course.translation_key).update(enabled=False)
    assert not translations_of_source(course).exists()
