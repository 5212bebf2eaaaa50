import csv
import random

import pytest
from django.conf import settings as site
from hypothesis import given, settings
from hypothesis import strategies as st

from people.text.names import clean_name, name_key
from people.text.phones import is_phone_number, normalise_phone
from people.text.spelling import clean, fold
from people.text.syllables import break_lines, index_text, query_phrases, split_syllables
from people.text.zawgyi import detect_zawgyi, from_zawgyi, to_unicode, zawgyi_probability

BREAK = "\u200b"
signs = st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
strays = st.sampled_from("\u200b\u200c\u00a0 \t\r\nabé7၀၇ဝရ")
typed = st.text(signs | strays | st.characters(), max_size=40)


def reference_words():
    for file, column in (("mm_townships", "my_name"), ("ministries", "name_my")):
        path = site.BASE_DIR / "data" / "reference" / f"{file}.csv"
        with path.open(encoding="utf-8") as lines:
            yield from (row[column] for row in csv.DictReader(lines))


WORDS = sorted(set(reference_words()))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map("".join)


@settings(max_examples=400, deadline=None)
@given(typed)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@settings(max_examples=400, deadline=None)
@given(typed)
def test_what_is_compared_does_not_depend_on_cleaning(text):
    assert fold(clean(text)) == fold(text)


@settings(max_examples=400, deadline=None)
@given(typed)
def test_syllables_join_to_the_text(text):
    assert "".join(split_syllables(text)) == text


@settings(max_examples=400, deadline=None)
@given(typed)
def test_line_breaks_add_nothing_else(text):
    assert break_lines(text).replace(BREAK, "") == text.replace(BREAK, "")


@settings(max_examples=400, deadline=None)
@given(typed)
def test_what_is_indexed_is_ascii_letters_and_digits(text):
    tokens = index_text(text).split(" ")
    assert all(token.isascii() and (token.isalnum() or not token) for token in tokens)


@settings(max_examples=200, deadline=None)
@given(phrases, st.randoms(use_true_random=False))
def test_a_part_of_whole_syllables_is_found(text, random_: random.Random):
    parts = split_syllables(clean(text))
    start = random_.randrange(len(parts))
    part = "".join(parts[start : random_.randrange(start, len(parts)) + 1])
    indexed = f" {index_text(text)} "
    assert all(f" {phrase} " in indexed for phrase in query_phrases(part))


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_good_burmese_goes_through_unchanged(text):
    assert to_unicode(text) == text


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_lines_break_between_syllables_only(text):
    parts = [part for part in break_lines(text).split(BREAK) if part]
    assert [s for part in parts for s in split_syllables(part)] == split_syllables(text)


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
    ("one", "other"),
    [("ပြဿနာ", "ပြသ္သနာ"), ("ဩဂုတ်", "သြဂုတ်"), ("၂၀၂၆", "2026"), ("ဒေါ်", "ဒော်"), ("Aung", "AUNG")],
)
def test_look_alikes_compare_equal(one, other):
    assert fold(one) == fold(other)


def test_a_word_inside_another_syllable_is_not_found():
    assert query_phrases("ကား")[0] not in index_text("ကာကွယ်ရေး")


def test_zawgyi_is_recognised_and_converted():
    assert zawgyi_probability("ေဒၚခင္ျမင့္") > 0.95
    assert from_zawgyi("ေဒၚခင္ျမင့္") == clean_name("ေဒၚခင္ျမင့္") == "ဒေါ်ခင်မြင့်"
    assert query_phrases("ေဒၚခင္ျမင့္") == query_phrases("ဒေါ်ခင်မြင့်")


def test_good_burmese_is_never_converted_but_asked_about_where_it_may_be_zawgyi():
    assert detect_zawgyi("မေမြ").is_doubtful
    assert zawgyi_probability("သားပခုက္ကူ") > 0.95
    assert to_unicode("သားပခုက္ကူ") == "သားပခုက္ကူ"
    assert detect_zawgyi("ပခုက္ကူ").is_doubtful


@pytest.mark.parametrize("text", ["လိၵ်ႈတႆး", "ဘာသာမန်", "ကညီကျိာ်", "ဒေါ်ခင်မျိုးသန္တာ", "ေမ", "Khin"])
def test_other_languages_and_short_strings_are_never_converted(text):
    assert to_unicode(text) == text


def test_the_key_of_a_name_fits_its_column():
    assert len(name_key("ဿ" * 120, "ß" * 120)) == 250


@pytest.mark.parametrize(
    ("typed_text", "stored"),
    [
        ("+95 9 250 001 234", "09250001234"),
        ("၀၉-၂၅၀၀၀၁၂၃၄", "09250001234"),
        ("0095 9250001234", "09250001234"),
        ("00 66 812345678", "+66812345678"),
        ("daw khin", "daw khin"),
    ],
)
def test_phone_numbers_are_stored_in_one_spelling(typed_text, stored):
    assert normalise_phone(typed_text) == stored


def test_a_word_is_no_phone_number():
    assert not is_phone_number("learner")
