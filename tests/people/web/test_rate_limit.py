from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core.ratelimit import respond_429
from django.core.cache.backends.dummy import DummyCache
from django.urls import reverse

from people.web.rate_limit import RateThrottle, identify_client
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("fe80::1%eth0", "fe80::2%eth0"),
    ],
)
def test_a_household_is_one_asker_however_many_addresses_it_has(one, other):
    assert identify_client(one) == identify_client(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.1", "192.0.2.2"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("", "192.0.2.1"),
    ],
)
def test_others_are_others(one, other):
    assert identify_client(one) != identify_client(other)


@pytest.fixture
def one_minute(monkeypatch):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 15.0)


CODE = "/verify/0123-4567-89AB/"


def test_another_address_of_the_household_does_not_help(
    client, db, one_minute, monkeypatch, settings
):
    monkeypatch.setitem(settings.RATES, "verify", "2/min/address")
    asked = (client.get(CODE, REMOTE_ADDR=f"2001:db8::{number:x}") for number in range(1, 4))
    assert [answer.status_code for answer in asked] == [404] * 2 + [429]


@pytest.mark.parametrize("form", ["/verify/", "/verify/list/"])
def test_an_office_may_open_the_form_as_often_as_it_likes(
    client, db, one_minute, monkeypatch, settings, form
):
    monkeypatch.setitem(settings.RATES, "verify", "1/min/address")
    monkeypatch.setitem(settings.RATES, "verify-list", "1/min/address")
    assert {client.get(form).status_code for _ in range(3)} == {200}
    assert client.get(CODE).status_code == 404


def test_the_next_minute_counts_anew(client, db, monkeypatch, settings):
    clock = iter([0.0, 30.0, 59.0, 61.0, 62.0])
    monkeypatch.setattr(RateThrottle, "timer", lambda _: next(clock))
    monkeypatch.setitem(settings.RATES, "verify", "2/min/address")
    assert [client.get(CODE).status_code for _ in range(5)] == [404, 404, 429, 404, 404]


def test_each_scope_counts_apart(client, db, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "verify", "1/min/address")
    assert [client.get(CODE).status_code for _ in range(2)] == [404, 429]
    assert client.get("/log/consistency.json").status_code == 200


def test_requests_of_the_same_instant_are_all_counted(one_minute):
    with ThreadPoolExecutor(16) as pool:
        allowed = list(pool.map(lambda _: RateThrottle("verify").allows("x"), range(400)))
    assert sum(allowed) == 300


FORMS = {"account_login": "sign-in", "account_signup": "sign-up"}


@pytest.mark.parametrize(("form", "scope"), FORMS.items())
def test_a_form_of_a_library_is_limited_by_our_rate_and_page(
    client, db, monkeypatch, settings, form, scope
):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 15.0)
    monkeypatch.setitem(settings.RATES, scope, "1/min/address")
    client.cookies["django_language"] = "en"
    answers = [client.post(reverse(form), REMOTE_ADDR="192.0.2.1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "You can try again in 45 seconds." in answers[1].text
    assert answers[1]["Retry-After"] == "45"
    assert client.get(reverse(form), REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.post(reverse(form), REMOTE_ADDR="192.0.2.2").status_code == 200


def test_the_page_speaks_burmese(client, db, one_minute, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "sign-in", "0/min/address")
    page = client.post(reverse("account_login")).text
    assert "၄၅ စက္ကန့်အကြာ ထပ်မံကြိုးစားနိုင်ပါသည်။" in page


def test_what_a_person_does_with_their_account_is_counted_by_person(
    client, db, monkeypatch, settings
):
    monkeypatch.setitem(settings.RATES, "own-account", "1/min/person")
    for _ in range(2):
        sign_in(client, PersonFactory())
        assert client.post(reverse("account_change_password")).status_code == 200
    assert client.post(reverse("account_change_password")).status_code == 429


@pytest.mark.usefixtures("db", "without_a_broker")
def test_letters_to_one_mailbox_are_few_and_the_page_does_not_tell(client, mailoutbox):
    PersonFactory(email="khin@mail.example", reachable=True)
    for number in range(7):
        answer = client.post(
            reverse("account_reset_password"),
            {"email": "khin@mail.example" if number % 2 else "Khin@mail.example"},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
        assert answer.status_code == 302
    assert len(mailoutbox) == 5


def test_where_the_wait_is_not_known_the_page_says_so(rf, client, db):
    request = client.get("/accounts/login/").wsgi_request
    page = respond_429(request)
    assert (page.status_code, "မိနစ်အနည်းငယ်အကြာ" in page.content.decode()) == (429, True)


def test_without_its_cache_everybody_is_let_through():
    throttle = RateThrottle("sign-in")
    throttle.cache = DummyCache("", {})
    assert all(throttle.allows("192.0.2.1") for _ in range(throttle.limit + 1))
