"""The page of a curve: its range, its measures apart, and its file."""

import pytest

from tests.reporting.web.addresses import CSV, ON, PAGE, csv_rows, text_of

pytestmark = pytest.mark.any_database
TREND = "/en/insights/trend/"


def test_a_range_is_chosen_by_a_link_and_an_unknown_one_is_the_usual(as_hr):
    for asked, number in ({"range": "12"}, 13), ({"range": "plan"}, 36), ({"range": "odd"}, 19):
        (curve,) = as_hr.get(TREND, ON | asked).context["curves"]
        assert len(curve.trend.cells) == number


def test_two_measures_are_two_pictures_with_a_table_each(as_hr):
    page = text_of(as_hr.get(TREND, ON | {"both": "1"}))
    assert page.count('class="chart-line wide"') == 2
    assert page.count("The same as a table") == 2
    assert text_of(as_hr.get(TREND, ON)).count('class="chart-line wide"') == 1


def test_the_file_has_the_lines_of_the_tables(as_hr):
    asked = ON | {"range": "plan", "both": "1"}
    curves = as_hr.get(TREND, asked).context["curves"]
    lines = csv_rows(as_hr.get(CSV, asked | {"table": "trend"}))
    told = [(one["Measure"], one["Day"], one["Count"]) for one in lines if one["Count"]]
    assert told == [
        (curve.scope.measure.label, cell.day.isoformat(), str(cell.count))
        for curve in curves
        for cell in curve.trend.cells
    ]
    assert any(one["What the target names"].startswith("Due") for one in lines)


def test_the_insights_lead_there(as_hr):
    assert f'href="{TREND}?unit=MOHA' in as_hr.get(PAGE, ON).content.decode()


def test_a_wrong_question_or_a_foreign_unit_is_refused(as_township):
    assert as_township.get(TREND, {"day": "soon"}).status_code == 400
    assert as_township.get(TREND, {"unit": "MOHA"}).status_code == 404
