"""The page of a curve: its range, its measures apart, and its file."""

import datetime as dt
import re
from html import unescape

import pytest

from people.postings import end_posting
from people.text.formatting import official_date
from plan.models import PastTarget
from reporting.insights.trend import list_trend_lines
from tests.people.factories import PostingFactory
from tests.plan.factories import TargetFactory
from tests.reporting.factories import EvidenceFactory
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


@pytest.fixture
def clerks(house):
    """A target of the office itself: one of its two clerks serves there no longer since May."""
    clerk, head = {"en": "Clerk", "my": "စာရေး"}, {"en": "Head", "my": "အကြီးအကဲ"}
    people = [(house.gad, clerk), (house.gad, clerk), (house.gad, head), (house.north, clerk)]
    holders = [PostingFactory(agency=agency, position=name).person for agency, name in people]
    for person, (agency, name) in zip(holders, people, strict=True):
        EvidenceFactory(person=person, skill=house.skill, agency=agency, position=name)
    end_posting(holders[1], day=dt.date(2026, 5, 1))
    return TargetFactory(
        agency=house.gad,
        skill=house.skill,
        headcount=None,
        percent=50,
        positions=[clerk],
        with_below=False,
        milestones=[["2026-06-30", 40]],
    )


def test_the_curve_of_a_target_counts_whom_it_is_about(as_hr, clerks):
    """Page, file and API tell the same, beside baseline and milestones; the row leads there."""
    asked = ON | {"unit": "GAD", "skill": "DC3-4.2", "level": "2", "range": "12"}
    home = text_of(as_hr.get(PAGE, ON | {"unit": "GAD"}))
    [address] = re.findall(rf'href="({TREND}[^"]*target={clerks.pk})"', home)
    answer = as_hr.get(unescape(address) + "&range=12")
    [curve] = answer.context["curves"]
    told = {cell.day.isoformat(): cell.count for cell in curve.trend.cells}
    assert (told["2026-04-23"], told["2026-11-23"]) == (2, 1)
    assert [kind.people for kind in curve.kinds] == [1]
    assert {mark.kind.value: mark.people for mark in curve.trend.marks} == {"milestone": 1}
    assert [step.asked for step in curve.trend.steps] == [1]
    assert "whom the target is about: Clerk · Staff of the office itself." in text_of(answer)
    assert re.search(rf"kind=\w+&amp;target={clerks.pk}\b", text_of(answer))
    asked |= {"target": str(clerks.pk)}
    file = as_hr.get(CSV, asked | {"table": "trend"})
    assert f"target-{clerks.pk}" in file["Content-Disposition"]
    lines = csv_rows(file)
    assert {one["Day"]: int(one["Count"]) for one in lines if one["Count"]} == told
    assert {(one["Whom it is about"], one["With the units below"]) for one in lines} == {
        ("Clerk", "No")
    }
    points = as_hr.get("/api/v1/trend/", asked | {"limit": 99}).json()["results"]
    assert {one["day"]: one["count"] for one in points if one["count"] is not None} == told
    assert {(one["audience"]["positions"][0]["en"], one["with_below"]) for one in points} == {
        ("Clerk", False)
    }
    ids = [one["id"] for one in as_hr.get("/api/v1/targets/", ON).json()["results"]]
    assert clerks.pk in ids


def test_on_earlier_days_a_target_counts_and_asks_of_whom_it_was_about_then(as_hr, clerks):
    """Half of all in the office until October, then half of its clerks."""
    PastTarget.objects.create(
        **{"current": clerks, "until": dt.date(2026, 10, 1), "percent": 50},
        **{"due_on": clerks.due_on, "baseline_on": clerks.baseline_on},
    )
    asked = ON | {"unit": "GAD", "level": "2", "target": str(clerks.pk)}
    answer = as_hr.get(TREND, asked)
    [curve] = answer.context["curves"]
    lines = {line.day.isoformat(): line for line in list_trend_lines(curve.trend)}
    told = [lines[day] for day in ("2026-09-23", "2026-10-23", "2026-11-23")]
    assert [(line.count, line.asked) for line in told] == [(2, 2), (1, 1), (1, 1)]
    assert "Before 1 October 2026 the target was about: Everybody." in text_of(answer)
    for address in (PAGE, "/en/office/plan/"):
        page = re.sub(r"\s+", " ", text_of(as_hr.get(address, ON | {"unit": "GAD"})))
        assert f"50% · {official_date(clerks.due_on)} · Everybody" in page
    rows = csv_rows(as_hr.get(CSV, asked | {"table": "trend"}))
    whom = {row["Day"]: row["Whom it is about"] for row in rows}
    assert (whom["2026-09-23"], whom["2026-10-23"]) == ("", "Clerk")


def test_completions_of_whom_a_target_is_about_have_no_line_of_it(as_hr, clerks):
    asked = ON | {"unit": "GAD", "both": "1", "target": str(clerks.pk)}
    held, trained = as_hr.get(TREND, asked).context["curves"]
    assert (trained.trend.cells[-1].count, held.trend.cells[-1].count) == (2, 1)
    assert (trained.trend.steps, trained.trend.marks) == ((), ())
    assert (trained.trend.target, held.trend.target.target.pk) == (None, clerks.pk)


@pytest.mark.parametrize("wrong", [{"unit": "MOHA"}, {"level": "3"}, {"target": "x"}])
def test_a_target_of_something_else_is_refused(as_hr, clerks, wrong):
    asked = ON | {"unit": "GAD", "level": "2", "target": str(clerks.pk), "table": "trend"} | wrong
    for address in (TREND, CSV, "/api/v1/trend/"):
        kept = {name: value for name, value in asked.items() if address == CSV or name != "table"}
        assert as_hr.get(address, kept).status_code == 404
