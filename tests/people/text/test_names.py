import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from people.text.names import (
    MAX_NAME_LETTERS,
    MAX_UNBROKEN_LETTERS,
    is_name_printable,
    starts_with_honorific,
    strip_all_honorifics,
    strip_honorific,
    strip_last_honorific,
    validate_name,
    validate_name_fits,
)


@pytest.mark.parametrize(
    "name",
    [
        "ခင်" * 40,
        "W" * MAX_UNBROKEN_LETTERS,
        " ".join(["Waw"] * 26),
        "ဒေါက်တာဒေါ်ခင်မျိုးသန္တာဝင်းကြည်ဉာဏ်လင်းသူဇာ",
        "Kyaw-Zeyar Lin O'Brien",
        "",
    ],
)
def test_names_that_a_certificate_holds_are_taken(name):
    validate_name_fits(name)


@pytest.mark.parametrize(
    "name",
    ["ခင်" * 41, "W" * (MAX_UNBROKEN_LETTERS + 1), "Waw " * 27, "က" * (MAX_NAME_LETTERS + 1)],
)
def test_names_that_no_certificate_holds_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name_fits(name)


@pytest.mark.parametrize("name", ["-", "...", "123", "၁၂၃", "?"])
def test_a_name_without_any_letter_is_none(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Li 小龙", "小 龙"),
        ("राजेश Sample", "र ा ज े श"),
        ("Αλέξης", "Α λ έ ξ η ς"),
        ("Kyaw 🙂", "🙂"),
    ],
)
def test_letters_that_no_certificate_prints_are_named(name, letters):
    with pytest.raises(ValidationError) as refusal:
        validate_name(name)
    with override("en"):
        assert f": {letters}. " in refusal.value.messages[0]
    assert not is_name_printable(name)


def test_what_is_far_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr("people.text.names.clean_name", None)
    with override("en"), pytest.raises(ValidationError, match="does not fit"):
        validate_name("ယ္ဍ" * 40_000)


@pytest.mark.parametrize(
    "name",
    ["နန်းခမ်းလာ", "ၸၢႆးလႅင်း", "နော်ၡံ", "O’Brien-Šimić", "Nguyễn"[:3], "Kyaw\u202e\x07 Sample", ""],
)
def test_names_in_the_letters_of_the_certificates_are_taken(name):
    validate_name(name)


@pytest.mark.parametrize(
    ("name", "honorific", "bare"),
    [
        ("ဦးကျော်စမ်း", "u", "ကျော်စမ်း"),
        ("U Kyaw Sample", "u", "Kyaw Sample"),
        ("u. Kyaw", "u", "Kyaw"),
        ("Dr. Khin Myo", "dr", "Khin Myo"),
        ("ဦးကျော်စမ်း", "", "ကျော်စမ်း"),
        ("ဦးကျော်စမ်း", "daw", "ဦးကျော်စမ်း"),
        ("ဦး", "u", "ဦး"),
        ("U", "u", "U"),
        ("Uttara Khin", "u", "Uttara Khin"),
        ("ကိုကိုကျော်", "ko", "ကိုကိုကျော်"),
        ("စောအေး", "", "စောအေး"),
    ],
)
def test_only_an_honorific_that_no_name_begins_with_is_taken_off(name, honorific, bare):
    assert strip_honorific(name, honorific) == bare


@pytest.mark.parametrize(
    ("name", "honorific", "starts"),
    [
        ("ကိုကိုကျော်", "ko", True),
        ("မြမြ", "ma", False),
        ("မမြ", "ma", True),
        ("Ma Mya", "ma", True),
        ("Mamya", "ma", False),
        ("Mya", "", False),
    ],
)
def test_an_honorific_before_a_name_is_a_whole_syllable_or_word(name, honorific, starts):
    assert starts_with_honorific(name, honorific) == starts


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("ဒေါက်တာ ဒေါ်ခင်မျိုးသန္တာ", "ခင်မျိုးသန္တာ"),
        ("Dr. Daw Khin Myo", "Khin Myo"),
        ("မောင်", "မောင်"),
        ("ဦး", "ဦး"),
        ("မြင့်မြင့်", "မြင့်မြင့်"),
        ("", ""),
    ],
)
def test_all_honorifics_before_a_name_are_taken_off(called, name):
    assert strip_all_honorifics(called) == name


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Khin Myo Thandar, Daw", "Khin Myo Thandar"),
        ("Thandar daw", "Thandar"),
        ("Aung Kyaw (U)", "Aung Kyaw"),
        ("အောင်ကျော်၊ ဦး", "အောင်ကျော်"),
        # The last syllable of a name, or the whole of it.
        ("အောင် ဦး", "အောင် ဦး"),
        ("Aung U", "Aung U"),
        ("Daw", "Daw"),
        ("", ""),
    ],
)
def test_an_honorific_behind_a_name_is_taken_off(called, name):
    assert strip_last_honorific(called) == name
