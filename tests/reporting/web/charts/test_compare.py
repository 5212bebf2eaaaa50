"""The page of a comparison: what it asks, what it refuses, and its file."""

import datetime as dt

import pytest

from tests.plan.factories import PhaseFactory
from tests.reporting.conftest import DAY
from tests.reporting.web.addresses import (
    BROWSER,
    ON,
    PAGE,
    about_lines,
    count_behind,
    csv_rows,
    numbers_of,
    sheets_of,
    text_of,
)

pytestmark = pytest.mark.any_database
COMPARE, FILE = "/en/insights/compare/", "/en/insights/compare.csv"


def test_a_unit_is_found_by_words_of_its_name_and_compared_at_once(as_hr):
    page = text_of(as_hr.get(COMPARE, ON | {"find": "general adm"}))
    assert "Home Affairs – 2 of 5 (40%)" in page
    assert "General Admin – 2 of 4 (50%)" in page
    assert "0 people, +10 percentage points" in page
    assert '<details class="asking no-print">' in page


def test_what_to_compare_is_asked_unfolded_until_it_is_known(as_hr):
    assert '<details class="asking no-print" open>' in text_of(as_hr.get(COMPARE, ON))


def test_among_several_of_a_name_one_chooses_by_a_link(as_hr):
    page = text_of(as_hr.get(COMPARE, ON | {"find": "office"}))
    assert "Several units are called so. Choose one." in page
    assert "other=GAD-N" in page


def test_words_of_no_unit_are_told_as_words_of_a_foreign_one(as_township):
    for words in ("nowhere", "South Office", "GAD-S"):
        response = as_township.get(COMPARE, ON | {"find": words})
        assert response.status_code == 400
        assert "No unit here is called so" in text_of(response)


def test_the_chosen_unit_stands_in_its_field_and_stays_when_sent_again(as_hr):
    asked = ON | {"unit": "MOHA", "other": "GAD-N"}
    form = as_hr.get(COMPARE, asked).context["form"]
    assert form["find"].value() == "North Office"
    again = as_hr.get(COMPARE, asked | {"find": "North Office"}).context
    assert again["comparison"].second.scope.unit.code == "GAD-N"
    changed = as_hr.get(COMPARE, asked | {"find": "South Office"}).context
    assert changed["comparison"].second.scope.unit.code == "GAD-S"
    emptied = as_hr.get(COMPARE, asked | {"find": ""}).context
    assert (emptied["comparison"], emptied["form"].errors) == (None, {})


def test_the_two_days_stand_beside_each_other(as_hr):
    page = as_hr.get(COMPARE, ON | {"by": "days"}).context
    fields = [*page["form"].visible_fields(), *page["asked"].visible_fields()]
    assert [field.name for field in fields[:2]] == ["other_day", "day"]


@pytest.mark.parametrize("unit", ["MOE", "MM", "GAD-S", "NOWHERE"])
def test_a_second_unit_out_of_reach_is_not_found(as_township, unit):
    for address in (COMPARE, FILE, FILE.replace("csv", "xlsx")):
        assert as_township.get(address, ON | {"other": unit}).status_code == 404


def test_units_beside_and_below_are_offered_first(as_hr):
    page = as_hr.get(COMPARE, ON | {"unit": "GAD-N"})
    assert [unit.code for unit in page.context["suggested"]] == ["GAD-S"]
    page = as_hr.get(COMPARE, ON)
    assert [unit.code for unit in page.context["suggested"]] == ["GAD"]


@pytest.mark.parametrize("asked", [{"other": "GAD-S"}, {"by": "days", "other_day": "2025-05-01"}])
def test_each_number_opens_its_people(as_hr, asked):
    page = text_of(as_hr.get(COMPARE, ON | asked))
    told = numbers_of(page.partition("<tbody>")[2].partition("</tbody>")[0])
    assert len(told) == 4
    assert {link: count_behind(as_hr, link) for link in told} == told


def test_who_reads_one_unit_is_led_to_its_days(as_township):
    assert "by=days" in text_of(as_township.get(COMPARE, ON))


def test_without_a_second_day_it_is_a_year_before(as_hr):
    response = as_hr.get(COMPARE, ON | {"by": "days"})
    comparison = response.context["comparison"]
    days = (comparison.first.scope.day, comparison.second.scope.day)
    assert days == (dt.date(2025, 11, 23), DAY)


