import pytest

from people.imports.csv_safety import escape_formula


@pytest.mark.parametrize(
    "text",
    ["=1+1", "\x01=1+1", "\x00\x0b@SUM(A1)", "\t=1", "＝1", "\u200b=1", "\ufeff+1", "\u202e-1"],
)
def test_no_text_is_left_that_a_spreadsheet_would_calculate(text):
    assert escape_formula(text).startswith("'")


@pytest.mark.parametrize("text", ["ဒေါ်ခင် = Daw Khin", "အောင်\u200bမြင့်", "a\u00a0b", "one\ntwo"])
def test_other_text_stays_as_it_is(text):
    assert escape_formula(text) == text


def test_overrides_of_the_direction_are_removed():
    assert escape_formula("Khin\u202egnuA") == "KhingnuA"


def test_no_sign_that_is_removed_or_bares_a_formula_is_taken_for_plain():
    removed = [chr(n) for n in (*range(9), 11, 12, *range(14, 32), *range(0x202A, 0x202F))]
    assert [escape_formula(f"a{sign}b") for sign in removed] == ["ab"] * len(removed)
    hidden = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    assert [escape_formula(f"{sign}=1") for sign in hidden] == [f"'{sign}=1" for sign in hidden]
