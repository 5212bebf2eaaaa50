import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse

from people.accounts.backends import IdentifierBackend, find_person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return PersonFactory(
        username="khin", staff_number="GAD-123", email="Khin@Mail.example", phone="+959250001234"
    )


@pytest.mark.parametrize(
    "login",
    [
        "khin",
        " Khin ",
        "GAD-123",
        "gad-၁၂၃",
        "KHIN@mail.example",
        "09250001234",
        "၀၉ ၂၅၀ ၀၀၁ ၂၃၄",
        "+95 9 250001234",
        "00959250001234",
        "ＫＨＩＮ",
        "gad-１２３",
        "khin@mail.example\u202c",
    ],
)
def test_whatever_names_a_person_signs_them_in(official, login):
    assert authenticate(RequestFactory().post("/"), username=login, password="demo") == official


@pytest.mark.parametrize(
    ("login", "password"), [("khin", "wrong"), ("nobody", "demo"), ("", "demo"), ("khin", None)]
)
def test_anything_else_does_not(official, login, password):
    assert authenticate(RequestFactory().post("/"), username=login, password=password) is None


def test_an_inactive_person_is_refused():
    PersonFactory(username="gone", is_active=False)
    assert authenticate(RequestFactory().post("/"), username="gone", password="demo") is None


def test_people_without_contacts_are_not_found_by_nothing():
    PersonFactory(email="", phone="", staff_number=None)
    assert find_person("") is None
    assert find_person(" \u200b") is None


def test_an_unknown_name_costs_as_much_as_a_wrong_password(official, monkeypatch):
    hashed = []
    monkeypatch.setattr("people.models.Person.set_password", lambda self, raw: hashed.append(raw))
    IdentifierBackend().authenticate(None, username="nobody", password="guess")
    assert hashed == ["guess"]


def test_finding_a_person_takes_one_query(official, django_assert_num_queries):
    with django_assert_num_queries(1):
        find_person("khin")


def test_the_sign_in_page_takes_a_staff_number(client, official):
    answer = client.post(reverse("account_login"), {"login": "GAD-123", "password": "demo"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(official.pk)


def test_rights_of_a_person_and_of_their_groups_are_read_at_once(
    official, django_assert_num_queries
):
    own, of_group, other = Permission.objects.select_related("content_type").order_by("pk")[:3]
    official.user_permissions.add(own)
    group = Group.objects.create(name="Some")
    group.permissions.add(own, of_group)
    official.groups.add(group)
    person = find_person("khin")
    with django_assert_num_queries(1):
        held = person.get_all_permissions()
    names = [f"{one.content_type.app_label}.{one.codename}" for one in (own, of_group, other)]
    assert [name in held for name in names] == [True, True, False]
    person = find_person("khin")
    person.is_active = False
    assert person.get_all_permissions() == set()
