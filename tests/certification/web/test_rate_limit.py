from types import SimpleNamespace

import pytest

from certification.web import rate_limit
from certification.web.rate_limit import identify_client


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
    monkeypatch.setattr(rate_limit, "time", SimpleNamespace(time=lambda: 15.0))


CODE = "/verify/0123-4567-89AB/"


def test_another_address_of_the_household_does_not_help(client, db, one_minute):
    asked = (client.get(CODE, REMOTE_ADDR=f"2001:db8::{number:x}") for number in range(1, 62))
    assert [answer.status_code for answer in asked] == [404] * 60 + [429]


@pytest.mark.parametrize("form", ["/verify/", "/verify/list/"])
def test_an_office_may_open_the_form_as_often_as_it_likes(client, db, one_minute, form):
    assert {client.get(form).status_code for _ in range(61)} == {200}
    assert client.get(CODE).status_code == 404
