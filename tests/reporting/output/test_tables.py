"""Sheets have a heading for each cell, and say what they are about."""

import datetime as dt

import pytest

from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.insights.planning import list_outlooks
from reporting.output.tables import build_coverage_sheet, build_target_sheet
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of

pytestmark = [pytest.mark.any_database, pytest.mark.usefixtures("english")]


@pytest.fixture
def scope(house):
    return scope_of(house.hr)


def cells_of(sheet, line=0):
    return dict(zip(sheet.headings, sheet.lines[line], strict=True))


def test_a_target_tells_what_is_held_and_what_is_missing(house, scope):
    context = UnitContext.of(house.moha, scope.day)
    rows = list_target_rows(house.hr, house.moha, day=scope.day, context=context)
    cells = cells_of(build_target_sheet(list_outlooks(rows, context)))
    assert (cells["Unit code"], cells["Held"], cells["Target"], cells["Gap"]) == ("MOHA", 2, 4, 2)
    assert (cells["Clause"], cells["Due"]) == (
        "2.1 Every official works safely",
        dt.date(2026, 12, 31),
    )
    assert cells["Sample figure"] == "sample figure"
    assert (cells["In training"], cells["Without it"]) == (0, 3)
    assert cells["Forecast, slower pace"] <= cells["Forecast, faster pace"]
    assert "target" not in cells["Forecast"]


def test_a_figure_tells_its_share_of_those_posted(house, scope):
    context = UnitContext.of(house.moha, scope.day)
    rows = list_coverage_rows(scope, [house.gad], context=context, by_kind=True)
    sheet = build_coverage_sheet(rows)
    assert [line[0] for line in sheet.lines] == ["MOHA", "", "GAD"]
    assert [line[1] for line in sheet.lines][1] == "Staff of the office itself"
    cells = cells_of(sheet, 2)
    assert (cells["Posted"], cells["Count"], cells["Percent of those posted"]) == (4, 2, 50.0)
    assert (cells["Measure"], cells["Day"], cells["Level"]) == (
        "Held now",
        DAY,
        "2 · Basic",
    )


def test_no_rows_are_a_sheet_with_headings_only():
    for sheet in (build_target_sheet([]), build_coverage_sheet([])):
        assert (sheet.lines, bool(sheet.headings)) == ((), True)
