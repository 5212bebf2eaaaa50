"""The report on paper: accessible, in both languages, of a bounded length, with the figures."""

import re
import subprocess

import pikepdf
import pytest
from django.utils import timezone, translation

from certification import rendering
from people.models import Agency
from people.text.formatting import digits, official_date
from reporting.insights.report import gather_report
from tests.people.factories import PostingFactory
from tests.plan.factories import TargetFactory
from tests.reporting.questions import scope_of
from tests.reporting.web.addresses import ON
from tests.services import require

pytestmark = pytest.mark.any_database
REPORT = "/en/insights/report.pdf"


@pytest.fixture
def read_report(tmp_path):
    """Return the words of the answer, and how many pages they take."""
    require("pdftotext")

    def read(response):
        path = tmp_path / "report.pdf"
        path.write_bytes(response.content)
        command = ["pdftotext", "-raw", str(path), "-"]
        words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        with pikepdf.open(path) as file:
            return re.sub(r"\s+", " ", words), len(file.pages), str(file.Root.Lang)

    return read


def test_a_name_without_spaces_stays_on_the_sheet(as_hr, house, tmp_path):
    require("pdftotext")
    for named in (house.gad, house.skill):
        named.names = {"my": "အုပ်ချုပ်ရေးဦးစီးဌာနမှူးရုံးဝန်ထမ်းရေးရာဌာနခွဲ" * 3}
        named.save()
    path = tmp_path / "report.pdf"
    path.write_bytes(as_hr.get("/my/insights/report.pdf?unit=GAD").content)
    command = ["pdftotext", "-bbox", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    ends = [float(end) for end in re.findall(r'xMax="([0-9.]+)"', told)]
    assert max(ends) < 595 - 40  # points: a sheet less its margin


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_report_is_accessible_in_both_languages(as_hr, read_report, language):
    response = as_hr.get(REPORT.replace("en", language, 1), ON)
    assert response["Content-Type"] == "application/pdf"
    assert rendering.accessibility_faults(response.content) == []
    words, pages, told = read_report(response)
    assert told == language
    with translation.override(language):
        assert digits(f"1 / {pages}") in words


def test_the_report_tells_the_figures_of_the_page(as_hr, house, read_report):
    words, pages, _language = read_report(as_hr.get(REPORT, ON))
    assert "Home Affairs" in words
    assert "Of 5 officials posted here on 23 November 2026, 2 hold" in words
    assert "The target is 4 by 31 December 2026" in words
    assert "Behind 2" in words
    assert "Forecast: " in words
    assert "How was this counted?" in words
    assert "Newest staff roster none was brought" in words
    assert "in staff rosters of the last year 0 How it was counted" in words
    assert f"Asked by {house.hr} Written at {official_date(timezone.localdate())}, " in words
    assert pages <= 4


def test_of_a_day_to_come_nothing_is_forecast_from_there(as_hr, house, read_report):
    TargetFactory(agency=house.gad, skill=house.skill, headcount=9, due_on="2099-12-31")
    words, _pages, _language = read_report(as_hr.get(REPORT, ON | {"day": "2090-01-01"}))
    assert "will be missing" in words
    assert "Forecast: " not in words


def test_a_large_unit_has_four_pages_too(as_hr, house, read_report):
    for number in range(30):
        unit = house.gad.add_child(
            instance=Agency(code=f"T{number}", names={"en": f"Office {number}"}, kind="township",
                            valid_from="2020-01-01")
        )  # fmt: skip
        PostingFactory(agency=unit)
        TargetFactory(agency=unit, skill=house.skill, headcount=9)
    # In Burmese, which takes more room.
    response = as_hr.get(REPORT.replace("en", "my"), ON | {"unit": "GAD"})
    words, pages, _language = read_report(response)
    assert pages <= 4
    report = gather_report(scope_of(house.hr, unit="GAD"))
    assert (report.targets_left_out, report.units_left_out, report.skills_left_out) == (21, 22, 0)
    with translation.override("my"):
        assert digits(21) in words


def test_the_most_urgent_targets_come_first(house):
    TargetFactory(agency=house.gad, skill=house.skill, headcount=1)
    report = gather_report(scope_of(house.hr))
    assert [row.state for row in report.targets] == ["behind", "behind", "reached"]
    assert dict(report.states) == {"behind": 2, "reached": 1}


def test_paper_and_page_tell_a_change_since_the_same_day(house):
    report = gather_report(scope_of(house.hr))
    month, quarter, year = report.changes
    assert (month.since, month.before) == (
        report.insights.change.since,
        report.insights.change.before,
    )
    assert [f"{one.since}" for one in (month, quarter, year)] == [
        *("2026-10-31", "2026-09-30", "2025-10-31")
    ]
    assert {one.now for one in report.changes} == {2}


def test_a_wrong_question_and_a_foreign_unit_get_no_report(as_township):
    assert as_township.get(REPORT, {"day": "soon"}).status_code == 400
    assert as_township.get(REPORT, {"unit": "MOHA"}).status_code == 404
