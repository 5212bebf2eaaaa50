"""What anybody may post where a row's key is expected."""

import pytest

from people.web import parse_primary_key


@pytest.mark.parametrize(("text", "key"), [("1", 1), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_that_a_database_can_hold_are_a_key(text, key):
    assert parse_primary_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "၁", "²", "1e3", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text):
    assert parse_primary_key(text) is None
