"""What everybody takes away: table, JSON, picture, index facts; from locked months only."""

import csv
import json
import re
from base64 import b64decode
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from openpyxl import load_workbook

from people.models import Posting
from people.text.formatting import month_name
from people.web import RateThrottle
from reporting.months import approve_adjustment, ask_adjustment, lock_month, publishing
from tests.people.factories import AgencyFactory, PostingFactory
from tests.plan.factories import PhaseFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FILES = ("plan.csv", "plan.json", "plan.svg", "indices.csv")


@pytest.fixture
def all_told(settings):
    settings.SMALLEST_PUBLIC_NUMBER = 0


def read_csv(answer):
    return list(csv.DictReader(StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize("name", FILES)
def test_before_the_first_locked_month_there_is_nothing(house, client, name):
    assert client.get(f"/en/figures/{name}").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "No figures"), ("my", "ထုတ်ပြန်")])
@pytest.mark.parametrize("code", ["1999-01", "January"])
def test_programs_are_told_of_a_month_without_figures_in_their_own_form(
    client, language, words, code
):
    for name, form in (("json", "application/json"), ("csv", "text/plain"), ("svg", "text/plain")):
        answer = client.get(f"/{language}/figures/{code}/plan.{name}")
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, form)
        if name == "json":
            assert words in answer.json()["message"]
        if name == "csv":
            assert words in answer.content.decode()


def test_programs_of_other_sites_are_told_in_their_own_form_to_wait(
    locked, client, monkeypatch, settings
):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 15.0)
    monkeypatch.setitem(settings.RATES, "figures", "0/min/address")
    forms = {"json": "application/json", "csv": "text/plain", "svg": "text/plain"}
    for name, form in forms.items():
        answer = client.get(f"/en/figures/plan.{name}")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "45")
        assert answer.headers["Content-Type"].startswith(form)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "You can try again in 45 seconds." in answer.text
    page = client.get("/en/figures/plan.csv", headers={"accept": "text/html"})
    assert "<h1>Please wait a little</h1>" in page.text


def test_whoever_asks_gets_the_same_file_which_shared_caches_keep_once(locked, as_hr, settings):
    settings.SECOND_STEP_FOR = ["hr"]
    as_hr.cookies[settings.LANGUAGE_COOKIE_NAME] = "my"
    figures = [f"/en/figures/{code}{name}" for code in ("", f"{locked.code}/") for name in FILES]
    for address in (*figures, "/verify/kit.zip"):
        answer = as_hr.get(address)
        assert answer.status_code == 200
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies


