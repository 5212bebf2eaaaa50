"""What was surely meant is mended and told; what is doubtful is told and left."""

import datetime as dt

import pytest

from people.imports.report import Problem
from people.roster.reading.parsing import parse_roster
from tests.people.roster.rosters import KHIN, csv_file

CHECK, CONVERTED = Problem.Kind.CHECK, Problem.Kind.CONVERTED


def parse_person(line):
    roster = parse_roster(csv_file(line))
    [row] = roster.rows
    return row.person, [(problem.field, problem.kind) for problem in roster.problems]


def test_names_in_the_column_of_the_other_letters_are_asked():
    line = KHIN.replace("ခင်မျိုး,Khin Myo", "Khin Myo,ခင်မျိုး")
    person, notes = parse_person(line)
    assert (person["name_my"], person["name_en"]) == ("Khin Myo", "ခင်မျိုး")
    assert notes == [("name_my", CHECK), ("name_en", CHECK)]


def test_an_honorific_that_stands_in_the_name_too_is_taken_off_with_a_note():
    line = KHIN.replace("ခင်မျိုး", "ဒေါ်ခင်မျိုး").replace("Khin Myo", "Daw Khin Myo")
    person, notes = parse_person(line)
    assert (person["name_my"], person["name_en"]) == ("ခင်မျိုး", "Khin Myo")
    assert notes == [("name_my", CONVERTED), ("name_en", CONVERTED)]


@pytest.mark.parametrize(
    ("honorific", "name"),
    [
        ("ko", "ကိုကိုကျော်"),
        ("ma", "မမကြီး"),
        ("maung", "မောင်မောင်"),
        ("daw", "ဦးကျော်မင်း"),
        ("", "ဦးကျော်မင်း"),
        ("", "ဒေါက်တာခင်မျိုး"),
    ],
)
def test_what_may_be_part_of_the_name_is_asked_and_stays(honorific, name):
    line = KHIN.replace("daw,", f"{honorific},").replace("ခင်မျိုး", name)
    person, notes = parse_person(line)
    assert (person["name_my"], notes) == (name, [("name_my", CHECK)])


@pytest.mark.parametrize(
    ("honorific", "name"),
    [("ma", "မင်းစိုး"), ("u", "ဦးစိုး"[2:] + "မောင်"), ("daw", "Dawei Khin"), ("u", "Uttara")],
)
def test_a_name_that_only_looks_like_an_honorific_is_no_matter(honorific, name):
    other = "Khin Myo" if name.isascii() else "ခင်မျိုး"
    line = KHIN.replace("daw,", f"{honorific},").replace(other, name)
    assert parse_person(line)[1] == []


def test_the_zero_that_a_sheet_dropped_is_put_back_with_a_note():
    person, notes = parse_person(KHIN.replace("0900111222", "900111222"))
    assert (person["phone"], notes) == ("0900111222", [("phone", CONVERTED)])


@pytest.mark.parametrize(
    ("phone", "note"), [("1234567", [("phone", CHECK)]), ("+66 81 2345678", [])]
)
def test_a_phone_without_any_prefix_is_asked(phone, note):
    assert parse_person(KHIN.replace("0900111222", phone))[1] == note


@pytest.mark.parametrize(
    ("before", "after", "column", "value"),
    [
        ("2024-01-01", "45292", "from", dt.date(2024, 1, 1)),
        ("2024-01-01", "2O24-0l-01", "from", dt.date(2024, 1, 1)),
        (",9,", ",9.0,", "grade", 9),
        ("1001", "1001.0", "staff_number", "1001"),
        ("1001", "၁ဝဝ၁", "staff_number", "1001"),
        ("0900111222", "O900111222", "phone", "0900111222"),
    ],
)
def test_numbers_that_a_sheet_or_a_hand_wrote_otherwise_are_mended_and_told(
    before, after, column, value
):
    roster = parse_roster(csv_file(KHIN.replace(before, after)))
    [row], [note] = roster.rows, roster.problems
    read = {"from": row.valid_from, "grade": row.grade, "staff_number": row.staff_number}
    assert (read | row.person)[column] == value
    assert (note.line, note.field, note.kind) == (2, column, CONVERTED)


@pytest.mark.parametrize("number", ["KO-1001", "1O01", "S-77"])
def test_letters_of_a_staff_number_stay(number):
    [row] = parse_roster(csv_file(KHIN.replace("1001", number))).rows
    assert row.staff_number == number
