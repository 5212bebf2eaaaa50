import time

import pytest
from hypothesis import given, settings

from people.text.spelling import clean, fold
from people.text.zawgyi import to_unicode
from tests.people.text.strategies import WORDS, typed


@settings(max_examples=400, deadline=None)
@given(typed)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@settings(max_examples=400, deadline=None)
@given(typed)
def test_what_is_compared_does_not_depend_on_cleaning(text):
    assert fold(clean(text)) == fold(text)


def test_names_of_places_and_ministries_are_clean_already():
    assert [word for word in WORDS if clean(word) != word or to_unicode(word) != word] == []


@pytest.mark.parametrize(
    ("typed_text", "stored"),
    [
        ("သံုး", "သုံး"),
        ("၀င်း", "ဝင်း"),
        ("ဥ်", "ဉ်"),
        ("ခင်\u200bမျိုး\u00a0 သန္တာ\r\n", "ခင်မျိုး သန္တာ"),
        ("နှစ်နှစ််", "နှစ်နှစ်"),
        ("၂၀၂၆", "၂၀၂၆"),
        ("၄င်း", "၎င်း"),
        ("Khin  Myo\t", "Khin Myo"),
    ],
)
def test_text_is_stored_in_one_spelling(typed_text, stored):
    assert clean(typed_text) == stored


@pytest.mark.parametrize(
    "sign",
    [
        *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069\u200e\u200f\u061c",
        *"\u200b\u200c\u200d\u2060\u2063\ufeff\u00ad\u034f\u180e\ufe0f\U000e0041",
        *"\u115f\u1160\u3164\uffa0\u2800\u17b4",
        *"\x00\x01\x07\x1b\x7f\x9b",
    ],
)
def test_what_is_not_seen_or_turns_the_writing_is_dropped(sign):
    assert clean(f"{sign}Khin {sign}Myo{sign}") == "Khin Myo"
    assert clean(f"ခင်{sign}မျိုး") == "ခင်မျိုး"
    assert clean(sign) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("ပြဿနာ", "ပြသ္သနာ"), ("ဩဂုတ်", "သြဂုတ်"), ("၂၀၂၆", "2026"), ("ဒေါ်", "ဒော်"), ("Aung", "AUNG")],
)
def test_look_alikes_compare_equal(one, other):
    assert fold(one) == fold(other)


# Marks that repairs and normal forms move past one another, one place a time.
SOUPS = ["\u1038\u103a", "\u103a\u102b", "\u103a\u1037", "\u1031", "\u0301\u0316", "\u0f71\u0f72"]


@pytest.mark.parametrize("soup", SOUPS, ids=ascii)
def test_letters_without_end_are_short_work(soup):
    text = "က" + soup * 20_000
    begun = time.process_time()
    fold(clean(text))
    assert time.process_time() - begun < 2


def test_a_letter_keeps_the_marks_it_can_carry_and_no_more():
    assert clean("က" + "\u1062" * 40) == "က" + "\u1062" * 16
    assert clean("e\u0301") == "é"


@pytest.mark.parametrize("soup", SOUPS, ids=ascii)
def test_what_was_too_long_is_cleaned_once_too(soup):
    text = clean("က" + soup * 40 + "ခ" + soup * 8)
    assert clean(text) == text


def test_nya_typed_for_the_u_of_a_name_is_u():
    assert clean("\u1009\u102e\u1038အောင်") == clean("ဦးအောင်") == "\u1026\u1038အောင်"
    assert clean("ဉာဏ်") == "ဉာဏ်"
