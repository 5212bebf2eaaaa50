"""One report counts what became of the lines of a file."""

import pytest

from people.imports.report import ImportReport, Problem, UnreadableFile


def test_outcomes_are_counted_by_name():
    report = ImportReport()
    for outcome in ("created", "created", "moved"):
        report.count(outcome)
    assert (report.created, report.updated, report.moved) == (2, 0, 1)
    with pytest.raises(AttributeError):
        report.count("burnt")


def test_reports_add_up_and_only_those_that_move_count_moves():
    report = ImportReport(created=1, problems=[Problem(2, "a", "x")])
    report.merge(ImportReport(created=2, unchanged=3, problems=[Problem(4, "b", "y")]))
    assert (report.created, report.unchanged, report.moved) == (3, 3, None)
    assert [problem.line for problem in report.problems] == [2, 4]
    report.merge(ImportReport(moved=2))
    assert report.moved == 2


def test_only_a_wrong_line_is_wrong():
    kinds = [kind for kind in Problem.Kind if Problem(1, "", "", kind).is_wrong]
    assert kinds == [Problem.Kind.WRONG]


def test_an_unreadable_file_says_what_is_wrong_by_line():
    error = UnreadableFile([Problem(1, "", "Empty."), Problem(3, "code", "Missing.")])
    assert str(error) == "1: Empty.; 3: Missing."
