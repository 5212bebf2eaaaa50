"""Who gets a code or link to sign in with, and by which way."""

import pytest
from django.core import mail

from people.accounts.sending import send_waiting_codes
from people.accounts.sign_in import send_sign_in_code
from people.models import OneTimeCode, Person
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PHONE = "09250001234"


@pytest.fixture(autouse=True)
def texts(settings, tmp_path):
    settings.SMS_URL = f"file://{tmp_path / 'texts'}"
    return lambda: [path.read_text() for path in (tmp_path / "texts").glob("*.txt")]


def reachable(**fields):
    stated = {"staff_number": "GAD-1", "phone": PHONE, "confirmed_phone": PHONE}
    return PersonFactory(**stated | {"email": "khin@mail.example", "reachable": True} | fields)


def ways(login):
    send_sign_in_code(login)
    return list(OneTimeCode.objects.values_list("purpose", "contact"))


@pytest.mark.parametrize("login", ["gad-၁", "+95 9 250 001 234"])
def test_a_number_of_either_kind_brings_a_code_to_the_phone(texts, login):
    reachable()
    assert ways(login) == [("text", PHONE)]
    assert send_waiting_codes() == 1
    assert len(texts()) == 1


def test_an_address_brings_a_link_under_our_own_address(settings):
    settings.SITE_URL = "https://learn.example"
    person = reachable(language="en")
    assert ways("Khin@Mail.example") == [("link", "khin@mail.example")]
    assert send_waiting_codes() == 1
    [letter] = mail.outbox
    assert f"https://learn.example/en/code/link/{person.codes.get().pk}/" in letter.body


def test_without_a_phone_the_staff_number_brings_a_link():
    reachable(confirmed_phone="")
    assert ways("GAD-1") == [("link", "khin@mail.example")]


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed_phone": "", "confirmed_email": "", "reachable": False},
        {"is_active": False},
        {"phone": "+6591234567", "confirmed_phone": "+6591234567", "reachable": False},
    ],
    ids=["confirmed neither", "inactive", "abroad"],
)
def test_nothing_goes_where_it_was_not_confirmed_or_may_not(fields):
    reachable(**fields)
    assert ways("GAD-1") == []


def test_nobody_is_told_that_a_name_is_unknown():
    assert ways("nobody") == []


def test_whoever_has_a_role_gets_a_code_by_phone_only_with_a_second_step(monkeypatch):
    person = reachable(confirmed_email="", reachable=False)
    RoleFactory(person=person, kind="trainer")
    assert ways("GAD-1") == []
    monkeypatch.setattr("people.accounts.sign_in.passwordless.has_second_step", lambda one: True)
    assert ways("GAD-1") == [("text", PHONE)]


def test_a_further_code_ends_the_one_before():
    person = reachable()
    send_sign_in_code(PHONE)
    send_sign_in_code(PHONE)
    assert Person.objects.get(pk=person.pk).codes.filter(cancelled_at=None).count() == 1
