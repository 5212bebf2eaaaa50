"""Signing in without a password: a code from a text message, or a link from a letter."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from people.accounts.codes import draw_secret, issue_code
from people.models import OneTimeCode
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PHONE, ADDRESS = "09250001234", "khin@mail.example"
HOME = reverse("courses:my_learning")


@pytest.fixture
def person(settings):
    settings.SMS_URL = "https://gateway.example/"
    return PersonFactory(
        username="khin", phone=PHONE, confirmed_phone=PHONE, email=ADDRESS, reachable=True
    )


@pytest.fixture
def code(person):
    return draw_secret(issue_code(person, OneTimeCode.Purpose.TEXT, contact=PHONE)).text


@pytest.fixture
def link(person):
    code = draw_secret(issue_code(person, OneTimeCode.Purpose.LINK, contact=ADDRESS))
    return reverse("people:sign_in_by_link", args=[code.row.pk, code.text])


def write(client, login, code, **more):
    return client.post(reverse("people:sign_in_by_code"), {"login": login, "code": code, **more})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["khin", "၀၉၂၅၀၀၀၁၂၃၄"])
def test_a_code_signs_in_once_until_the_browser_is_closed(client, person, code, login):
    assert write(client, login, code.lower().replace("-", " ")).url == HOME
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    assert write(client, login, code).status_code == 200
    assert not is_in(client)


def test_whoever_signs_in_goes_where_they_wanted_within_the_site(client, code):
    inside = reverse("people:messages")
    assert write(client, "khin", code, next=inside).url == inside


def test_no_address_elsewhere_is_gone_to(client, code):
    assert write(client, "khin", code, next="https://evil.example/").url == HOME


def test_the_second_step_is_asked_after_a_code_and_a_link(person, code, link):
    TOTP.activate(person, generate_totp_secret())
    for send in (lambda one: write(one, "khin", code), lambda one: one.post(link)):
        client = Client()
        assert send(client).url == reverse("mfa_authenticate")
        assert not is_in(client)


def test_guesses_close_the_account_at_that_place(client, code, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.SIGN_IN_FAILURES["place"]):
        last = write(client, "khin", "AAAA-AAAA")
    assert last.status_code == 429
    assert write(client, "khin", code).status_code == 429
    assert not is_in(client)


def test_a_link_that_a_filter_of_mail_opened_still_works_and_then_no_more(client, person, link):
    for _ in range(2):
        assert person.get_full_name() in client.get(link).content.decode()
    assert not is_in(client)
    assert client.post(link).url == HOME
    other = Client()
    assert other.post(link).status_code == other.get(link).status_code == 404
    assert not is_in(other)


def test_a_link_with_another_secret_is_not_found(client, link):
    assert client.post(link[:-5] + "IIII/").status_code == 404


def test_the_answer_is_the_same_for_whoever_is_unknown(client, person, without_a_broker):
    answers = [
        client.post(reverse("people:send_code"), {"login": login, "next": "/my/"})
        for login in ("khin", "nobody")
    ]
    pages = [answer.content.decode().replace("nobody", "khin") for answer in answers]
    assert len({len(page) for page in pages}) == 1
    assert [row.purpose for row in person.codes.all()] == ["text"]


def test_one_name_asks_three_times_an_hour(client, person, without_a_broker):
    for _ in range(5):
        assert client.post(reverse("people:send_code"), {"login": "khin"}).status_code == 200
    assert person.codes.count() == 3
