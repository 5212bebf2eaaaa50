import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from people.accounts.adapter import AccountAdapter, get_axes_username
from people.accounts.backends import IdentifierBackend, find_person
from people.models import Person
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


def test_a_staff_number_wins_over_a_sign_in_name():
    PersonFactory(username="1001", staff_number=None)
    official = PersonFactory(staff_number="1001")
    assert find_person("1001") == official


def test_an_unknown_name_costs_as_much_as_a_wrong_password(official, monkeypatch):
    hashed = []
    monkeypatch.setattr("people.models.Person.set_password", lambda self, raw: hashed.append(raw))
    IdentifierBackend().authenticate(None, username="nobody", password="guess")
    assert hashed == ["guess"]


def test_finding_a_person_takes_one_query(official, django_assert_num_queries):
    with django_assert_num_queries(1):
        find_person("khin")


@pytest.mark.parametrize(
    "wish", ["khin", "KHIN", "GAD-123", "09250001234", "a@b.example", "1234567"]
)
def test_nobody_takes_a_sign_in_name_that_means_somebody_else(official, wish):
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username(wish)


def test_failed_sign_ins_are_counted_by_one_spelling():
    request = RequestFactory().post("/", {"login": "၀၉ ၂၅၀ ၀၀၁ ၂၃၄"})
    assert get_axes_username(request) == "09250001234"
    assert get_axes_username(request, {"username": " Khin "}) == "khin"


def test_the_sign_in_page_takes_a_staff_number(client, official):
    answer = client.post(reverse("account_login"), {"login": "GAD-123", "password": "demo"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(official.pk)


def test_too_many_wrong_passwords_lock_the_person_not_the_office(client, official, settings):
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False
    settings.AXES_FAILURE_LIMIT = 3
    PersonFactory(username="colleague")
    for _ in range(3):
        client.post(reverse("account_login"), {"login": "GAD-123", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "gad-123", "password": "demo"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_login"), {"login": "colleague", "password": "demo"})
    assert "_auth_user_id" in client.session


def test_who_signs_up_alone_is_a_citizen_with_a_clean_name(client):
    wishes = {
        "username": "Hla.Hla",
        "name_my": "လှလှ\u200bဝင်း",
        "name_en": "",
        "email": "",
        "password1": "padauk-in-april",
        "password2": "padauk-in-april",
    }
    answer = client.post(reverse("account_signup"), wishes)
    assert answer.status_code == 302, answer.context["form"].errors
    citizen = Person.objects.get(username="hla.hla")
    assert citizen.audience == Person.Audience.CITIZEN
    assert (citizen.name_my, citizen.staff_number) == ("လှလှဝင်း", None)


def test_nobody_signs_up_with_the_address_of_an_official(client, official):
    wishes = {
        "username": "other",
        "name_en": "Other",
        "email": "khin@mail.example",
        "password1": "padauk-in-april",
        "password2": "padauk-in-april",
    }
    client.post(reverse("account_signup"), wishes)
    assert Person.objects.get() == official


def test_nobody_takes_the_address_of_an_official_later(client, official):
    client.force_login(PersonFactory(citizen=True), "people.accounts.backends.IdentifierBackend")
    for act in ("action_add", "action_primary"):
        wish = {act: "", "email": "khin@mail.example"}
        assert client.post("/accounts/email/", wish).url == reverse("courses:my_learning")
    assert not EmailAddress.objects.filter(email="khin@mail.example").exists()
