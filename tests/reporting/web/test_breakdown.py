"""The page of a figure by groups of people."""

import pytest

from tests.reporting.breakdowns.test_table import post
from tests.reporting.web.addresses import ON, PAGE, about_lines, csv_rows, text_of

pytestmark = pytest.mark.django_db
GROUPS = "/en/insights/groups/"


def test_the_page_tells_why_a_group_is_not_shown(as_hr, house):
    post(house.north, 12, gender="female", holding=6, skill=house.skill)
    page = text_of(as_hr.get(GROUPS, ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}))
    assert "Of 17 people posted in Home Affairs on 23 November 2026, 8 hold" in page
    assert "Whole unit" in page
    assert "not shown" in page
    assert "Groups of fewer than 10 people are not shown" in page


def test_an_unknown_dimension_shows_the_first(as_hr, house):
    response = as_hr.get(GROUPS, ON | {"unit": "MOHA", "by": "religion"})
    assert response.status_code == 400
    assert response.context["breakdown"].dimension == "gender"


def test_a_day_on_which_nobody_served_says_so(as_hr, house):
    response = as_hr.get(GROUPS, {"unit": "MOHA", "day": "2001-01-01"})
    assert "Nobody is posted here on this day." in text_of(response)


def test_the_insights_lead_there(as_hr, house):
    page = as_hr.get(PAGE, ON | {"unit": "MOHA"})
    assert f'href="{GROUPS}?unit=MOHA' in page.content.decode()


@pytest.mark.parametrize("by", ["gender", "kind"])
def test_the_file_has_the_rows_of_the_page_and_hides_what_it_hides(as_hr, house, by):
    post(house.north, 12, gender="female", holding=12, skill=house.skill)
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2", "by": by}
    shown = as_hr.get(GROUPS, asked).context["breakdown"]
    rows = csv_rows(as_hr.get("/en/insights/groups.csv", asked))
    lines = [shown.whole, *shown.rows, *([shown.together] if shown.together else [])]
    written = ["" if row.held is None else str(row.held) for row in lines]
    assert [row["Held now"] for row in rows] == written
    assert "by=" + by in about_lines(as_hr.get("/en/insights/groups.csv", asked))["Address"]


def test_a_wrong_question_gets_no_file(as_hr, house):
    assert as_hr.get("/en/insights/groups.csv", {"level": "99"}).status_code == 400


def test_where_nobody_holds_the_skill_the_page_says_so(as_hr, house):
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "8", "by": "language"}
    page = text_of(as_hr.get(GROUPS, asked))
    assert "Nobody holds it here on this day." in page
    assert "Way of learning" in page
