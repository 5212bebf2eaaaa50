import pytest
from hypothesis import given, settings

from people.text.identifiers import (
    identifier_key,
    is_own_choice,
    is_sign_in_name,
    is_staff_number,
)
from tests.people.text.strategies import typed


@settings(max_examples=400, deadline=None)
@given(typed)
def test_a_key_of_a_key_is_the_key(text):
    assert identifier_key(identifier_key(text)) == identifier_key(text)


@pytest.mark.parametrize(
    "typed_text",
    [
        "09250001234",
        "+95 9 250001234",
        "00959250001234",
        "၀၉-၂၅၀ ၀၀၁ ၂၃၄",
        "０９２５０００１２３４",
    ],
)
def test_a_phone_has_one_key_however_it_is_written(typed_text):
    assert identifier_key(typed_text) == "09250001234"


@pytest.mark.parametrize("name", ["khin", "Khin.Myo-1", "GAD/10-A", "ခင်မျိုး", "ခင်မျိုး၁"])
def test_a_sign_in_name_is_in_one_script(name):
    assert is_sign_in_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "аdmin",  # a Cyrillic first letter
        "админ",
        "admin\u200b",
        "\u202enimda",
        "ad\u00admin",
        "ạdmin",
        "ａdmin",
        "khinခင်",
        "two words",
        "ㅤ",
        "",
    ],
)
def test_scripts_that_look_alike_and_signs_that_are_not_seen_are_in_none(name):
    assert not is_sign_in_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("1001", "၁၀၀၁", "09250001234", "100/10", "a@b.example", "_._"),
        *("s900001", "gad-123", "moe/1234", "gad-၁၂၃"),
    ],
)
def test_numbers_and_addresses_are_nobodys_choice(name):
    assert not is_own_choice(name)


@pytest.mark.parametrize("name", ["khin", "khin.myo-1", "aungaung1990", "ခင်မျိုး၁"])
def test_words_are_anybodys_choice(name):
    assert is_own_choice(name)


def test_a_staff_number_is_written_in_latin():
    assert is_staff_number("gad/၁၀-a")
    assert not is_staff_number("၁၀၀၁/က")
    assert not is_staff_number("GАD-1")  # a Cyrillic A
