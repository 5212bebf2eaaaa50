import time

import pytest
from hypothesis import given, settings

from people.text.names import clean_name
from people.text.syllables import index_text, join_syllables, query_phrases
from people.text.zawgyi import detect_zawgyi, from_zawgyi, to_unicode, zawgyi_probability
from tests.people.text.strategies import phrases


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_good_burmese_goes_through_unchanged(text):
    assert to_unicode(text) == text


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


ZAWGYI = "ေဒၚခင္ျမင့္ ျမန္မာႏိုင္ငံ သင္တန္းေက်ာင္း "


@pytest.mark.parametrize("name", ["လုံနွမ်", "နွမ်လုံ", "နွမ်ခမ်း"])
def test_a_name_copied_from_a_page_of_ours_is_doubted_no_more_than_typed(name):
    copied = join_syllables(name)
    assert copied != name
    assert detect_zawgyi(copied) == detect_zawgyi(name)


def test_a_long_text_is_converted_like_its_parts():
    assert from_zawgyi(ZAWGYI * 40) == from_zawgyi(ZAWGYI) * 40
    closed = ZAWGYI.replace(" ", "")
    assert from_zawgyi(closed * 40) == from_zawgyi(closed) * 40


@pytest.mark.parametrize("soup", ["\u1031", "\u103a", "\u1038\u103a", "\u1031\u1000", "\u1039"])
@pytest.mark.parametrize("read", [to_unicode, index_text, query_phrases, clean_name])
def test_letters_without_end_are_short_work(soup, read):
    text = "ျမန္မာ" + soup * (20_000 // len(soup))
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 2
