"""A roster is read line by line, without a look at what is recorded."""

import datetime as dt

import pytest

from people.imports.cells import InvalidValue
from people.roster.parsing import parse_roster, read_staff_number
from tests.people.roster.rosters import AUNG, HEADER, KHIN, csv_file, told


def test_empty_cells_state_nothing_of_the_person():
    [row] = parse_roster(csv_file(AUNG)).rows
    assert (row.staff_number, row.agency, row.grade) == ("1002", "MOE", 9)
    assert (row.valid_from, row.position["en"]) == (dt.date(2024, 1, 1), "Clerk")
    assert not {"email", "phone"} & row.person.keys()


def test_what_stands_twice_in_the_file_is_told_of_the_second_line():
    same_contacts = AUNG.replace("male,,", "male,khin@mail.example,0900111222")
    roster = parse_roster(csv_file(KHIN, same_contacts, KHIN))
    assert [row.line for row in roster.rows] == [2]
    assert told(roster.problems) == [
        *((3, column) for column in ("email", "phone")),
        *((4, column) for column in ("staff_number", "email", "phone")),
    ]


@pytest.mark.parametrize("text", ["၁၀၀၁/က", "", "12 34", "-1", "1" * 21])
def test_what_is_no_staff_number_is_refused(text):
    with pytest.raises(InvalidValue):
        read_staff_number(text)


def test_a_staff_number_is_kept_in_ascii_capitals():
    assert read_staff_number("gad/၁၀-a") == "GAD/10-A"


def test_a_byte_order_mark_and_semicolons_are_read():
    lines = [line.replace(",", ";") for line in (KHIN, AUNG)]
    file = csv_file(*lines, header=HEADER.replace(",", ";"), encoding="utf-8-sig")
    assert len(parse_roster(file).rows) == 2
