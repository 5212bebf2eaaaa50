"""What a translator wrote is kept when the source changes meanwhile, and offered again."""

import json

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.translation.sentences import complete_editor_facts
from people.text.formatting import official_date
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def translator(client, shelf, own):
    return signed_in(client, "translator", agency=shelf.agency, language="en")


@pytest.fixture
def page(own):
    """The Burmese lesson."""
    f.in_burmese(own["module"])
    return f.in_burmese(own["lesson"])


def read_editor(client, page):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return json.loads(answer.context["props"]), answer.content.decode()


def find_sentence(client, page, words):
    """The facts of a sentence as the editor has them: its address among them."""
    props, _html = read_editor(client, page)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    with override("en"):
        completed = complete_editor_facts(json.dumps(props), translation)
    facts = json.loads(completed)
    [found] = [one for one in facts["segments"] if one.get("source") == words]
    shown = {one["segment_id"]: one for one in facts["initialStringTranslations"]}
    return found, shown.get(found["id"])


def change_source(lesson, *texts):
    lesson.body = [
        {"type": "text", "value": f"<p>{text}</p>", "id": block.id}
        for text, block in zip(texts, lesson.body, strict=True)
    ]
    lesson.save_revision().publish()
    TranslationSource.update_or_create_from_instance(lesson)


def put(client, address, words):
    body = encode_multipart(BOUNDARY, {"value": words})
    return client.put(address, body, content_type=MULTIPART_CONTENT)


def test_the_editor_gets_addresses_that_name_words_and_place(client, page):
    _props, html = read_editor(client, page)
    assert "/edit/?string=" in html


def test_a_sentence_is_saved_while_nothing_changes(client, page):
    sentence, _shown = find_sentence(client, page, "A fact about a person.")
    answer = put(client, sentence["editUrl"], "အခြား")
    assert answer.json()["data"] == "အခြား"
    assert answer.json()["error"] is None


def test_the_day_of_a_translation_is_written_as_its_reader_writes_days(client, page):
    found, _shown = find_sentence(client, page, "A fact about a person.")
    with override("my"):
        comment = put(client, found["editUrl"], "ဖတ်ပါ။").json()["comment"]
    kept = StringTranslation.objects.last()
    with override("my"):
        assert official_date(kept.updated_at) in kept.get_comment()
    assert "on " + timezone.localtime(kept.updated_at).strftime("%-d %B %Y") in comment


def test_a_sentence_with_a_nul_is_refused_and_one_that_names_it_is_saved(client, page):
    address = find_sentence(client, page, "A fact about a person.")[0]["editUrl"]
    assert put(client, address, "a\0b").status_code == 400
    form = "application/x-www-form-urlencoded"
    assert client.put(address, "value=a%00b", content_type=form).status_code == 400
    assert put(client, address, "100%00").json()["data"] == "100%00"
    assert client.put(address, "value=abc", content_type=form).json()["data"] == "abc"


def test_a_sentence_whose_source_has_changed_is_kept_and_the_translator_told(client, own, page):
    sentence, _shown = find_sentence(client, page, "A fact about a person.")
    change_source(own["lesson"], "A fact about one person.")
    answer = put(client, sentence["editUrl"], "အသစ်")
    assert answer.status_code == 200
    assert "What you wrote is kept" in answer.json()["error"]
    assert StringTranslation.objects.filter(data="အသစ်").exists()
    _new, shown = find_sentence(client, page, "A fact about one person.")
    assert shown["data"] == "အသစ်"
    assert "before, it said “A fact about a person.”" in shown["error"]


def test_a_sentence_that_only_moved_is_saved_where_it_is_now(client, own, page):
    sentence, _shown = find_sentence(client, page, "A fact about a person.")
    own["lesson"].title = "Another beginning"
    change_source(own["lesson"], "First of all. </p><p>A fact about a person.")
    assert put(client, sentence["editUrl"], "ရွှေ့ပြီး").json()["error"] is None
    _now, shown = find_sentence(client, page, "A fact about a person.")
    assert shown["data"] == "ရွှေ့ပြီး"


def test_a_sentence_never_translated_is_offered_nothing_of_another_place(client, own, page):
    own["lesson"].body.append(("text", "<p>A fact about a person, too.</p>"))
    own["lesson"].save_revision().publish()
    TranslationSource.update_or_create_from_instance(own["lesson"])
    _new, shown = find_sentence(client, page, "A fact about a person, too.")
    assert shown is None


@pytest.mark.parametrize("named", ["", "?string=x&context=1", "?string=1"])
def test_a_sentence_that_nobody_names_is_not_found(client, page, named):
    translation = Translation.objects.get(source__object_id=page.translation_key)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, 987654])
    assert put(client, address + named, "မရှိ").status_code == 404


def test_translators_of_others_keep_nothing_here(client, own, page, foreign):
    sentence, _shown = find_sentence(client, page, "A fact about a person.")
    change_source(own["lesson"], "A fact about one person.")
    signed_in(client, "translator", agency=foreign["course"].agency)
    put(client, sentence["editUrl"], "မခွင့်ပြု")
    assert not StringTranslation.objects.filter(data="မခွင့်ပြု").exists()
