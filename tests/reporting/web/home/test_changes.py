"""The page and the files of what changed: both numbers, the reasons, and who is behind them."""

import datetime as dt

import pytest
from django.utils.html import strip_tags

from tests.people.factories import PostingFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import (
    BROWSER,
    ON,
    PAGE,
    about_lines,
    count_behind,
    csv_rows,
    numbers_of,
    sheets_of,
)

pytestmark = pytest.mark.any_database
CHANGES, CSV, XLSX = (f"/en/insights/changes{end}" for end in ("/", ".csv", ".xlsx"))
MEANWHILE = dt.date(2026, 11, 10)


@pytest.fixture
def moved(house):
    """Two learnt it in November, and one who holds it went to another ministry."""
    for person in (house.people[1], house.people[3]):
        EvidenceFactory(person=person, skill=house.skill, acquired_on=MEANWHILE)
    gone = PostingFactory(agency=house.north, valid_to=MEANWHILE).person
    PostingFactory(person=gone, agency=house.moe, valid_from=MEANWHILE)
    EvidenceFactory(person=gone, skill=house.skill)
    return gone


def test_the_numbers_of_both_days_and_what_lies_between(as_hr, moved):
    page = as_hr.get(CHANGES, ON)
    change = page.context["change"]
    assert (change.before, change.after, change.adds_up) == (3, 4, True)
    assert "3 held “Protecting data”" in page.text
    assert "Moved out" in page.text
    told = numbers_of(page.text.partition("sums")[2].partition("</table>")[0])
    assert list(told.values()) == [3, 2, 1, 4]
    assert {link: count_behind(as_hr, link) for link in told} == told


def test_the_page_of_the_unit_tells_it_in_short(as_hr, moved):
    page = " ".join(strip_tags(as_hr.get(PAGE, ON).text).split())
    assert "3 on 31 October 2026, 4 on 23 November 2026." in page
    assert "Learnt or renewed +2" in page


def test_names_are_shown_where_the_viewer_may_see_them(as_hr, house, moved):
    learnt = as_hr.get(CHANGES, ON | {"reason": "learnt"}).context["names"]
    assert {row.person for row in learnt.rows} == {house.people[1], house.people[3]}
    page = as_hr.get(CHANGES, ON | {"reason": "moved_out"})
    assert (page.context["names"].rows, page.context["names"].hidden) == ((), 1)
    assert "1 of them serves elsewhere today" in page.text


def test_any_two_days_may_be_compared(as_hr, moved):
    asked = ON | {"period": "days", "since": "၂၀၂၆-၁၁-၀၉"}
    assert as_hr.get(CHANGES, asked).context["change"].since == dt.date(2026, 11, 9)
    alone = as_hr.get(CHANGES, ON | {"since": "2026-11-09"}).context["change"]
    assert alone.since == dt.date(2026, 11, 9)
    last = as_hr.get(CHANGES, ON | {"period": "last_month"}).context["change"]
    assert (last.since, last.until, last.counts) == (
        dt.date(2026, 9, 30), dt.date(2026, 10, 31), {},
    )  # fmt: skip


@pytest.mark.parametrize("since", ["", "yesterday", "2026-11-23", "2026-12-01", "1900-01-01"])
@pytest.mark.parametrize("address", [CHANGES, CSV])
def test_a_wrong_day_is_told(as_hr, address, since):
    response = as_hr.get(address, ON | {"period": "days", "since": since}, headers=BROWSER)
    assert response.status_code == 400
    assert "There is a problem" in response.text


def test_files_have_the_table_and_the_names_that_may_be_seen(as_hr, house, moved):
    rows = csv_rows(as_hr.get(CSV, ON))
    assert [(row["Reason"], row["People"]) for row in rows] == [
        ("On the first day", "3"),
        ("Learnt or renewed", "2"),
        ("Moved out", "-1"),
        ("On the last day", "4"),
    ]
    assert about_lines(as_hr.get(CSV, ON))["Level or above"] == "2 · Basic"
    book = sheets_of(as_hr.get(XLSX, ON))
    people = book["People"]
    assert ("Counted in all", 3) in list(book.values())[-1]
    assert {line[0] for line in people[1:]} == {str(house.people[1]), str(house.people[3])}
    named = csv_rows(as_hr.get(CSV, ON | {"reason": "learnt"}))
    assert [row["Reason"] for row in named] == ["Learnt or renewed"] * 2
    about = about_lines(as_hr.get(CSV, ON | {"reason": "moved_out"}))
    assert about["Counted in all"] == "1"
    assert "reason=moved_out" in about["Address"]


def test_many_people_cost_as_much_as_few(as_hr, house, moved, django_assert_max_num_queries):
    for _ in range(20):
        person = PostingFactory(agency=house.south).person
        EvidenceFactory(person=person, skill=house.skill, acquired_on=MEANWHILE)
    # How well people are known is read once in some minutes.
    as_hr.get(CHANGES, ON)
    with django_assert_max_num_queries(24):
        assert len(as_hr.get(CHANGES, ON | {"reason": "learnt"}).context["names"].rows) == 22


def test_a_township_asks_about_itself_only(as_township):
    assert as_township.get(CHANGES, {"unit": "MOHA"}).status_code == 404
    assert as_township.get(CHANGES, ON).context["change"].before == 1
