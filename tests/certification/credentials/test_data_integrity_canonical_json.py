"""JSON written one way only: in the browser and in the kit's script as the library writes it."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.certification.signatures import script
from tests.certification.verification.browser_checker import checker, chromium

pytestmark = pytest.mark.any_database

__all__ = ["checker", "chromium"]
NUMBERS = [
    *(0, -0.0, 1, -1, 100, 0.1, 1 / 3, 1e20, 1e21, 1.5e22, 123456789012345680000.0, 1e-6, 1e-7),
    *(
        5e-324,
        1.7976931348623157e308,
        333333333.3333333,
        -1.25e-9,
        2**53 - 1,
        4.5,
        9007199254740994.0,
    ),
]
WORDS = ["", "မြန်မာ", '"\\/\b\f\n\r\t\x00\x1f\x7f', "\u2028 \ufb33 😂", "é", "€"]
TRICKY = [*NUMBERS, *WORDS, True, False, None, {}, [], {word: [word] for word in WORDS}]


@pytest.mark.browser
def test_the_browser_and_the_script_write_as_the_library_does(checker):
    for value in TRICKY:
        wanted = rfc8785.dumps(value).decode()
        assert script.canonical(value) == wanted
        assert checker.canonicalize(value) == wanted


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_written_as_ecmascript_does(value):
    assert script.canonical(value) == rfc8785.dumps(value).decode()


@pytest.mark.parametrize(
    "text", ["NaN", "1e999", '"\\ud800"', '{"a":1,"a":2}', "[" * 70 + "]" * 70]
)
def test_what_has_no_one_form_is_refused(checker, text):
    with pytest.raises(Exception, match=r"unreadable|too_deep|surrogates"):
        script.read_json(text)
    with pytest.raises(Exception, match=r"unreadable|too_deep|JSON"):
        checker.readJson(text)


def test_a_long_number_is_read_as_browsers_read_it():
    assert script.canonical(script.read_json("12345678901234567890")) == "12345678901234567000"
