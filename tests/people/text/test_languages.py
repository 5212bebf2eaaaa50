"""A name is picked in the language asked for, else in Burmese, else in English."""

import pytest
from django.utils.translation import override

from people.text.languages import in_language


@pytest.mark.parametrize(
    ("names", "language", "picked"),
    [
        ({"my": "က", "en": "a"}, "en", "a"),
        ({"my": "က", "en": "a"}, "shn", "က"),
        ({"my": "", "en": "a"}, "my", "a"),
        ({"shn": "s"}, "my", ""),
        ({}, "en", ""),
    ],
)
def test_a_missing_or_empty_name_falls_back(names, language, picked):
    assert in_language(names, language) == picked


def test_the_active_language_counts_unless_another_is_asked_for():
    with override("en"):
        assert in_language({"my": "က", "en": "a"}) == "a"
        assert in_language({"my": "က", "en": "a"}, "my") == "က"


def test_without_any_language_it_is_burmese():
    with override(None):
        assert in_language({"my": "က", "en": "a"}) == "က"
