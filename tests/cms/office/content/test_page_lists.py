"""Courses, banks and translations in the back office, over a real tree."""

import pytest
from django.urls import reverse

from people.models import Person
from tests.cms.factories import put_course
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.factories import RoleFactory
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


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


@pytest.mark.parametrize(
    ("ordering", "shown"), [("title", ["ကံ", "ကောင်း"]), ("-title", ["ကောင်း", "ကံ"])]
)
def test_titles_are_sorted_as_in_a_dictionary(client, trainer, own, ordering, shown):
    for title in ("ကောင်း", "ကံ"):
        put_course(own["shelf"], slug=f"course-{ord(title[1])}", title=title)
    answer = client.get(reverse("course-pages:index"), {"ordering": ordering})
    titles = [page.title for page in answer.context["object_list"]]
    assert [title for title in titles if title in shown] == shown


@pytest.mark.parametrize(
    ("ordering", "shown"), [("title", ["ကံ", "ကောင်း"]), ("-title", ["ကောင်း", "ကံ"])]
)
def test_the_explorer_sorts_titles_as_in_a_dictionary(client, trainer, own, ordering, shown):
    for title in ("ကောင်း", "ကံ"):
        put_course(own["shelf"], slug=f"course-{ord(title[1])}", title=title)
    address = reverse("wagtailadmin_explore", args=[own["shelf"].pk])
    answer = client.get(address, {"ordering": ordering})
    titles = [page.title for page in answer.context["object_list"]]
    assert [title for title in titles if title in shown] == shown
    assert client.get(address, {"ordering": ordering, "q": "course"}).status_code == 200
