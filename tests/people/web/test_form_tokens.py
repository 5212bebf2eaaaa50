"""A form stays valid for its person across a new sign-in, and for nobody else."""

import pytest
from django.test import Client

from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def sign_in(browser, person):
    """Sign in by the form and return the secret that the browser has then."""
    answer = browser.post("/accounts/login/", {"login": person.username, "password": "demo"})
    assert answer.status_code == 302
    return browser.cookies["csrftoken"].value


@pytest.fixture
def person():
    return PersonFactory()


def test_the_same_person_keeps_the_secret(person):
    browser = Client()
    secret = sign_in(browser, person)
    assert len(secret) == 32
    del browser.cookies["sessionid"]
    assert sign_in(browser, person) == secret


def test_another_person_at_the_device_gets_another(person):
    browser = Client()
    secret = sign_in(browser, person)
    del browser.cookies["sessionid"]
    assert sign_in(browser, PersonFactory()) != secret


def test_each_device_has_its_own(person):
    assert sign_in(Client(), person) != sign_in(Client(), person)


@pytest.mark.parametrize("planted", ["x" * 32, "a" * 12 + "0" * 20, "", "short", "x" * 64])
def test_a_secret_that_somebody_planted_is_changed(person, planted):
    browser = Client()
    browser.cookies["csrftoken"] = planted
    assert sign_in(browser, person)[:12] != planted[:12]
