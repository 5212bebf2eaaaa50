"""Addresses under /scim/v2/ are those of the protocol, and what it does not have is answered."""

import uuid

import pytest
from django.urls import resolve, reverse

ROOT, KEY = "/scim/v2/", uuid.UUID(int=1)


@pytest.mark.parametrize(
    ("name", "key", "address"),
    [
        ("scim-config", None, "ServiceProviderConfig"),
        ("scim-schemas", None, "Schemas"),
        ("scim-schema", "urn:x:User", "Schemas/urn:x:User"),
        ("scim-types", None, "ResourceTypes"),
        ("scim-type", "User", "ResourceTypes/User"),
        ("scim-users", None, "Users"),
        ("scim-user", KEY, f"Users/{KEY}"),
    ],
)
def test_an_address_has_no_slash_at_its_end_and_no_language_before_it(name, key, address):
    kwargs = {"key": key} if key else {}
    assert reverse(name, kwargs=kwargs) == ROOT + address
    assert resolve(ROOT + address).url_name == name


@pytest.mark.parametrize("rest", ["Groups", "Users/", "Users/1001", ".search", "Users/.search"])
def test_whatever_else_is_asked_for_has_an_answer_of_the_protocol(rest):
    found = resolve(ROOT + rest)
    assert (found.url_name, found.kwargs) == ("scim-rest", {"rest": rest})