@pytest.mark.parametrize("name", FILES)
def test_files_are_kept_until_something_changes(locked, secretaries, all_told, client, name):
    first, second = secretaries
    answer = client.get(f"/en/figures/{name}")
    tag = answer.headers["ETag"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in answer.headers["Cache-Control"]
    again = client.get(f"/en/figures/{name}", headers={"if-none-match": tag})
    assert again.status_code == 304
    in_burmese = client.get(f"/my/figures/{name}", headers={"if-none-match": tag})
    assert in_burmese.status_code == 200
    row = ask_adjustment(locked, "held/MM/DC3-4.2/2", value=5, reason="Late", by=first)
    approve_adjustment(row, by=second)
    again = client.get(f"/en/figures/{name}", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert client.get(f"/en/figures/{locked.code}/{name}").status_code == 200


def test_a_release_that_hides_more_is_asked_by_caches_too(locked, all_told, client, monkeypatch):
    before = client.get("/en/figures/plan.json")
    assert any(one["held"] for one in before.json()["figures"])
    monkeypatch.setattr(publishing, "identify_release", lambda: "next")
    monkeypatch.setattr(publishing, "find_hidden_figures", lambda month, _: set(month.figures))
    after = client.get("/en/figures/plan.json", headers={"if-none-match": before["ETag"]})
    assert {one["held"] for one in after.json()["figures"]} == {None}


def test_the_table_holds_country_and_ministries_and_no_office_below(locked, all_told, client):
    rows = read_csv(client.get("/en/figures/plan.csv"))
    assert {row["Unit code"] for row in rows} == {"MM", "MOHA", "MOE"}
    asked = next(row for row in rows if row["Clause"])
    assert (asked["Unit"], asked["Held"], asked["Target"]) == ("Home Affairs", "2", "4")
    assert asked["Percent of the target"] == "50"


def test_whom_a_figure_is_about_is_named_on_the_page_and_in_the_files(
    house, last_month, all_told, client, as_hr
):
    """Of one skill two numbers stand in a month: of everybody, and of clerks."""
    clerk = {"en": "Clerk", "my": "စာရေး"}
    TargetFactory(
        agency=house.moha, skill=house.skill, positions=[clerk], phase=PhaseFactory(number=1)
    )
    month = lock_month(last_month)
    public, own = "/en/figures/plan.csv", f"/en/office/months/{month.code}/figures.csv"
    for answer in (client.get(public), as_hr.get(own)):
        rows = [row for row in read_csv(answer) if row["Level number"]]
        assert {row["Whom it is about"] for row in rows} == {"", "Clerk"}
        assert {row["With the units below"] for row in rows} == {"Yes"}
    page = as_hr.get(f"/en/office/months/{month.code}/").text
    assert "Held now · Clerk" in page
    assert page.count("sample figure") == len(month_targets(month))


def month_targets(month):
    return json.loads(month.content)["targets"]


def test_the_picture_tells_apart_what_targets_of_one_skill_count(
    house, last_month, all_told, client
):
    clerk, phase = {"en": "Clerk", "my": "စာရေး"}, PhaseFactory(number=1)
    one = {"agency": house.root, "skill": house.skill, "phase": phase}
    TargetFactory(**one)
    TargetFactory(**one, positions=[clerk], measure="trained", with_below=False)
    lock_month(last_month)
    answer = client.get("/en/figures/plan.svg")
    ElementTree.fromstring(answer.content)  # noqa: S314
    assert answer.text.count("Protecting data · 2") == 2
    assert answer.text.count("Trained here · the unit alone · Clerk") == 1


def test_small_numbers_are_told_nowhere(locked, client):
    rows = read_csv(client.get("/en/figures/plan.csv"))
    assert {row["Held"] for row in rows} == {""}
    assert {row["Why nothing is told"] for row in rows} == {"too small to be told"}
    told = json.loads(client.get("/en/figures/plan.json").content)
    assert {one["held"] for one in told["figures"]} == {None}
    assert {one["figure"]["unit"]["posted"] for one in told["targets"]} == {None}
    assert told["indices"]["officials_trained"] is None
    assert told["locked"]["sha256"] == locked.digest


def test_how_many_serve_in_a_small_ministry_is_not_left_of_the_whole(
    house, last_month, settings, client
):
    settings.SMALLEST_PUBLIC_NUMBER = 3
    small, large = (AgencyFactory(parent=house.root, code=code) for code in ("MOX", "MOL"))
    for agency, count in ((house.moe, 1), (small, 8), (large, 12), (house.moha, 6)):
        for _ in range(count):
            PostingFactory(agency=agency)
    TargetFactory(
        agency=small, skill=house.skill, headcount=None, percent=50, phase=PhaseFactory(number=1)
    )
    holders = [
        *Posting.objects.filter(agency=small)[:4],
        *Posting.objects.filter(agency=house.moe),
    ]
    for posting in holders:
        EvidenceFactory(person=posting.person, skill=house.skill, agency=posting.agency)
    lock_month(last_month)
    told = json.loads(client.get("/en/figures/plan.json").content)
    posted = {one["unit"]["code"]: one["unit"]["posted"] for one in told["figures"]}
    assert posted == {"MM": 32, "MOHA": 11, "MOE": None, "MOX": None, "MOL": 12}
    # Nor does a percent of those who serve say how many they are.
    [asked] = [one for one in told["targets"] if one["figure"]["unit"]["code"] == "MOX"]
    assert asked["figure"]["held"] == 4
    assert (asked["target"], asked["percent_of_target"]) == (None, None)


def test_programs_read_what_was_counted(locked, all_told, client):
    told = json.loads(client.get("/my/figures/plan.json").content)
    assert told["rule_version"] == 1
    assert told["rule"]["held"].startswith("Persons posted in the unit or below it on the day")


def test_the_picture_is_well_formed_in_both_languages(locked, all_told, client):
    for language in ("my", "en"):
        answer = client.get(f"/{language}/figures/plan.svg")
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert ElementTree.fromstring(answer.content).tag.endswith("svg")  # noqa: S314


def test_the_picture_brings_its_burmese_letters(locked, all_told, client):
    burmese = client.get("/my/figures/plan.svg")
    [face] = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", burmese.text)
    letters = set(TTFont(BytesIO(b64decode(face))).getBestCmap())
    written = re.sub(r"<style>.*?</style>", "", burmese.text)
    assert {ord(one) for one in written if "က" <= one <= "႟"} <= letters
    assert len(burmese.content) < 50_000
    policy = burmese.headers["Content-Security-Policy"]
    assert "font-src 'self' data:" in policy
    assert "script-src 'self'" in policy
    assert "font-face" not in client.get("/en/figures/plan.svg").text


def test_index_facts_name_definition_source_and_day(house, last_month, all_told, client):
    for _ in range(3):
        person = PostingFactory(agency=house.moe).person
        EvidenceFactory(person=person, skill=house.skill, agency=house.moe)
    lock_month(last_month)
    rows = {row["What"]: row for row in read_csv(client.get("/en/figures/indices.csv"))}
    share = rows["Officials trained in digital skills, percent"]
    assert (share["Value"], share["Day"]) == ("62.5", last_month.last_day.isoformat())
    assert share["Definition"]
    assert f"Locked month {month_name(last_month.last_day)} of" in share["Source"]
    # Of the UN, and not computed here; what others must tell has no number.
    assert rows["E-Government Development Index (published by the UN)"]["Value"] == "0.4994"
    assert rows["Public services offered online"]["Value"] == ""
    burmese = read_csv(client.get("/my/figures/indices.csv"))
    values = {one for row in burmese for one in row.values()}
    assert any("/my/accessibility/" in one for one in values)
    assert not any("/en/accessibility/" in one for one in values)


def test_a_file_costs_three_queries(locked, client, django_assert_max_num_queries):
    client.get("/en/figures/plan.json")
    with django_assert_max_num_queries(3):
        client.get("/en/figures/plan.json")


def test_a_workbook_has_days_as_days_and_says_what_it_is(locked, all_told, client):
    answer = client.get(f"/en/figures/{locked.code}/plan.xlsx")
    book = load_workbook(BytesIO(b"".join(answer)))
    table, about = book.worksheets
    assert table.freeze_panes == "A2"
    assert table["A1"].font.bold
    headings = [cell.value for cell in table[1]]
    assert table.cell(2, headings.index("Day") + 1).is_date
    assert isinstance(table.cell(2, headings.index("Held") + 1).value, int)
    told = {row[0].value: row[1].value for row in about}
    assert told["SHA-256"] == locked.digest
    assert "CC BY" in told["Licence"]
    assert told["How it was counted"].startswith("Persons posted in the unit or below it")
    assert client.get(f"/en/figures/{locked.code}/indices.xlsx").status_code == 200


def test_the_table_for_programs_has_nothing_behind_its_rows(locked, all_told, client):
    rows = read_csv(client.get("/en/figures/plan.csv"))
    assert all(row["Unit code"] for row in rows)
