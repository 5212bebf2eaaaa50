"""Each cell of a roster is read in one spelling or refused in words."""

import pytest

from people.imports.cells import InvalidValue
from people.roster.reading.cells import ROSTER_READERS, read_staff_number


@pytest.mark.parametrize("text", ["၁၀၀၁/က", "", "12 34", "-1", "1" * 21])
def test_what_is_no_staff_number_is_refused(text):
    with pytest.raises(InvalidValue):
        read_staff_number(text)


def test_a_staff_number_is_kept_in_ascii_capitals():
    assert read_staff_number("gad/၁၀-a") == "GAD/10-A"


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("honorific", "ဒေါ်", "daw"),
        ("gender", "F", "female"),
        ("email", "Khin@Mail.example", "khin@mail.example"),
        ("phone", "9421000001", "09421000001"),
        ("grade", "၁၁", 11),
        ("left_on", "", None),
    ],
)
def test_a_cell_is_read_as_it_is_stored(column, text, value):
    assert ROSTER_READERS[column](text) == value
