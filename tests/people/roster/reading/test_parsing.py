"""A roster is read line by line, without a look at what is recorded."""

import datetime as dt

import pytest
from django.utils import timezone

from people.imports.report import Problem
from people.roster.reading.parsing import parse_roster
from tests.people.roster.rosters import AUNG, HEADER, KHIN, csv_file, told


def test_empty_cells_state_nothing_of_the_person():
    [row] = parse_roster(csv_file(AUNG)).rows
    assert (row.staff_number, row.agency, row.grade) == ("1002", "MOE", 9)
    assert (row.valid_from, row.position["en"]) == (dt.date(2024, 1, 1), "Clerk")
    assert not {"email", "phone"} & row.person.keys()


def test_a_staff_number_that_stands_twice_is_told_of_the_second_line():
    roster = parse_roster(csv_file(KHIN, AUNG, KHIN))
    assert [row.line for row in roster.rows] == [2, 3]
    assert told(roster.problems) == [(4, "staff_number")]


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("daw,", "madam,", "honorific"),
        ("Khin Myo", "Khin 小龙", "name_en"),
        ("Khin Myo", "W" * 31, "name_en"),
        ("Khin Myo", "-", "name_en"),
        ("ခင်မျိုး", "#N/A", "name_my"),
        ("ခင်မျိုး", "????????", "name_my"),
        ("female", "lady", "gender"),
        ("khin@mail.example", "khin(at)mail.example", "email"),
        ("0900111222", "9.001E+08", "phone"),
        ("စာရေး", "\ufffd\ufffd\ufffd", "position_my"),
        ("Clerk", "á€…á€¬á€›", "position_en"),
        (",9,", ",14,", "grade"),
    ],
)
def test_a_cell_that_cannot_be_read_never_costs_the_person(right, wrong, column):
    roster = parse_roster(csv_file(KHIN.replace(right, wrong)))
    [row] = roster.rows
    [problem] = roster.problems
    assert (problem.line, problem.field, problem.kind) == (2, column, Problem.Kind.CHECK)
    [whole] = parse_roster(csv_file(KHIN)).rows
    position = {f"position_{language}": name for language, name in row.position.items()}
    whole_position = {f"position_{code}": name for code, name in whole.position.items()}
    said = {**row.person, **position, "grade": row.grade}
    all_said = {**whole.person, **whole_position, "grade": whole.grade}
    assert {name: said.get(name) or None for name in all_said} == {**all_said, column: None}


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("1001", "10 01", "staff_number"),
        (",GAD,", ",,", "agency"),
        ("2024-01-01", "2024-13-01", "from"),
    ],
)
def test_a_line_without_what_it_is_about_is_told_and_not_used(right, wrong, column):
    roster = parse_roster(csv_file(KHIN.replace(right, wrong)))
    [problem] = roster.problems
    assert (roster.rows, problem.field, problem.is_wrong) == ([], column, True)


def test_a_line_whose_only_name_was_destroyed_says_so():
    line = KHIN.replace("ခင်မျိုး", "????????").replace("Khin Myo", "")
    roster = parse_roster(csv_file(line))
    assert roster.rows == []
    assert [(p.field, p.is_wrong) for p in roster.problems] == [("name_my", True)] * 2


def test_nobody_leaves_before_the_posting_begins():
    header, line = f"{HEADER},left_on", f"{KHIN},2024-01-01"
    assert told(parse_roster(csv_file(line, header=header)).problems) == [(2, "left_on")]
    [row] = parse_roster(csv_file(line[:-1] + "2", header=header)).rows
    assert row.left_on == dt.date(2024, 1, 2)


def test_a_day_years_ahead_is_asked_and_read():
    year = timezone.localdate().year + 3
    header, line = f"{HEADER},left_on", KHIN.replace("2024-01-01", f"{year}-01-01")
    roster = parse_roster(csv_file(f"{line},{year}-03-01", header=header))
    assert [row.valid_from for row in roster.rows] == [dt.date(year, 1, 1)]
    assert told(roster.problems) == [(2, "from"), (2, "left_on")]
    assert not any(problem.is_wrong for problem in roster.problems)


@pytest.mark.parametrize("day", ["1949-12-31", "၁၉၄၉-၀၁-၀၁", "2099-01-01"])
def test_an_impossible_day_refuses_the_line(day):
    roster = parse_roster(csv_file(KHIN.replace("2024-01-01", day)))
    assert (roster.rows, told(roster.problems)) == ([], [(2, "from")])


def test_columns_that_say_nothing_here_are_told():
    roster = parse_roster(csv_file(f"{KHIN},09,x,", header=f"{HEADER},e-mail,,remarks"))
    [note] = roster.problems
    assert (note.line, note.kind, len(roster.rows)) == (1, Problem.Kind.CHECK, 1)
    assert "e-mail, remarks" in str(note.message)


def test_the_sexes_are_read_as_forms_write_them():
    lines = [KHIN.replace("female", "မ"), AUNG.replace("male", "ကျား")]
    rows = parse_roster(csv_file(*lines)).rows
    assert [row.person["gender"] for row in rows] == ["female", "male"]


def test_days_and_months_are_told_apart_by_other_lines_of_the_file():
    american = [KHIN.replace("2024-01-01", "11/23/2024"), AUNG.replace("2024-01-01", "03/04/2024")]
    roster = parse_roster(csv_file(*american))
    days = [row.valid_from for row in roster.rows]
    assert days == [dt.date(2024, 11, 23), dt.date(2024, 3, 4)]
    assert told(roster.problems) == [(3, "from")]


def test_a_byte_order_mark_and_semicolons_are_read():
    lines = [line.replace(",", ";") for line in (KHIN, AUNG)]
    file = csv_file(*lines, header=HEADER.replace(",", ";"), encoding="utf-8-sig")
    assert len(parse_roster(file).rows) == 2
