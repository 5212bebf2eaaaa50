"""All dates of a file are read in the order that some of its lines prove."""

import pytest
from django.utils.translation import override

from people.imports.cells import Row
from people.imports.day_order import settle_day_order
from people.imports.report import Problem


def settle(*dates):
    rows = [Row(line, {"from": text}) for line, text in enumerate(dates, start=2)]
    problems = settle_day_order(rows, "from")
    return [row.cells["from"] for row in rows], problems


@pytest.mark.parametrize("separator", "/-.")
def test_a_line_that_proves_the_month_first_decides_for_all(separator):
    written = ["11/23/2026", "03/04/2026", "05/05/2026", "2026-02-01"]
    days, problems = settle(*(date.replace("/", separator) for date in written))
    assert days[:2] == ["2026-11-23", "2026-03-04"]
    [problem] = problems
    assert (problem.line, problem.field, problem.kind) == (3, "from", Problem.Kind.CHECK)
    with override("en"):
        assert "line 2" in str(problem.message)
        assert "2026-03-04" in str(problem.message)


@pytest.mark.parametrize("dates", [("03/04/2026", "05/06/2026"), ("23/11/2026", "03/04/2026")])
def test_without_such_a_line_the_day_is_first(dates):
    assert settle(*dates) == (list(dates), [])


def test_where_lines_prove_both_what_could_be_two_days_is_wrong():
    days, problems = settle("11/23/2026", "23/11/2026", "03/04/2026", "04/04/2026")
    assert days == ["2026-11-23", "23/11/2026", "04/04/2026"]
    assert [(problem.line, problem.is_wrong) for problem in problems] == [(4, True)]


def test_burmese_digits_prove_it_too():
    assert settle("၁၁/၂၃/၂၀၂၆", "၀၃/၀၄/၂၀၂၆")[0] == ["2026-11-23", "2026-03-04"]


def test_what_is_no_date_is_left_to_its_reader():
    assert settle("", "soon", "99/99/2026") == (["", "soon", "99/99/2026"], [])
