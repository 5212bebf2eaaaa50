"""The editor of translations publishes nothing that the gate keeps back, and tells why."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.models import LessonPage
from courses.models import Lesson
from people.models import Agency
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ZAWGYI = "ေနေကာင္းလား၊ ကၽြန္ေတာ္တို႔ ျမန္မာႏိုင္ငံသားမ်ား ျဖစ္ၾကသည္။"


@pytest.fixture(autouse=True)
def translator(client, shelf, own):
    return signed_in(client, "translator", agency=shelf.agency, language="en")


@pytest.fixture
def page(own):
    """The Burmese lesson, translated and not published."""
    f.in_burmese(own["module"])
    return f.in_burmese(own["lesson"], publish=False)


def write(page, words, **where):
    sentences = StringTranslation.objects.filter(context__object_id=page.translation_key, **where)
    assert sentences.update(data=words)


def publish(client, page):
    """Press the button; return what is said on the page one lands on, and its address."""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(edit, {"action": "publish"}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode(), answer.redirect_chain[-1][0]


def is_live(page):
    return LessonPage.objects.get(pk=page.pk).live


def test_a_ready_translation_is_published_and_one_lands_in_the_outline(client, own, page):
    write(page, "နောက်ဆုံး", context__path="title")
    told, address = publish(client, page)
    assert "“နောက်ဆုံး” is published." in told
    assert "not translated" not in told
    course = own["course"].get_translations().get()
    assert address == reverse("course_outline", args=[course.pk])
    assert Lesson.objects.get(key=page.translation_key).titles["my"] == "နောက်ဆုံး"


@pytest.mark.parametrize(
    ("words", "reason"), [(ZAWGYI, "In Zawgyi:"), (" ", "The lesson is empty")]
)
def test_a_translation_that_learners_could_not_read_is_refused(client, page, words, reason):
    write(page, words, context__path__startswith="body")
    told, address = publish(client, page)
    assert "Not published. Mend this first:" in told
    assert reason in told
    assert address == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not is_live(page)


def test_a_page_of_which_nothing_is_translated_is_refused(client, page):
    StringTranslation.objects.filter(context__object_id=page.translation_key).delete()
    told, _address = publish(client, page)
    assert "Nothing is translated yet." in told
    assert not is_live(page)


def test_words_that_the_fields_refuse_are_told(client, page):
    write(page, "က" * 300, context__path="title")
    told, _address = publish(client, page)
    assert "255" in told
    assert not is_live(page)


def test_texts_that_are_not_translated_are_counted(client, page):
    StringTranslation.objects.filter(
        context__object_id=page.translation_key, context__path="title"
    ).delete()
    told, _address = publish(client, page)
    assert "1 text is not translated" in told
    assert is_live(page)


def test_who_may_not_publish_publishes_nothing_here(client, shelf, page):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing="trainers")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.post(edit, {"action": "publish"})["Location"] == "/cms/"
    assert not is_live(page)
