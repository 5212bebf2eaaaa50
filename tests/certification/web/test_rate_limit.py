from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from certification.web.rate_limit import AddressThrottle, identify_client


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
    monkeypatch.setattr(AddressThrottle, "timer", lambda _: 15.0)


CODE = "/verify/0123-4567-89AB/"


def test_another_address_of_the_household_does_not_help(client, db, one_minute):
    asked = (client.get(CODE, REMOTE_ADDR=f"2001:db8::{number:x}") for number in range(1, 62))
    assert [answer.status_code for answer in asked] == [404] * 60 + [429]


@pytest.mark.parametrize("form", ["/verify/", "/verify/list/"])
def test_an_office_may_open_the_form_as_often_as_it_likes(client, db, one_minute, form):
    assert {client.get(form).status_code for _ in range(61)} == {200}
    assert client.get(CODE).status_code == 404


def test_the_next_minute_counts_anew(client, db, monkeypatch):
    clock = iter([0.0, 30.0, 59.0, 61.0, 62.0])
    monkeypatch.setattr(AddressThrottle, "timer", lambda _: next(clock))
    monkeypatch.setitem(AddressThrottle.THROTTLE_RATES, "verify", "2/min")
    assert [client.get(CODE).status_code for _ in range(5)] == [404, 404, 429, 404, 404]


def test_each_scope_counts_apart(client, db, monkeypatch):
    monkeypatch.setitem(AddressThrottle.THROTTLE_RATES, "verify", "1/min")
    assert [client.get(CODE).status_code for _ in range(2)] == [404, 429]
    assert client.get("/log/consistency.json").status_code == 200


def test_requests_of_the_same_instant_are_all_counted(one_minute):
    request = SimpleNamespace(META={"REMOTE_ADDR": "192.0.2.1"})
    with ThreadPoolExecutor(16) as pool:
        allowed = list(pool.map(lambda _: AddressThrottle("verify").allows(request), range(200)))
    assert sum(allowed) == 60
