"""Administrators keep people: their names, postings, roles and passwords."""

from django.urls import reverse

from people.models import Person, Role
from tests.cms.office.people.person_screens import edit, filled
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import CLOSED


def test_an_administrator_makes_a_person_with_posting_and_role(client, admin, country):
    form = filled(
        **{
            "password": "a long enough secret",
            "posted_to": "MOE-1",
            "position_my": "အရာရှိ",
            "grade": "7",
            "posted_from": "2025-01-01",
            "roles-0-kind": "trainer",
            "roles-0-agency": "MOE",
        }
    )
    assert client.post(reverse("wagtailusers_users:add"), form).status_code == 302
    person = Person.objects.get(username="aung")
    assert person.check_password("a long enough secret")
    assert person.postings.get().agency.code == "MOE-1"
    assert person.roles.get().kind == Role.Kind.TRAINER
    assert person.groups.filter(name="Trainers").exists()


def test_people_are_found_by_folded_name_and_by_staff_number(client, admin):
    PersonFactory(username="thandar", name_my="သန္တာ", name_en="Thandar", staff_number="S1")
    for asked in ("သန္တာ", "thandar", "S1"):
        page = client.get(reverse("wagtailusers_users:index"), {"q": asked})
        assert "thandar" in page.content.decode()


def test_there_is_no_way_to_delete_a_person(client, admin):
    person = PersonFactory()
    assert client.get(f"/cms/users/delete/{person.pk}/").status_code == 404


def test_only_administrators_change_people(client, secretariat, country):
    person = PostingFactory(agency=country["MOE-1"]).person
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
    assert client.get(reverse("wagtailusers_users:add")).status_code in CLOSED
    assert edit(client, person).status_code in CLOSED
    assert Person.objects.get(pk=person.pk).username != "aung"
