"""A name is picked in the language asked for, else in Burmese, else in English."""

import pytest
from django.utils.translation import override

from people.text.languages import in_language, mark_latin


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


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Excel ဖိုင်ကို ဖွင့်ပါ", "[Excel] ဖိုင်ကို ဖွင့်ပါ"),
        ("Microsoft Word 2016၊ e-mail နှင့် A", "[Microsoft Word 2016]၊ [e-mail] နှင့် A"),
        ("<b>Wi-Fi</b> & ကွန်ရက်", "&lt;b&gt;[Wi-Fi]&lt;/b&gt; &amp; ကွန်ရက်"),
        ("၁၀ km", "၁၀ [km]"),
        ("မြန်မာ", "မြန်မာ"),
        (None, ""),
    ],
)
def test_latin_words_in_burmese_are_marked_as_english(text, marked):
    told = marked.replace("[", '<span lang="en">').replace("]", "</span>")
    assert mark_latin(text, "my") == mark_latin(text, "shn") == told


@pytest.mark.parametrize("code", ["en", "kac", "cnh"])
def test_in_languages_of_latin_letters_nothing_is_marked(code):
    assert mark_latin("Excel & Word", code) == "Excel &amp; Word"
