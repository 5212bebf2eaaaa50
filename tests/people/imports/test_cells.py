import datetime as dt

import pytest
from django.utils.translation import override

from people.imports.cells import (
    InvalidValue,
    Row,
    choice_reader,
    name_reader,
    read_cells,
    read_date,
    read_flag,
    read_optional_date,
    read_optional_whole_number,
    read_whole_number,
    text_reader,
)

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "23-11-2026",
        "23/11/2026",
        "23.11.2026",
        "၂၀၂၆-၁၁-၂၃",
        "2026-11-23 00:00:00",
        "2026-11-23T13:05",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert read_date(text) == read_optional_date(text) == DAY


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "0224-11-23", "2204-11-23"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(InvalidValue):
        read_date(text)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#NAME?"])
def test_what_a_spreadsheet_shows_for_a_broken_formula_is_no_text(text):
    with pytest.raises(InvalidValue):
        text_reader(40)(text)


def test_empty_cells_may_stand_for_nothing():
    assert read_optional_date("") is None
    assert read_optional_whole_number("") == 0
    assert not read_flag("")


def test_cells_are_cleaned_and_each_wrong_one_is_told():
    readers = {"name": text_reader(4), "kind": choice_reader(["a", "b"], needed=True)}
    assert read_cells(Row(3, {"name": " x\u200b ", "kind": "A"}), readers) == (
        {"name": "x", "kind": "a"},
        [],
    )
    _values, problems = read_cells(Row(3, {"name": "too long"}), readers)
    assert [(problem.line, problem.field) for problem in problems] == [(3, "name"), (3, "kind")]


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "9" * 10, "9" * 5000, "၉" * 5000])
def test_what_is_no_whole_number_of_ours_is_refused(text):
    with pytest.raises(InvalidValue):
        read_whole_number(text)


@pytest.mark.parametrize(
    "text",
    ["????????", "???? ????", "?", "ကျော်\ufffd", "\ufffd\ufffd", "Kyaw ??", "á€…á€¬á€›á€±á€¸"],
)
def test_letters_that_a_program_lost_are_refused(text):
    with pytest.raises(InvalidValue):
        text_reader(40)(text)


@pytest.mark.parametrize("text", ["Who is it?", "?.html", "စာရေး", "Áine Ó", ""])
def test_a_question_mark_among_letters_is_one(text):
    assert text_reader(40)(text) == text


def test_letters_that_no_certificate_prints_are_told_in_the_language_of_the_reader():
    with pytest.raises(InvalidValue) as refusal:
        name_reader(40)("小龙 Sample")
    for language, words in (("en", "cannot print"), ("my", "ပုံနှိပ်")):
        with override(language):
            assert words in str(refusal.value.message)
