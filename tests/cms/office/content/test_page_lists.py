"""Courses, banks and translations in the back office, over a real tree."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from cms.bootstrap import ensure_agency_catalog
from cms.models import QuizBank
from cms.translation.matrix_view import count_stale, visible_matrix_rows
from people.models import Person
from tests.cms.factories import in_burmese, put_bank, put_course, put_lesson, put_module, put_quiz
from tests.database import standing
from tests.people.factories import AgencyFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


def write_foreign():
    """A course and a bank of another agency, the course in Burmese too."""
    shelf = ensure_agency_catalog(AgencyFactory(code="MOH"))
    course = put_course(shelf, slug="health", title="Health data")
    in_burmese(course)
    return {"course": course, "bank": put_bank(shelf, slug="health-bank", title="Foreign bank")}


def write_own():
    shelf = ensure_agency_catalog(
        AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    )
    course = put_course(shelf)
    module = put_module(course)
    bank = put_bank(shelf)
    lesson = put_lesson(module)
    quiz = put_quiz(module, bank)
    in_burmese(course)
    return {
        "shelf": shelf,
        "course": course,
        "module": module,
        "lesson": lesson,
        "bank": bank,
        "quiz": quiz,
    }


@pytest.fixture(scope="module")
def written(standing_tree, django_db_blocker):
    """The pages of both agencies, written once for all tests."""
    with standing(django_db_blocker, lambda: (write_own(), write_foreign())) as pages:
        yield pages


def read_again(pages):
    return {name: type(page).objects.get(pk=page.pk) for name, page in pages.items()}


@pytest.fixture
def own(written, db):
    return read_again(written[0])


@pytest.fixture
def foreign(written, db):
    return read_again(written[1])


@pytest.fixture
def shelf(own):
    return own["shelf"]


@pytest.fixture
def trainer(client, shelf, own):
    return Person.objects.get(pk=signed_in(client, "trainer", agency=shelf.agency).pk)


def source_of(page):
    return TranslationSource.objects.get(object_id=page.translation_key)


def test_the_lists_show_own_pages_only(client, trainer, own, foreign):
    for name, shown in (("course-pages", own["course"]), ("bank-pages", own["bank"])):
        page = client.get(reverse(f"{name}:index")).content.decode()
        assert shown.title in page
        assert "Health data" not in page
        assert "Foreign bank" not in page


def test_foreign_questions_are_not_read_in_any_view(client, trainer, foreign):
    for view in ("edit", "view_draft", "history", "usage", "delete", "lock", "copy"):
        url = reverse(f"wagtailadmin_pages:{view}", args=[foreign["bank"].pk])
        assert client.get(url).status_code in (302, 403, 404, 405), view


def test_the_chooser_offers_no_foreign_bank(client, trainer, own, foreign):
    found = client.get(
        reverse("wagtailadmin_choose_page_search"), {"page_type": "cms.BankPage", "q": "bank"}
    )
    assert "Foreign bank" not in found.content.decode()
    parent = foreign["bank"].get_parent().pk
    url = reverse("wagtailadmin_choose_page_child", args=[parent])
    assert "Foreign bank" not in client.get(url, {"page_type": "cms.BankPage"}).content.decode()


@pytest.mark.parametrize(("whose", "taken"), [("own", True), ("foreign", False)])
def test_a_quiz_draws_from_own_banks_only(client, trainer, own, foreign, whose, taken):
    quiz, row = own["quiz"], own["quiz"].banks.get()
    row.delete()
    form = {
        "title": quiz.title,
        "slug": quiz.slug,
        "pass_mark": "70",
        "shows_answers": "on",
        "banks-TOTAL_FORMS": "1",
        "banks-INITIAL_FORMS": "0",
        "banks-0-bank": {"own": own, "foreign": foreign}[whose]["bank"].pk,
        "banks-0-ORDER": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    url = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    answer = client.post(url, form)
    assert answer.status_code == (302 if taken else 200)
    assert QuizBank.objects.filter(page=quiz).exists() is taken


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


def test_a_translator_sees_the_matrix(client, own):
    signed_in(client, "translator")
    page = client.get(reverse("translations:index")).content.decode()
    assert own["lesson"].title in page


def test_a_translator_translates_what_is_missing_but_edits_no_source(client, own):
    signed_in(client, "translator")
    url = reverse("wagtail_localize:submit_page_translation", args=[own["lesson"].pk])
    assert client.get(url).status_code == 200
    url = reverse("wagtailadmin_pages:edit", args=[own["lesson"].pk])
    assert client.get(url).status_code in (302, 403)


@pytest.mark.parametrize("kind", ["registrar", "auditor", "secretariat"])
@pytest.mark.parametrize(
    "name", ["translations:index", "course-pages:choose_parent", "bank-pages:choose_parent"]
)
def test_who_writes_no_pages_has_no_matrix_and_no_place_for_new_ones(client, own, kind, name):
    signed_in(client, kind)
    assert client.get(reverse(name))["Location"] == "/cms/"


def test_the_home_of_a_trainer_lists_their_drafts(client, trainer, own):
    lesson = own["lesson"]
    lesson.title = "Half-written lesson"
    lesson.save_revision(user=trainer)
    assert "Half-written lesson" in client.get("/cms/").content.decode()


def test_the_home_of_a_trainer_stays_within_its_budget(
    client, trainer, own, django_assert_max_num_queries
):
    client.get("/cms/")
    with django_assert_max_num_queries(60):
        client.get("/cms/")


def test_signing_in_begins_the_office_in_the_persons_language(client, tree):
    person = RoleFactory(kind="secretariat", person__language="my").person
    assert client.login(request=None, username=person.username, password="demo")
    person = Person.objects.get(pk=person.pk)
    assert person.wagtail_userprofile.preferred_language == "my"


def test_a_lesson_opens_in_the_editor_without_counts_that_burmese_breaks(client, trainer, own):
    url = reverse("wagtailadmin_pages:edit", args=[own["lesson"].pk])
    page = client.get(url).content.decode()
    assert "data-content-reading-time" in page
    before = page[: page.index("data-content-reading-time")]
    assert "<div hidden>" in before[-2500:]
