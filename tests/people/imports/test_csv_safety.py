import pytest

from people.imports.csv_safety import escape_formula


@pytest.mark.parametrize("text", ["=1+1", "\x01=1+1", "\x00\x0b@SUM(A1)", "\t=1", "＝1"])
def test_no_text_is_left_that_a_spreadsheet_would_calculate(text):
    assert escape_formula(text).startswith("'")


def test_other_text_stays_as_it_is():
    assert escape_formula("ဒေါ်ခင် = Daw Khin") == "ဒေါ်ခင် = Daw Khin"
