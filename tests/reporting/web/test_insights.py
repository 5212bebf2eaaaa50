"""The insights page shows a unit's figures to those who may read them, and to nobody else."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from people.models import Agency
from reporting.figures.coverage import Measure, count_coverage
from reporting.output.tables import escape_row
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

PAGE, PEOPLE = "/en/insights/", "/en/insights/people/"
CSV, XLSX = "/en/insights/export.csv", "/en/insights/export.xlsx"
ALL = [PAGE, PEOPLE, CSV, XLSX]
ON = {"day": DAY.isoformat()}


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def csv_rows(response):
    text = text_of(response)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_hr_reads_a_sentence_with_the_figures_of_the_own_ministry(as_hr):
    page = text_of(as_hr.get(PAGE, ON))
    assert "Of 5 officials posted here on 23 November 2026, 2 hold “Protecting data”" in page
    assert "The target is 4 by 31 December 2026." in page
    assert "sample figure" in page
    assert "Held now" in page


def test_the_page_speaks_burmese_first(as_hr):
    page = text_of(as_hr.get("/my/insights/", ON))
    assert "ပြည်ထဲရေး" in page
    assert "ကာကွယ်ခြင်း" in page


def test_the_measure_trained_is_named_and_counts_completions(as_hr):
    page = text_of(as_hr.get(PAGE, ON | {"measure": "trained"}))
    assert "2 completions of “Protecting data”" in page
    assert "Trained here" in page


def test_a_township_manager_opens_the_own_office(as_township):
    page = text_of(as_township.get(PAGE, ON))
    assert "North Office" in page
    assert "South Office" not in page
    assert "General Admin" not in page


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize(
    "unit", ["MOHA", "GAD", "GAD-S", "MOE", "MM", "NOWHERE", "%00", "GAD-N' OR 1"]
)
def test_a_unit_out_of_reach_is_not_found(as_township, address, unit):
    assert as_township.get(address, {"unit": unit}).status_code == 404


@pytest.mark.parametrize("address", ALL)
def test_a_person_without_a_role_is_told_what_to_do(client, house, address):
    client.force_login(PersonFactory())
    response = client.get(address)
    assert response.status_code == 403
    assert "ask the registrar" in text_of(response)


@pytest.mark.parametrize("address", ALL)
def test_a_visitor_is_asked_to_sign_in(client, db, address):
    response = client.get(address)
    assert response.status_code == 302
    assert "/accounts/login/" in response.headers["Location"]


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize(
    "wrong",
    [{"day": "yesterday"}, {"day": "0001-01-01"}, {"level": "9"}, {"level": "two"},
     {"skill": "DC3-0.0"}, {"skill": "DC3-9"}, {"measure": "guessed"}, {"skill": "\x00"}],
)  # fmt: skip
def test_a_wrong_question_is_told_and_never_answered_silently(as_hr, address, wrong):
    response = as_hr.get(address, wrong)
    assert response.status_code == 400
    assert "There is a problem" in text_of(response)


def test_burmese_digits_are_understood(as_hr):
    response = as_hr.get(PAGE, {"day": "၂၀၂၆-၁၁-၂၃", "level": "၂"})
    assert response.status_code == 200
    assert "23 November 2026" in text_of(response)


def test_a_unit_without_people_and_a_house_without_skills_still_answer(client, db):
    empty = AgencyFactory()
    client.force_login(PersonFactory(admin=True))
    assert "There are no skills yet." in text_of(client.get(PAGE, {"unit": empty.code}))
    SkillFactory()
    page = text_of(client.get(PAGE, {"unit": empty.code}))
    assert "Of 0 officials" in page
    assert "heat-none" in page
    for address in ALL:
        assert client.get(address, {"unit": empty.code}).status_code == 200


def test_people_behind_a_figure_are_as_many_as_the_figure(as_hr, house):
    response = as_hr.get(PEOPLE, ON | {"unit": "GAD", "skill": "DC3-4.2", "level": "2"})
    [cell] = count_coverage([house.gad], [(house.skill, 2)], day=DAY, measure=Measure.HELD)
    assert [row.person for row in response.context["people"].rows] == [
        house.people[2],
        house.people[4],
    ]
    assert response.context["people"].total == cell.count == 2


@pytest.mark.parametrize(
    ("who", "measure", "total"),
    [("posted", "held", 5), ("lacking", "held", 3), ("counted", "trained", 2), ("odd", "held", 2)],
)
def test_each_figure_has_its_list(as_hr, who, measure, total):
    response = as_hr.get(PEOPLE, ON | {"unit": "MOHA", "who": who, "measure": measure})
    assert response.context["people"].total == total
    assert len(response.context["people"].rows) == total


def test_those_who_moved_away_are_counted_without_their_names(as_township, house):
    mover = PersonFactory(name_en="Moved Away")
    PostingFactory(person=mover, agency=house.north, valid_to=DAY)
    PostingFactory(person=mover, agency=house.moe, valid_from=DAY)
    EvidenceFactory(person=mover, skill=house.skill, agency=house.north)
    response = as_township.get(PEOPLE, {"measure": "trained", "skill": "DC3-4.2"} | ON)
    people = response.context["people"]
    assert (people.total, people.hidden, len(people.rows)) == (2, 1, 1)
    assert "Moved Away" not in text_of(response)
    assert "1 of them" in text_of(response)


def test_the_files_agree_with_the_screen(as_hr):
    page = as_hr.get(PAGE, ON).context["insights"]
    shown = [
        (line.row.target.agency.code, line.row.held, line.row.gap)
        for line in page.targets.object_list
    ]
    rows = csv_rows(as_hr.get(CSV, ON))
    assert [(r["Unit code"], int(r["Held"]), int(r["Gap"])) for r in rows] == shown
    assert {r["Sample figure"] for r in rows} == {"sample figure"}
    cells = [cell.row for line in page.heat_lines for cell in line.cells]
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


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_no_text_of_a_file_is_calculated(as_hr, house, start):
    assert escape_row([f"{start}1+1", -1, None]) == [f"'{start}1+1".replace("\r", "\r"), -1, None]
    Agency.objects.filter(pk=house.moha.pk).update(names={"en": f"{start}cmd|'/c calc'!A1"})
    rows = csv_rows(as_hr.get(CSV, ON))
    assert rows[0]["Unit"].startswith(f"'{start}")


def test_a_control_character_does_not_break_the_workbook(as_hr, house):
    Agency.objects.filter(pk=house.moha.pk).update(names={"en": "Home\x0bAffairs"})
    assert as_hr.get(XLSX, ON).status_code == 200


def test_writing_to_a_report_is_refused(as_hr):
    assert as_hr.post(PAGE).status_code == 405


def fill(house, units):
    for _ in range(units):
        unit = AgencyFactory(parent=house.moha)
        person, skill = PostingFactory(agency=unit).person, SkillFactory()
        EvidenceFactory(person=person, skill=skill, agency=unit)
        TargetFactory(agency=unit, skill=skill)


@pytest.mark.parametrize("measure", ["held", "trained"])
@pytest.mark.parametrize(("address", "budget"), [(PAGE, 15), (PEOPLE, 15), (CSV, 15), (XLSX, 15)])
def test_the_queries_of_a_page_do_not_grow_with_units_and_targets(
    as_hr, house, address, budget, measure
):
    question = ON | {"unit": "MOHA", "skill": "DC3-4.2", "measure": measure}
    used = []
    for units in (2, 20):
        fill(house, units)
        as_hr.get(address, question)
        with CaptureQueriesContext(connection) as queries:
            assert as_hr.get(address, question).status_code == 200
        used.append(len(queries))
    assert used[0] == used[1]
    assert used[1] <= budget
