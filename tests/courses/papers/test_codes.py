"""A code of a sheet is read as it is written by hand, and a slip is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.papers.codes import make_code, parse_code

pytestmark = pytest.mark.any_database
NUMBERS = st.builds(lambda _none: make_code(), st.none())
BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")


@given(NUMBERS)
def test_a_code_is_read_in_both_digits_and_however_it_is_grouped(code):
    for typed in (
        code,
        f"{code[:4]}-{code[4:]}",
        f" {code[:4]} {code[4:]} ",
        code.translate(BURMESE),
    ):
        assert parse_code(typed) == code


@given(NUMBERS, st.integers(0, 7), st.integers(1, 9))
def test_every_wrong_digit_is_found(code, place, more):
    wrong = str((int(code[place]) + more) % 10)
    assert parse_code(code[:place] + wrong + code[place + 1 :]) is None


@given(NUMBERS, st.integers(0, 6))
def test_every_two_neighbours_that_were_swapped_are_found(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or parse_code(swapped) is None


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "ABCDEFGH", "١٢٣٤٥٦٧٨"])
def test_what_is_no_code_is_none(typed):
    assert parse_code(typed) is None
