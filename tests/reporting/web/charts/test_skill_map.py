"""The page of one skill by unit and level, and its file."""

import pytest

from tests.reporting.web.addresses import ON, PAGE, csv_rows, text_of

pytestmark = pytest.mark.any_database
SKILL, FILE = "/en/insights/skill/", "/en/insights/skill.csv"


def test_the_map_leads_to_units_people_courses_and_what_is_missing(as_hr):
    page = text_of(as_hr.get(SKILL, ON))
    assert "Of 5 people posted in Home Affairs on 23 November 2026, so many hold it" in page
    assert f'href="{SKILL}?unit=GAD&amp;skill=DC3-4.2' in page
    assert "skill=DC3-4.2&amp;level=4" in page
    assert "No course teaches it" in page
    assert "/en/insights/supply/?unit=MOHA" in page


def test_the_file_equals_the_screen(as_hr):
    cells = [
        (cell.cell.unit.code, str(cell.cell.level), str(cell.cell.count))
        for row in as_hr.get(SKILL, ON).context["map"].heat.rows
        for cell in row.cells
    ]
    lines = csv_rows(as_hr.get(FILE, ON))
    assert sorted((r["Unit code"], r["Level number"], r["Count"]) for r in lines) == sorted(cells)


def test_the_heat_map_of_the_insights_leads_there_and_shows_numbers_or_shares(as_hr):
    shares = text_of(as_hr.get(PAGE, ON))
    assert f'href="{SKILL}?unit=MOHA&amp;skill=DC3-4.2' in shares
    assert "1% – 20%" in shares
    numbers = text_of(as_hr.get(PAGE, ON | {"show": "count"}))
    assert "1% – 20%" not in numbers
    assert "1% – 20%" in text_of(as_hr.get(PAGE, ON | {"show": "odd"}))


@pytest.mark.parametrize("address", [SKILL, FILE])
def test_a_wrong_question_or_a_foreign_unit_is_refused(as_township, address):
    assert as_township.get(address, {"day": "soon"}).status_code == 400
    assert as_township.get(address, {"unit": "MOHA"}).status_code == 404
