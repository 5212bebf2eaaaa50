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


def test_the_first_lines_of_each_outcome_are_kept():
    report = ImportReport()
    for line in range(2, 40):
        report.count("created" if line % 2 else "updated", line, f"row {line}")
        report.count("unchanged", line, "the same")
    kept = [(one.line, one.outcome) for one in report.first_lines]
    assert len(kept) == 20
    assert kept[:2] == [(2, "updated"), (3, "created")]


def test_lines_with_something_wrong_are_refused_each_once():
    check = Problem(5, "a", "x", Problem.Kind.CHECK)
    report = ImportReport(problems=[Problem(2, "a", "x"), Problem(2, "b", "y"), check])
    assert report.refused == 1


def test_each_problem_says_what_to_do():
    advised = [str(Problem(1, "", "", kind).what_to_do) for kind in Problem.Kind]
    assert all(advised)
    assert len({*advised}) == 3
    assert Problem(1, "", "", advice="Add it.").what_to_do == "Add it."
