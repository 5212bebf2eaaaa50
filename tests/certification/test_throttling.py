import pytest

from certification.throttling import asker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("fe80::1%eth0", "fe80::2%eth0"),
    ],
)
def test_a_household_is_one_asker_however_many_addresses_it_has(one, other):
    assert asker(one) == asker(other)


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
    assert asker(one) != asker(other)


def test_another_address_of_the_household_does_not_help(client, db, monkeypatch):
    monkeypatch.setattr("certification.throttling.time.time", lambda: 1_000_000)
    statuses = [
        client.get("/verify/", REMOTE_ADDR=f"2001:db8::{number:x}").status_code
        for number in range(1, 62)
    ]
    assert statuses == [200] * 60 + [429]
