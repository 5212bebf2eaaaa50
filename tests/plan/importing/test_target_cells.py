"""Cells of a file of targets say percent, grades, positions and milestones."""

import pytest

from people.imports.cells import InvalidValue, Row
from people.imports.lines import TableLine
from plan.importing.target_cells import read_grade, read_percent, read_positions

pytestmark = pytest.mark.any_database
CLERK = {"my": "စာရေး", "en": "Clerk"}
KNOWN = {"clerk": CLERK, "စာရေး": CLERK}


@pytest.mark.parametrize(
    ("text", "percent"), [("", None), ("80", 80), ("၈၀ %", 80), ("100%", 100)]
)
def test_a_percent_is_read_in_either_digits(text, percent):
    assert read_percent(text) == percent


@pytest.mark.parametrize("text", ["0", "101", "0.8", "most"])
def test_a_percent_is_of_a_hundred(text):
    with pytest.raises(InvalidValue):
        read_percent(text)


def test_a_grade_has_two_digits():
    assert [read_grade(text) for text in ("", "၅")] == [None, 5]
    with pytest.raises(InvalidValue):
        read_grade("100")


def test_positions_are_known_by_a_name_and_kept_with_all_of_them():
    line = TableLine(Row(2, {"positions": "CLERK; စာရေး; "}))
    assert read_positions(line, "positions", KNOWN) == [CLERK]
    assert not line.problems
    line = TableLine(Row(2, {"positions": "Clerk; Clrek"}))
    read_positions(line, "positions", KNOWN)
    assert [problem.field for problem in line.problems] == ["positions"]
