"""Failed sign-ins close an account at one place, and nobody closes somebody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.signals import password_reset
from axes.models import AccessAttempt
from django.db import connections
from django.test import Client, RequestFactory
from django.urls import reverse

from people.accounts.failures import identify_account, identify_place
from tests.people.factories import PersonFactory

ROOM, ELSEWHERE = "192.0.2.7", "198.51.100.9"
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def counted(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def official(db):
    return PersonFactory(
        username="khin", staff_number="GAD-123", email="Khin@Mail.example", phone="+959250001234"
    )


def post(login, password, *, at=ROOM, client=None):
    client = client or Client()
    return client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=at)


def fail(login, times, *, at=ROOM):
    return [post(login, "wrong", at=at).status_code for _ in range(times)]


def test_forty_people_of_a_room_sign_in_within_a_minute(db):
    room = PersonFactory.create_batch(40)
    assert {post(one.username, "demo").status_code for one in room} == {302}


def test_a_room_in_which_many_mistype_stays_open(db):
    room = PersonFactory.create_batch(30)
    for one in room[1:]:
        assert fail(one.username, 1) == [200]
    assert post(room[0].username, "demo").status_code == 302


def test_ten_failures_close_the_account_here_and_nowhere_else(official):
    assert fail("khin", 10) == [200] * 9 + [429]
    assert post("khin", "demo").status_code == 429
    assert post("khin", "demo", at=ELSEWHERE).status_code == 302


def test_each_name_of_a_person_means_the_same_account(official):
    for name in ("khin", "GAD-123", "gad-123", "khin@mail.example", "၀၉ ၂၅၀ ၀၀၁ ၂၃၄"):
        fail(name, 2)
    assert post("GAD-123", "demo").status_code == 429


def test_addresses_of_one_household_are_one_place(official):
    for number in range(1, 11):
        fail("khin", 1, at=f"2001:db8:1:2::{number:x}")
    assert post("khin", "demo", at="2001:db8:1:2:ffff::1").status_code == 429
    assert post("khin", "demo", at="2001:db8:1:3::1").status_code == 302


def test_the_page_says_how_long_and_that_waiting_is_not_prolonged(official, client):
    fail("khin", 10)
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time)
    answers = [post("khin", "demo"), post("khin", "wrong"), post("khin", "demo")]
    waits = [int(answer["Retry-After"]) for answer in answers]
    assert waits == sorted(waits, reverse=True)
    assert 3590 < waits[-1] <= 3600
    assert "၆၀ မိနစ်အကြာ ထပ်မံကြိုးစားနိုင်ပါသည်။" in answers[0].text
    client.cookies["django_language"] = "en"
    assert "You can try again in 60 minutes." in post("khin", "demo", client=client).text


def test_failures_of_more_than_an_hour_ago_count_no_more(official):
    fail("khin", 10)
    hour = AccessAttempt.objects.get().attempt_time.replace(year=2020)
    AccessAttempt.objects.update(attempt_time=hour)
    assert post("khin", "demo").status_code == 302


def test_the_right_password_clears_the_failures_here(official):
    fail("khin", 9)
    assert post("khin", "demo").status_code == 302
    assert fail("khin", 9) == [200] * 9


def test_a_device_of_the_holder_stays_open_though_others_at_its_address_fail(official, client):
    assert post("khin", "demo", client=client).status_code == 302
    client.post(reverse("account_logout"))
    fail("khin", 12)
    assert post("khin", "demo").status_code == 429
    assert post("khin", "demo", client=client).status_code == 302


def test_guesses_on_a_known_device_are_counted_too(official, client):
    post("khin", "demo", client=client)
    client.post(reverse("account_logout"))
    answers = [post("khin", "wrong", client=client).status_code for _ in range(11)]
    assert answers == [200] * 9 + [429] * 2


def test_guesses_from_many_addresses_get_few_tries_at_each(official):
    for number in range(10):
        fail("khin", 10, at=f"203.0.113.{number}")
    assert fail("khin", 4, at="203.0.113.200") == [200, 200, 429, 429]


def test_whoever_is_guessed_at_from_everywhere_signs_in_at_a_place_of_their_own(official):
    for number in range(20):
        fail("khin", 10, at=f"203.0.113.{number}")
    assert post("khin", "demo").status_code == 302


def test_a_new_password_by_letter_opens_the_account(official):
    fail("khin", 10)
    password_reset.send(sender=type(official), request=None, user=official)
    assert post("khin", "demo").status_code == 302


def test_a_name_of_nobody_is_closed_like_one_of_somebody(db):
    assert fail("nobody", 10) == [200] * 9 + [429]
    assert fail("n" * 149, 1) == [200]


def test_what_was_typed_is_not_kept(official):
    fail("၀၉ ၂၅၀ ၀၀၁ ၂၃၄", 1)
    kept = AccessAttempt.objects.values().get()
    assert "250001234" not in str(kept)
    assert "၂၅၀" not in str(kept)
    assert "wrong" not in str(kept)


def test_a_password_confirmed_while_signed_in_counts_for_its_person(official):
    request = RequestFactory().post("/accounts/reauthenticate/", {"password": "x"})
    request.user = official
    assert identify_account(request) == "khin"
    assert identify_place(request) == "127.0.0.1"


def test_guesses_at_once_are_all_counted(committed_db, settings):
    PersonFactory(username="khin")

    def guess(_):
        try:
            return post("khin", "wrong").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(8)))
    assert AccessAttempt.objects.get().failures_since_start == 8