def test_nothing_is_held_now_where_either_day_is_to_come(as_hr):
    for asked in ({"other_day": "2090-01-01"}, {"day": "2090-01-01", "other_day": ON["day"]}):
        question = ON | {"by": "days"} | asked
        lead = text_of(as_hr.get(COMPARE, question)).partition('<p class="lead">')[2]
        assert lead.lstrip().startswith("Held on that day, “Protecting data”")
        lines = csv_rows(as_hr.get(FILE, question))
        assert {line["Measure"] for line in lines} == {"Held on that day"}
        assert about_lines(as_hr.get(FILE, question))["About the day"].startswith("Still to come")


def test_a_link_swaps_the_sides(as_hr):
    for asked in ({"other": "GAD"}, {"by": "days", "other_day": "2026-01-31"}):
        there = as_hr.get(COMPARE, ON | asked)
        back = as_hr.get(COMPARE + there.context["swapped"])
        first, second = (one.context["comparison"] for one in (there, back))
        assert (first.first.name, first.second.name) == (second.second.name, second.first.name)
        assert first.main.points == -second.main.points


def test_two_alike_are_refused(as_hr, house):
    PhaseFactory(number=2, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))
    alike = [
        {"other": "MOHA"},
        {"by": "days", "other_day": ON["day"]},
        {"by": "phases", "phase": house.target.phase.pk, "other_phase": house.target.phase.pk},
    ]
    for asked in alike:
        response = as_hr.get(COMPARE, ON | asked)
        assert response.status_code == 400
        assert "Choose two different ones." in text_of(response)


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31", "\x00"])
def test_a_wrong_day_is_told_and_gives_no_file(as_hr, day):
    asked = ON | {"by": "days", "other_day": day}
    for address in (COMPARE, FILE):
        response = as_hr.get(address, asked, headers=BROWSER)
        assert response.status_code == 400
        assert "There is a problem" in text_of(response)


def test_phases_begin_with_that_of_the_day_and_its_neighbour(as_hr):
    PhaseFactory(number=2, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))
    response = as_hr.get(COMPARE, ON | {"by": "phases"})
    comparison = response.context["comparison"]
    assert [side.phase.number for side in (comparison.first, comparison.second)] == [1, 2]
    assert "has not begun" in text_of(response)


def test_the_file_of_phases_has_the_days_on_which_they_are_counted(as_hr, house):
    ahead = PhaseFactory(number=2, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))
    asked = ON | {"by": "phases"}
    line, about = csv_rows(as_hr.get(FILE, asked))[0], about_lines(as_hr.get(FILE, asked))
    assert [line[f"{side} side: Day"] for side in ("First", "Second")] == [ON["day"], ""]
    assert line["First side: Due"] == house.target.due_on.isoformat()
    assert "on its last day" in about["Days of phases"]
    assert about["First side"].endswith(" · 23 November 2026")
    assert about["Second side"] == f"{ahead.name} · Home Affairs (MOHA) has not begun"


def test_a_plan_of_one_phase_leads_to_the_days(as_hr):
    response = as_hr.get(COMPARE, ON | {"by": "phases"})
    assert response.status_code == 200
    assert "There are no two phases to compare" in text_of(response)


def test_the_files_equal_the_screen_and_say_what_they_compare(as_hr):
    asked = ON | {"other": "GAD"}
    rows = as_hr.get(COMPARE, asked).context["comparison"].rows
    lines = csv_rows(as_hr.get(FILE, asked))
    assert [
        (line["Skill code"], line["First side: Count"], line["Second side: Count"],
         line["First side: Target"], line["Change in people"])
        for line in lines
    ] == [
        (row.skill.code, str(row.first.count), str(row.second.count), str(row.first.asked),
         str(row.people))
        for row in rows
    ]  # fmt: skip
    assert (
        about_lines(as_hr.get(FILE, asked))["Second side"] == "General Admin · General Admin (GAD)"
    )
    sheet = sheets_of(as_hr.get(FILE.replace("csv", "xlsx"), asked))["Comparison"]
    assert len(sheet) == len(rows) + 1


def test_a_file_needs_both_sides(as_hr):
    assert as_hr.get(FILE, ON).status_code == 400


def test_the_insights_lead_there(as_hr):
    assert f'href="{COMPARE}?unit=MOHA' in as_hr.get(PAGE, ON).content.decode()


def test_a_page_costs_a_fixed_number_of_queries(as_hr, django_assert_max_num_queries):
    # How well people are known is read once in some minutes.
    asked = ON | {"other": "GAD"}
    as_hr.get(COMPARE, asked)
    with django_assert_max_num_queries(42):
        as_hr.get(COMPARE, asked)
