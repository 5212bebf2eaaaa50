"""What wagtail-localize does with pages is done by those of the agency only."""

import pytest
from django.core.files.base import ContentFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.access.shelves import ensure_collection
from people.models import Agency
from tests.cms.factories import in_burmese
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
REFUSED = "/cms/"


@pytest.fixture
def translator(client, shelf, own):
    return signed_in(client, "translator", agency=shelf.agency)


def burmese(page):
    return Page.objects.get(translation_key=page.translation_key, locale=locale("my")).specific


def locale(code):
    return Locale.objects.get(language_code=code)


def url_of(name, number):
    return reverse(f"wagtail_localize:{name}", args=[number])


def change_source(page):
    page.title = f"{page.title}, anew"
    page.save_revision().publish()
    return url_of(
        "update_translations", TranslationSource.objects.get(object_id=page.translation_key).pk
    )


def test_a_translator_submits_pages_of_the_agency_and_no_others(client, translator, own, foreign):
    submit = "submit_page_translation"
    assert client.get(url_of(submit, own["lesson"].pk)).status_code == 200
    assert client.get(url_of(submit, foreign["course"].pk))["Location"] == REFUSED


def test_a_translator_brings_pages_of_the_agency_up_to_date(client, translator, own, foreign):
    assert client.post(change_source(own["course"])).status_code == 302
    assert client.post(change_source(foreign["course"]))["Location"] == REFUSED


@pytest.mark.parametrize(("rule", "published"), [("authors", True), ("trainers", False)])
def test_an_update_is_published_by_those_who_may_publish(
    client, translator, own, shelf, rule, published, django_capture_on_commit_callbacks
):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=rule)
    before = burmese(own["course"]).live_revision_id
    with django_capture_on_commit_callbacks(execute=True):
        client.post(change_source(own["course"]), {"publish_translations": "on"})
    assert (burmese(own["course"]).live_revision_id != before) is published


def test_an_update_publishes_nothing_empty_and_says_so(client, translator, own):
    in_burmese(own["module"])
    page = in_burmese(own["lesson"])
    before = page.live_revision_id
    sentences = StringTranslation.objects.filter(context__path__startswith="body.")
    sentences.filter(context__object_id=page.translation_key).update(data=" ")
    answer = client.post(change_source(own["lesson"]), {"publish_translations": "on"}, follow=True)
    assert burmese(own["lesson"]).live_revision_id == before
    assert "သင်ခန်းစာတွင် ဘာမျှ မရှိသေးပါ" in answer.content.decode()


@pytest.mark.parametrize(("whose", "taken"), [("MOE", True), ("MOH", False)])
def test_a_translation_takes_media_of_the_agency_only(client, translator, own, whose, taken):
    lesson, files = own["lesson"], {}
    for name in ("MOE", "MOH"):
        file = ContentFile(b"x", name="a.txt")
        files[name] = Document.objects.create(
            title=name, file=file, collection=ensure_collection(name)
        )
    in_burmese(own["module"])
    in_burmese(lesson)
    lesson.body = [("download", {"title": "Form", "document": files["MOE"]})]
    lesson.save_revision().publish()
    TranslationSource.update_or_create_from_instance(lesson)
    segment = OverridableSegment.objects.get(context__path__endswith=".document")
    translation = Translation.objects.get(source=segment.source)
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    body = encode_multipart(BOUNDARY, {"value": files[whose].pk})
    answer = client.put(address, body, content_type=MULTIPART_CONTENT)
    assert (answer.status_code == 201) is taken
    assert SegmentOverride.objects.exists() is taken


def test_only_those_who_write_free_a_page_from_its_source(client, own, shelf):
    stop = Translation.objects.get(source__object_id=own["course"].translation_key)
    signed_in(client, "translator", agency=shelf.agency)
    assert client.post(url_of("stop_translation", stop.pk))["Location"] == REFUSED
    assert Translation.objects.get(pk=stop.pk).enabled
    signed_in(client, "trainer", agency=shelf.agency)
    client.post(url_of("stop_translation", stop.pk))
    assert not Translation.objects.get(pk=stop.pk).enabled


def test_a_page_that_was_freed_is_closed_to_translators(client, translator, own):
    page = burmese(own["course"])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(address).status_code == 200
    Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)
    assert client.get(address)["Location"] == REFUSED


def test_nobody_turns_a_translation_into_an_alias(client, admin, own):
    assert client.get(url_of("convert_to_alias", burmese(own["course"]).pk)).status_code == 404
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[burmese(own["course"]).pk]))
    assert 'a[href*="/convert_to_alias/"] { display: none; }' in editor.content.decode()


HEAD = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=%s\\n"\n%s\n'
OTHER = b'"X-WagtailLocalize-TranslationID: 1\\n"\n'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)),
        HEAD % (b"utf-8", b""),
        HEAD % (b"klingon", b""),
        HEAD % (b"utf-8", OTHER),
        HEAD % (b"utf-8", OTHER) + b'msgid "a"\nmsgstr "\0"\n',
    ],
)
def test_a_file_that_is_no_translation_is_told_and_changes_nothing(
    client, translator, own, content
):
    found = Translation.objects.get(
        source__object_id=own["course"].translation_key, target_locale=locale("my")
    )
    before = list(StringTranslation.objects.values_list("pk", "data"))
    file = ContentFile(content, "a.po")
    answer = client.post(url_of("upload_pofile", found.pk), {"file": file}, follow=True)
    [told] = answer.context["messages"]
    assert told.level_tag == "error"
    assert list(StringTranslation.objects.values_list("pk", "data")) == before
