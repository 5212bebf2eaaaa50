"""A code that was sent to somebody signs them in, as long as it might be sent there now."""

import pytest
from django.utils import timezone

from people.accounts.codes import draw_secret, issue_code
from people.accounts.sign_in.backends import SignInCodeBackend
from people.models import OneTimeCode, Person
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PHONE, ADDRESS = "09250001234", "khin@mail.example"


@pytest.fixture
def person(settings):
    settings.SMS_URL = "https://gateway.example/"
    return PersonFactory(
        username="khin", phone=PHONE, confirmed_phone=PHONE, email=ADDRESS, reachable=True
    )


def code_for(person, purpose="TEXT", contact=PHONE):
    return draw_secret(issue_code(person, OneTimeCode.Purpose[purpose], contact=contact)).text


def who_comes(code, login="khin"):
    return SignInCodeBackend().authenticate(None, username=login, sign_in_code=code)


@pytest.mark.parametrize("purpose", ["PASSWORD", "PHONE", "EMAIL"])
def test_a_code_for_something_else_signs_nobody_in(person, purpose):
    assert who_comes(code_for(person, purpose)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "09250009999", "confirmed_phone": "09250009999"},
        {"is_active": False},
        {"erased_at": timezone.now()},
        {},
    ],
    ids=["former number", "inactive", "erased", "has a role"],
)
def test_a_code_is_worth_nothing_where_it_would_not_be_sent_any_more(person, change):
    code = code_for(person)
    Person.objects.filter(pk=person.pk).update(**change)
    if not change:
        RoleFactory(person=person)
    assert who_comes(code) is None
    assert not OneTimeCode.objects.exclude(used_at=None).exists()


@pytest.mark.parametrize(("purpose", "contact"), [("TEXT", PHONE), ("LINK", ADDRESS)])
def test_a_code_signs_in_its_holder_alone(person, purpose, contact):
    code = code_for(person, purpose, contact)
    other = PersonFactory(phone="09250005678")
    assert [who_comes(code, login) for login in (other.username, "nobody")] == [None, None]
    assert who_comes(code, ADDRESS) == person
