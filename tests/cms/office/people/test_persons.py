"""Administrators keep people: their names, postings, roles and passwords."""

import datetime as dt

import pytest
from django.urls import reverse

from people.models import Person, Posting, Role
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import CLOSED


def filled(**changes):
    return {
        "username": "aung",
        "staff_number": "S900001",
        "honorific": "u",
        "name_my": "အောင်မျိုး",
        "name_en": "Aung Myo",
        "email": "",
        "phone": "",
        "gender": "male",
        "language": "my",
        "audience": "official",
        "is_active": "on",
        "password": "",
        "posted_to": "",
        "position_my": "",
        "position_en": "",
        "grade": "",
        "posted_from": "",
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-kind": "",
        "roles-0-agency": "",
        "roles-0-valid_from": "2021-01-01",
        "roles-0-valid_to": "",
        **changes,
    }


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


def test_a_person_without_password_cannot_sign_in_with_one(client, admin):
    client.post(reverse("wagtailusers_users:add"), filled())
    assert not Person.objects.get(username="aung").has_usable_password()


def edit(client, person, **changes):
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    form = filled(username=person.username, staff_number=person.staff_number or "")
    return client.post(url, {**form, **changes})


def test_moving_a_person_ends_the_posting_before(client, admin, country):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    move = {"posted_to": "MOH-1", "position_my": "အရာရှိ", "posted_from": "2025-06-01"}
    assert edit(client, posting.person, **move).status_code == 302
    posting.refresh_from_db()
    assert posting.valid_to == dt.date(2025, 6, 1)
    assert Posting.objects.get(person=posting.person, valid_to=None).agency.code == "MOH-1"


@pytest.mark.parametrize(
    "move",
    [
        {"posted_to": "MOH-1"},
        {"posted_to": "NOWHERE", "position_my": "က", "posted_from": "2025-06-01"},
        {"posted_to": "MOH-1", "position_my": "က", "posted_from": "2023-06-01"},
    ],
)
def test_a_posting_that_cannot_be_is_told_and_nothing_changes(client, admin, country, move):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    assert edit(client, posting.person, **move).status_code == 200
    assert Posting.objects.get(person=posting.person) == posting
    assert Person.objects.get(pk=posting.person_id).name_en == posting.person.name_en


def test_a_role_is_ended_by_a_day_or_taken_back(client, admin):
    role = RoleFactory(kind="trainer")
    fields = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": role.pk,
        "roles-0-kind": "trainer",
        "roles-0-agency": role.agency.code,
        "roles-0-valid_to": "2022-01-01",
    }
    assert edit(client, role.person, **fields).status_code == 302
    role.refresh_from_db()
    assert role.valid_to == dt.date(2022, 1, 1)
    assert not role.person.groups.exists()


def test_a_weak_password_is_refused(client, admin):
    person = PersonFactory()
    assert edit(client, person, password="123").status_code == 200
    assert Person.objects.get(pk=person.pk).check_password("demo")


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
