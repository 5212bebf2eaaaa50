"""A translation is published with its sentences of now, and says what keeps it back."""

import pytest
from django.utils import translation as language
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.publication import (
    find_translation,
    list_translation_problems,
    save_translation,
)
from tests.cms import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


@pytest.fixture
def burmese(course):
    return f.in_burmese(course, publish=False)


def write_title(page, words):
    titles = StringTranslation.objects.filter(context__object_id=page.translation_key)
    titles.filter(context__path="title").update(data=words)


def test_what_is_written_by_hand_is_no_translation(course, burmese):
    assert find_translation(course) is None
    assert find_translation(burmese).target_locale == burmese.locale
    Translation.objects.filter(source__object_id=course.translation_key).update(enabled=False)
    assert find_translation(burmese) is None


@pytest.mark.parametrize("publish", [True, False])
def test_a_translation_is_saved_with_its_sentences_of_now(burmese, publish):
    write_title(burmese, "အသစ်")
    page = save_translation(find_translation(burmese), publish=publish)
    assert (page.title, page.live) == ("အသစ်", publish)


def test_the_problems_are_those_of_the_sentences_of_now_and_nothing_is_saved(burmese):
    write_title(burmese, "က" * 300)
    with language.override("en"):
        told = [one.words for one in list_translation_problems(find_translation(burmese))]
    [about_title] = [words for words in told if words.startswith("Title: ")]
    assert "255" in about_title
    assert any("no published lesson" in words for words in told)
    burmese.refresh_from_db()
    assert burmese.title == f.BURMESE["Personal data"]


def test_a_page_without_any_sentence_says_so(burmese):
    StringTranslation.objects.filter(context__object_id=burmese.translation_key).delete()
    with language.override("en"):
        told = [one.words for one in list_translation_problems(find_translation(burmese))]
    assert told[0] == "Nothing is translated yet."
