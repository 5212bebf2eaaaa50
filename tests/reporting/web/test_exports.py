"""Files hold the rows of the page, and nothing that a spreadsheet would calculate."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from certification.models import Evidence
from people.models import Agency, Look
from people.text.languages import in_language
from reporting.insights.planning import forecast_target
from tests.people.factories import PersonFactory, PostingFactory
from tests.plan.factories import TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import (
    CSV,
    ON,
    PAGE,
    PEOPLE,
    PEOPLE_CSV,
    PEOPLE_XLSX,
    XLSX,
    about_lines,
    csv_rows,
    sheets_of,
    text_of,
)

pytestmark = pytest.mark.each_database


def test_the_files_agree_with_the_screen(as_hr):
    page = as_hr.get(PAGE, ON).context["insights"]
    shown = [(row.target.agency.code, row.held, row.gap) for row in page.targets.object_list]
    rows = csv_rows(as_hr.get(CSV, ON))
    assert [(r["Unit code"], int(r["Held"]), int(r["Gap"])) for r in rows] == shown
    assert {r["Sample figure"] for r in rows} == {"sample figure"}
    told = [(page.in_training[r.target.pk], page.lacking[r.target.pk]) for r in page.targets]
    assert [(int(r["In training"]), int(r["Without it"])) for r in rows] == told
    led = [forecast_target(r, lacking=page.lacking[r.target.pk]) for r in page.targets]
    assert [r["Forecast"] for r in rows] == [str(one.outlook.label) for one in led]
    cells = [cell for row in page.heat.rows for cell in row.cells]
    figures = [(row.cell.unit.code, row.cell.count) for row in cells]
    rows = csv_rows(as_hr.get(CSV, ON | {"table": "coverage"}))
    assert [(r["Unit code"], int(r["Count"])) for r in rows] == figures
    assert {(r["Measure"], r["Day"]) for r in rows} == {("Held now", "2026-11-23")}


def as_text(cell):
    """Return a cell of a workbook as CSV writes it."""
    if cell is None:
        return ""
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else str(cell)


def test_the_workbook_holds_the_same_tables_and_says_what_they_are(as_hr):
    sheets = sheets_of(as_hr.get(XLSX, ON))
    titles = ["Targets", "Units and skills", "Over time"]
    assert list(sheets) == [*titles, "About this file"]
    for title, table in zip(titles, ("targets", "coverage", "trend"), strict=True):
        rows = csv_rows(as_hr.get(CSV, ON | {"table": table}))
        lines = [list(map(as_text, line)) for line in sheets[title][1:]]
        assert lines == [list(row.values()) for row in rows]
    assert ("Measure", "Held now") in sheets["About this file"]


def test_screen_files_and_api_have_the_same_rows(as_hr):
    question = ON | {"unit": "GAD", "skill": "DC3-4.2", "level": "2"}
    page = as_hr.get(PAGE, question).context["insights"]
    shown = [
        (cell.cell.unit.code, cell.cell.skill.code, cell.cell.count, cell.posted)
        for row in page.heat.rows
        for cell in row.cells
    ]
    coverage = as_hr.get("/api/v1/coverage/", question).json()["results"]
    told = [(r["unit"]["code"], r["skill"]["code"], r["count"], r["posted"]) for r in coverage]
    # The row of the office itself has no code, by which a program could ask for it.
    assert told == [row for row in shown if row[0]]
    asked = question | {"table": "coverage"}
    lines = csv_rows(as_hr.get(CSV, asked))
    columns = ("Unit code", "Skill code", "Count", "Posted")
    assert [tuple(line[name] for name in columns) for line in lines] == [
        tuple(map(str, row)) for row in shown
    ]
    sheet = sheets_of(as_hr.get(XLSX, asked))["Units and skills"]
    assert [list(map(as_text, line)) for line in sheet[1:]] == [list(r.values()) for r in lines]
    [curve] = as_hr.get(f"{PAGE}trend/", question).context["curves"]
    trend = csv_rows(as_hr.get(CSV, question | {"table": "trend"}))
    assert [(line["Day"], int(line["Count"])) for line in trend if line["Count"]] == [
        (cell.day.isoformat(), cell.count) for cell in curve.trend.cells
    ]
    targets = as_hr.get("/api/v1/targets/", ON | {"unit": "GAD"}).json()["results"]
    lines = csv_rows(as_hr.get(CSV, ON | {"unit": "GAD"}))
    assert [(r["unit"]["code"], r["held"], r["gap"], r["due_on"]) for r in targets] == [
        (line["Unit code"], int(line["Held"]), int(line["Gap"]), line["Due"]) for line in lines
    ]


def test_targets_of_one_state_are_those_of_the_page(as_hr):
    for state, count in (("behind", 2), ("reached", 0)):
        asked = ON | {"state": state}
        shown = as_hr.get("/en/office/plan/", asked).context["page"].object_list
        assert len(csv_rows(as_hr.get(CSV, asked))) == len(shown) == count
        # What narrowed a file leads to the same rows again.
        assert f"&state={state}" in about_lines(as_hr.get(CSV, asked))["Address"]


def test_of_a_day_to_come_files_and_programs_are_told_no_pace(as_hr, house):
    TargetFactory(agency=house.gad, skill=house.skill, headcount=1, due_on="2099-12-31")
    TargetFactory(agency=house.south, skill=house.skill, headcount=9, due_on="2099-12-30")
    ahead = {"day": "2090-01-01"}
    told = {
        (line["Due"], line["Pace"]): [line[name] for name in line if "a month" in name]
        for line in csv_rows(as_hr.get(CSV, ahead))
    }
    assert {due: pace for due, pace in told if due >= "2099"} == {
        "2099-12-30": "",
        "2099-12-31": "Reached",
    }
    assert {cell for cells in told.values() for cell in cells} == {""}
    rows = as_hr.get("/api/v1/targets/", ahead).json()["results"]
    known = {(row["state"], row["lately_a_month"], row["forecast"]) for row in rows}
    assert known == {(None, None, None), ("reached", None, None)}
    assert "Lately a month" not in text_of(as_hr.get(PAGE, ahead))
    for state, count in (("reached", 1), ("behind", 0)):
        asked = ahead | {"state": state}
        assert as_hr.get("/api/v1/targets/", asked).json()["count"] == count
        assert len(csv_rows(as_hr.get(CSV, asked))) == count


def test_files_of_different_questions_have_different_names(as_hr):
    pairs = [
        ("changes", {"level": "2"}, {"level": "4"}),
        ("changes", {"measure": "held"}, {"measure": "trained"}),
        ("changes", {}, {"reason": "learnt"}),
        ("expiring", {}, {"within": "30"}),
        ("export", {"table": "targets"}, {"table": "targets", "state": "behind"}),
        ("export", {"table": "trend"}, {"table": "trend", "range": "12"}),
        ("export", {"table": "trend"}, {"table": "trend", "both": "1"}),
    ]
    for table, *asked in pairs:
        address = f"{PAGE}{table}.csv"
        names = {as_hr.get(address, ON | one)["Content-Disposition"] for one in asked}
        assert len(names) == 2, table


def test_the_map_of_a_skill_says_of_which_kinds_its_figures_are(as_hr):
    rows = csv_rows(as_hr.get(f"{PAGE}skill.csv", ON))
    kinds = [str(kind.label) for kind in Evidence.COUNTED]
    assert [sum(int(r[kind]) for kind in kinds) for r in rows] == [int(r["Count"]) for r in rows]
    assert any(r["Imported record"] != "0" for r in rows)


def test_what_there_is_not_has_a_page_that_says_so_and_no_file(as_hr):
    for table, odd in (
        ("export", {"state": "odd"}),
        ("export", {"table": "trend", "range": "odd"}),
        ("people", {"who": "odd"}),
        ("groups", {"by": "religion"}),
        ("changes", {"reason": "odd"}),
    ):
        page = PAGE if "state" in odd else f"{PAGE}{odd.get('table', table)}/"
        shown = as_hr.get(page, ON | odd)
        assert (shown.status_code, "There is a problem" in shown.text) == (400, True)
        assert as_hr.get(f"{PAGE}{table}.csv", ON | odd).status_code == 400


def test_the_file_of_all_units_reaches_every_depth(as_hr):
    rows = csv_rows(as_hr.get(CSV, ON | {"table": "units"}))
    assert [(r["Unit code"], r["Count"], r["Posted"]) for r in rows] == [
        ("MOHA", "2", "5"),
        ("GAD", "2", "4"),
        ("GAD-N", "1", "2"),
        ("GAD-S", "1", "1"),
    ]


def test_a_file_says_what_it_is_about_and_bears_it_in_its_name(as_hr, house):
    response = as_hr.get(CSV, ON | {"table": "coverage", "measure": "trained"})
    about = about_lines(response)
    assert (about["Unit code"], about["Day"]) == ("MOHA", "2026-11-23")
    assert (about["Measure"], about["Level or above"]) == ("Trained here", "2 · Basic")
    assert about["How it was counted"].startswith("Every completion up to the day")
    assert about["Asked by"] == str(house.hr)
    assert "/en/insights/?unit=MOHA" in about["Address"]
    assert "coverage-MOHA-level-2-trained-2026-11-23.csv" in response["Content-Disposition"]


def test_days_are_days_and_numbers_numbers(as_hr):
    titles, first, *_rest = sheets_of(as_hr.get(XLSX, ON))["Targets"]
    cells = dict(zip(titles, first, strict=True))
    assert cells["Due"] == dt.datetime(2026, 12, 31, tzinfo=None)
    assert (cells["Held"], cells["Gap"], cells["Level number"]) == (2, 2, 2)


@pytest.mark.parametrize(
    ("who", "measure", "kind"),
    [
        *(("counted", "held", ""), ("lacking", "held", ""), ("posted", "held", "")),
        *(("counted", "trained", ""), ("counted", "held", "test")),
    ],
)
def test_lists_of_people_equal_the_screen(as_hr, house, who, measure, kind):
    EvidenceFactory(
        person=house.people[2], skill=house.skill, level=4, agency=house.north,
        acquired_on=DAY, expires_on=dt.date(2027, 1, 1),
    )  # fmt: skip
    for level in (4, 6):
        EvidenceFactory(person=house.people[3], skill=house.skill, level=level, kind="test")
    question = ON | {"skill": "DC3-4.2", "level": "2", "who": who, "measure": measure}
    question["kind"] = kind
    shown = [
        [
            str(row.person),
            row.person.staff_number or "",
            in_language(row.position),
            row.agency.code,
            row.agency.name,
            row.level_name,
            as_text(row.acquired_on),
            as_text(row.last_day),
            row.kind,
        ]
        for row in as_hr.get(PEOPLE, question).context["people"].rows
    ]
    response = as_hr.get(PEOPLE_CSV, question)
    assert response.streaming
    lines = [list(row.values()) for row in csv_rows(response)]
    assert lines == shown
    assert shown
    sheet = sheets_of(as_hr.get(PEOPLE_XLSX, question))["People"]
    assert [list(map(as_text, line)) for line in sheet[1:]] == shown


def test_files_of_figures_have_a_column_for_each_kind(as_hr, house):
    EvidenceFactory(person=house.people[3], skill=house.skill, agency=house.north, kind="test")
    for table in ("coverage", "units"):
        rows = csv_rows(as_hr.get(CSV, ON | {"table": table, "unit": "GAD"}))
        [row] = [row for row in rows if row["Unit code"] == "GAD"]
        kinds = ("Certificate", "Assessed test", "Signed off by a supervisor", "Imported record")
        assert [row[kind] for kind in kinds] == ["0", "1", "0", "2"]
        assert row["Count"] == "3"


def test_nobody_is_named_who_serves_elsewhere_today(as_township, house):
    mover = PersonFactory(name_en="Moved Away")
    PostingFactory(person=mover, agency=house.moe)
    EvidenceFactory(person=mover, skill=house.skill, agency=house.north)
    asked = {"measure": "trained", "skill": "DC3-4.2"} | ON
    text = text_of(as_township.get(PEOPLE_CSV, asked))
    assert str(house.people[2]) in text
    assert "Moved Away" not in text
    # The file is of as many as the figure, and says why it names fewer.
    about = about_lines(as_township.get(PEOPLE_CSV, asked))
    assert about["Counted in all"] == "2"
    assert about["Names"].startswith("Whoever serves elsewhere today")


def test_a_file_of_people_enters_the_history_as_far_as_it_was_read(as_hr, house):
    asked = ON | {"who": "posted"}
    assert as_hr.head(PEOPLE_CSV, asked).status_code == 200
    assert not Look.objects.filter(viewer=house.hr).exists()
    text_of(as_hr.get(PEOPLE_CSV, asked))
    seen = Look.objects.filter(viewer=house.hr).values_list("person", flat=True)
    assert {*seen} == {person.pk for person in house.people}
    entry = ModelLogEntry.objects.get(action="people.export")
    assert (entry.data["count"], entry.user) == (5, house.hr)


def test_a_wrong_question_gives_no_file(as_hr):
    for address in (PEOPLE_CSV, PEOPLE_XLSX):
        assert as_hr.get(address, {"day": "soon"}).status_code == 400


def test_a_file_of_people_costs_as_much_for_many(as_hr, house, django_assert_max_num_queries):
    for _ in range(30):
        EvidenceFactory(person=PostingFactory(agency=house.north).person, skill=house.skill)
    with django_assert_max_num_queries(24):
        text_of(as_hr.get(PEOPLE_CSV, ON | {"skill": "DC3-4.2"}))


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
