import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.facts.codes import CODE_ALPHABET, format_code, generate_code, parse_code
from certification.facts.snapshot import expiry_date

codes = st.text(CODE_ALPHABET, min_size=12, max_size=12)


@given(codes)
def test_a_printed_code_is_read_back(code):
    assert parse_code(format_code(code)) == code
    assert parse_code(f"  {code.lower()} ") == code


@given(codes)
def test_letters_that_look_like_digits_are_read_as_digits(code):
    assert parse_code(code.replace("0", "O").replace("1", "l")) == code


@given(st.text())
def test_any_text_is_a_code_or_none(text):
    code = parse_code(text)
    assert code is None or (len(code) == 12 and set(code) <= set(CODE_ALPHABET))


def test_burmese_digits_are_read():
    assert parse_code("၀၁၂၃ ၄၅၆၇ ၈၉AB") == "0123456789AB"


def test_drawn_codes_differ():
    assert len({generate_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-11-20", 36, "2029-11-20"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-01", 12, "2027-12-01"),
    ],
)
def test_validity_is_counted_in_months(day, months, end):
    assert expiry_date(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(end)


def test_without_months_it_never_expires():
    assert expiry_date(dt.date(2026, 1, 1), None) is None
