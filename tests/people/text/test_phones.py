import pytest

from people.text.phones import is_phone_number, normalise_phone


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
