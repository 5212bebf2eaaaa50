"""Files hold the rows of the page, and nothing that a spreadsheet would calculate."""

import io

import pytest
from openpyxl import load_workbook

from people.models import Agency
from tests.reporting.web.addresses import CSV, ON, PAGE, XLSX, csv_rows

pytestmark = pytest.mark.each_database


def test_the_files_agree_with_the_screen(as_hr):
    page = as_hr.get(PAGE, ON).context["insights"]
    shown = [(row.target.agency.code, row.held, row.gap) for row in page.targets.object_list]
    rows = csv_rows(as_hr.get(CSV, ON))
    assert [(r["Unit code"], int(r["Held"]), int(r["Gap"])) for r in rows] == shown
    assert {r["Sample figure"] for r in rows} == {"sample figure"}
    cells = [cell for row in page.heat.rows for cell in row.cells]
    figures = [(row.cell.unit.code, row.cell.count) for row in cells]
    rows = csv_rows(as_hr.get(CSV, ON | {"table": "coverage"}))
    assert [(r["Unit code"], int(r["Count"])) for r in rows] == figures
    assert {(r["Measure"], r["Day"]) for r in rows} == {("Held now", "2026-11-23")}


def test_the_workbook_holds_the_same_tables_and_says_what_they_are(as_hr):
    book = load_workbook(io.BytesIO(as_hr.get(XLSX, ON).content), read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(sheets) == ["Targets", "Units and skills", "About this file"]
    for name, table in (("Targets", "targets"), ("Units and skills", "coverage")):
        rows = csv_rows(as_hr.get(CSV, ON | {"table": table}))
        as_text = [["" if v is None else str(v) for v in line] for line in sheets[name][1:]]
        assert as_text == [list(row.values()) for row in rows]
    assert ("Measure", "Held now") in sheets["About this file"]


def test_an_unknown_table_is_not_found(as_hr):
    assert as_hr.get(CSV, {"table": "people"}).status_code == 404


@pytest.mark.parametrize("start", ["=", "＠"])
def test_no_name_of_a_unit_is_calculated(as_hr, house, start):
    Agency.objects.filter(pk=house.moha.pk).update(names={"en": f"{start}cmd|'/c calc'!A1"})
    rows = csv_rows(as_hr.get(CSV, ON))
    assert rows[0]["Unit"].startswith(f"'{start}")


def test_a_control_character_does_not_break_the_workbook(as_hr, house):
    Agency.objects.filter(pk=house.moha.pk).update(names={"en": "Home\x0bAffairs"})
    assert as_hr.get(XLSX, ON).status_code == 200
