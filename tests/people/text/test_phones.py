import pytest

from people.text.phones import (
    is_phone_number,
    lacks_prefix,
    normalise_phone,
    restore_leading_zero,
)


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


@pytest.mark.parametrize(
    ("typed_text", "stored"),
    [
        ("9421000001", "09421000001"),
        ("၉၄၂၁၀၀၀၀၀၁", "09421000001"),
        ("9 500 1234", "095001234"),
        ("09421000001", "09421000001"),
        ("+959421000001", "09421000001"),
        ("1234567", "1234567"),
        ("94210000012345", "94210000012345"),
        ("", ""),
    ],
)
def test_a_mobile_number_gets_the_zero_back_that_a_sheet_dropped(typed_text, stored):
    assert restore_leading_zero(typed_text) == stored


@pytest.mark.parametrize(
    ("number", "is_lacking"),
    [("1234567", True), ("01234567", False), ("+6681", False), ("", False)],
)
def test_a_number_has_a_zero_or_a_country_code_before_it(number, is_lacking):
    assert lacks_prefix(number) == is_lacking
