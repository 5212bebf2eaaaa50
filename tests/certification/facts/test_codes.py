from hypothesis import given
from hypothesis import strategies as st

from certification.facts.codes import CODE_ALPHABET, format_code, generate_code, parse_code

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
