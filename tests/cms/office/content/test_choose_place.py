"""A new course is asked for its language first; what follows is written in it."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.bootstrap import ensure_agency_catalog
from cms.models import AgencyCatalogPage
from cms.translation.matrix_view import visible_matrix_rows
from courses.models import Course
from people.models import Person
from tests.cms import factories as f
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def trainer(client, shelf):
    return signed_in(client, "trainer", agency=shelf.agency, language="en")


def choose(client, shelf, language, name="course-pages"):
    form = {"language": language, "shelf": str(shelf.translation_key)}
    return client.post(reverse(f"{name}:choose_parent"), form)


def shelf_in(shelf, language):
    return AgencyCatalogPage.objects.get(
        translation_key=shelf.translation_key, locale__language_code=language
    )


def test_the_language_is_asked_even_where_there_is_one_shelf(client, shelf):
    answer = client.get(reverse("course-pages:choose_parent"))
    form = answer.context["form"]
    assert [code for code, _name in form.fields["language"].choices] == ["en", "my"]
    assert form.fields["shelf"].choices == [(shelf.translation_key, "Education")]
    assert form.initial == {"language": "en"}


@pytest.mark.parametrize("name", ["course-pages", "bank-pages"])
@pytest.mark.parametrize("language", ["en", "my"])
def test_one_goes_on_to_the_shelf_in_that_language(client, shelf, language, name):
    address = choose(client, shelf, language, name)["Location"]
    model = name.removesuffix("-pages") + "page"
    there = shelf_in(shelf, language)
    assert address == reverse("wagtailadmin_pages:add", args=["cms", model, there.pk])
    assert client.get(address).status_code == 200


def test_a_shelf_is_opened_in_a_language_that_nobody_wrote_in_yet(client, shelf):
    Locale.objects.create(language_code="shn")
    address = choose(client, shelf, "shn")["Location"]
    there = shelf_in(shelf, "shn")
    assert address == reverse("wagtailadmin_pages:add", args=["cms", "coursepage", there.pk])
    assert client.get(address).status_code == 200


def test_nobody_is_offered_a_shelf_of_others(client, shelf):
    other = ensure_agency_catalog(AgencyFactory(code="MOH"))
    answer = choose(client, other, "my")
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"shelf"}


def test_a_course_written_in_burmese_is_translated_from_burmese(client, trainer, shelf):
    there = shelf_in(shelf, "my")
    course = f.put_course(there, slug="from-burmese", title="မြန်မာမူရင်း")
    module = f.put_module(course, title="အခန်း")
    f.put_lesson(module, title="သင်ခန်းစာ", text="စာသား။")
    english = Locale.objects.get(language_code="en")
    translate_object(course, [english])
    rows = visible_matrix_rows(Person.objects.get(pk=trainer.pk))
    shown = {str(row.page.title): row for row in rows}
    row = shown["မြန်မာမူရင်း"]
    assert (row.language, list(row.cells)) == ("my", ["en"])
    assert row.cells["en"].status == "draft"
    assert shown["သင်ခန်းစာ"].cells["en"].status == "missing"
    keys = [one.page.translation_key for one in rows]
    assert len(keys) == len(set(keys)), "a page and its translation are two rows"
    assert Course.objects.get(slug="from-burmese").languages == ["my"]


def test_the_matrix_marks_the_source_and_leads_the_way_it_is_translated(client, shelf):
    course = f.put_course(shelf_in(shelf, "my"), slug="from-burmese", title="မြန်မာမူရင်း")
    page = client.get(reverse("translations:index"))
    assert page.context["languages"] == ["en", "my"]
    [line] = [one for one in page.context["lines"] if one.page.pk == course.pk]
    english, burmese = line.tasks
    assert burmese is None
    submit = reverse("wagtail_localize:submit_page_translation", args=[course.pk])
    assert english.url == submit
    assert client.get(submit).status_code == 200
    outline = client.get(reverse("course_outline", args=[course.pk]))
    assert outline.context["may_write"]
    assert outline.context["source_language"] == "my"


def test_translators_begin_what_was_written_in_burmese(client, shelf):
    course = f.put_course(shelf_in(shelf, "my"), slug="from-burmese", title="မြန်မာမူရင်း")
    signed_in(client, "translator", agency=shelf.agency)
    submit = reverse("wagtail_localize:submit_page_translation", args=[course.pk])
    assert submit in client.get(reverse("translations:index")).content.decode()
    english = Locale.objects.get(language_code="en")
    assert client.post(submit, {"locales": [english.pk]}).status_code == 302
    page = course.get_translation(english)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_page_of_both_languages_written_by_hand_has_one_row(trainer, shelf):
    course = f.put_course(shelf)
    burmese = f.in_burmese(course)
    Translation.objects.filter(source__object_id=course.translation_key).delete()
    rows = visible_matrix_rows(Person.objects.get(pk=trainer.pk))
    pages = [row.page.pk for row in rows if row.page.translation_key == course.translation_key]
    assert pages == [course.pk]
    assert Page.objects.filter(pk=burmese.pk).exists()
