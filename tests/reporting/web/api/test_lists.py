"""The API answers with the figures of the screen, to the same people."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.authtoken.models import Token

from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import ClauseFactory, PhaseFactory, PlanFactory, TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.each_database

API = "/api/v1/"
LISTS = ["agencies/", "coverage/", "targets/"]
ON = {"day": DAY.isoformat()}


@pytest.fixture(autouse=True)
def _no_throttle_left_over():
    cache.clear()


def test_coverage_is_that_of_the_heat_map(as_hr):
    body = as_hr.get(API + "coverage/", ON | {"unit": "GAD"}).json()
    page = as_hr.get("/en/insights/", ON | {"unit": "GAD"}).context["insights"]
    cells = [cell for row in page.heat.rows for cell in row.cells if not row.is_own]
    assert [(r["unit"]["code"], r["count"], r["posted"]) for r in body["results"]] == [
        (c.cell.unit.code, c.cell.count, c.posted) for c in cells
    ]
    assert body["results"][0] == {
        "unit": {"code": "GAD", "names": {"my": "ထွေအုပ်", "en": "General Admin"}},
        "skill": {"code": "DC3-4.2", "names": {"my": "ကာကွယ်ခြင်း", "en": "Protecting data"}},
        "level": 2,
        "day": "2026-11-23",
        "measure": "held",
        "count": 2,
        "posted": 4,
        "share": 50.0,
        "roster_on": None,
        "percent_in_roster": 0.0,
        "kinds": {"certificate": 0, "test": 0, "sign_off": 0, "imported": 2},
    }


def test_coverage_of_one_skill_level_and_measure(as_hr):
    question = ON | {"skill": "DC3-4.2", "level": 4, "measure": "trained"}
    rows = as_hr.get(API + "coverage/", question).json()["results"]
    assert {
        (r["skill"]["code"], r["level"], r["measure"], r["count"], r["share"]) for r in rows
    } == {("DC3-4.2", 4, "trained", 0, None)}


def test_targets_say_held_gap_pace_and_that_they_are_samples(as_hr):
    rows = as_hr.get(API + "targets/", ON).json()["results"]
    assert [(r["unit"]["code"], r["held"], r["target"], r["gap"]) for r in rows] == [
        ("MOHA", 2, 4, 2),
        ("GAD-N", 1, 2, 1),
    ]
    assert all(r["is_sample"] and r["state"] == "behind" for r in rows)
    assert as_hr.get(API + "targets/", ON | {"level": 4}).json()["results"] == []


def test_agencies_are_those_within_reach(as_hr, as_township):
    assert [r["code"] for r in as_township.get(API + "agencies/").json()["results"]] == ["GAD-N"]


def test_agencies_under_a_unit(as_hr):
    body = as_hr.get(API + "agencies/", {"unit": "GAD", "limit": 2}).json()
    assert [r["code"] for r in body["results"]] == ["GAD", "GAD-N"]
    assert (body["count"], body["next"] is None) == (3, False)


@pytest.mark.any_database
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("unit", ["MOHA", "MOE", "MM", "NOWHERE", "\x00"])
def test_a_unit_out_of_reach_is_never_an_empty_answer(as_township, address, unit):
    assert as_township.get(API + address, {"unit": unit}).status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_a_visitor_and_a_person_without_a_role_are_refused(client, house, address):
    refused = client.get(API + address, headers={"Accept-Language": "my"})
    assert refused.status_code in (401, 403)
    assert "တိုကင်" in refused.json()["detail"]
    client.force_login(PersonFactory())
    assert client.get(API + address).status_code == 403


@pytest.mark.any_database
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "wrong", [{"day": "soon"}, {"level": "0"}, {"skill": "X"}, {"measure": "x"}]
)
def test_a_wrong_parameter_is_named(as_hr, address, wrong):
    response = as_hr.get(API + address, wrong)
    assert response.status_code == 400
    assert list(response.json()) == list(wrong)


@pytest.mark.parametrize("address", LISTS)
def test_a_token_opens_what_its_person_may_see(client, house, address):
    token = Token.objects.create(user=house.township)
    answer = client.get(API + address, headers={"Authorization": f"Token {token.key}"})
    assert answer.status_code == 200
    wrong = client.get(API + address, headers={"Authorization": "Token wrong"})
    assert wrong.status_code in (401, 403)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(as_hr, method):
    assert getattr(as_hr, method)(API + "targets/").status_code == 405


def test_too_many_requests_are_turned_away(as_hr, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "api", "3/min/person")
    answers = [as_hr.get(API + "agencies/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_strangers_of_one_household_share_their_rate(client, db, monkeypatch, settings):
    monkeypatch.setitem(settings.RATES, "api-anonymous", "1/hour/address")
    asked = (client.get(API + "schema/", REMOTE_ADDR=f"2001:db8::{n}") for n in range(1, 3))
    assert [answer.status_code for answer in asked] == [200, 429]


def test_queries_do_not_grow_with_units(as_hr, house, django_assert_max_num_queries):
    for _ in range(30):
        AgencyFactory(parent=house.moha)
    for address in [*LISTS, "trend/", "changes/"]:
        with django_assert_max_num_queries(20):
            as_hr.get(API + address, {"unit": "MOHA"})


def test_targets_of_one_state_are_those_of_the_screen(as_hr):
    for state, count in (("behind", 2), ("reached", 0)):
        rows = as_hr.get(API + "targets/", ON | {"state": state}).json()["results"]
        shown = as_hr.get("/en/office/plan/", ON | {"state": state}).context["page"].object_list
        assert len(rows) == len(shown) == count


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ({"plan": "MEGP2030"}, ["MOHA", "GAD-N"]),
        ({"phase": "1"}, ["MOHA", "GAD-N"]),
        ({"phase": "MEGP2030.1"}, ["MOHA", "GAD-N"]),
        ({"clause": "2.1"}, ["MOHA", "GAD-N"]),
        ({"own": "1"}, ["MOHA"]),
        ({"measure": "trained"}, []),
    ],
)
def test_targets_are_narrowed_as_on_the_page(as_hr, asked, units):
    rows = as_hr.get(API + "targets/", ON | asked).json()["results"]
    assert [row["unit"]["code"] for row in rows] == units


@pytest.mark.parametrize(
    "wrong",
    [
        *({"state": "late"}, {"plan": "NONE"}, {"phase": "77"}, {"clause": "9.9"}),
        *({"plan": "\0"}, {"phase": "\0.1"}, {"clause": "\0.1"}),
        *({"own": "x"}, {"stat": "behind"}, {"limit": "0"}, {"offset": "x"}),
    ],
)
def test_what_the_list_does_not_know_is_refused(as_hr, wrong):
    answer = as_hr.get(API + "targets/", wrong)
    assert (answer.status_code, list(answer.json())) == (400, list(wrong))


def test_drafts_are_told_to_nobody(as_hr):
    """A code of a draft is refused as one that there is not; of a plan to come it is known."""
    for number, begins in ((7, None), (8, dt.date(2090, 1, 1))):
        plan = PlanFactory(code=f"P{number}", in_force_on=begins)
        PhaseFactory(plan=plan, number=number)
        ClauseFactory(plan=plan, code=f"{number}.{number}")
        codes = {"plan": [plan.code], "phase": [str(number), f"P{number}.{number}"]}
        codes["clause"] = [f"{number}.{number}", f"P{number}.{number}.{number}"]
        for name, code in ((name, code) for name, own in codes.items() for code in own):
            answer = as_hr.get(API + "targets/", {name: code})
            assert answer.status_code == (200 if begins else 400), (name, code)


def test_targets_tell_what_the_page_tells_of_them(as_hr):
    page = as_hr.get("/en/insights/", ON).context["insights"]
    rows = as_hr.get(API + "targets/", ON).json()["results"]
    shown = [(page.in_training[r.target.pk], page.lacking[r.target.pk]) for r in page.targets]
    assert [(row["in_training"], row["lacking"]) for row in rows] == shown
    assert all(row["forecast"]["low"] <= row["forecast"]["high"] for row in rows)


def test_a_curve_and_a_change_are_those_of_their_pages(as_hr):
    asked = ON | {"skill": "DC3-4.2", "level": "2", "range": "plan"}
    [curve] = as_hr.get("/en/insights/trend/", asked).context["curves"]
    points = as_hr.get(API + "trend/", asked | {"limit": 99}).json()["results"]
    shown = [(cell.day.isoformat(), cell.count) for cell in curve.trend.cells]
    assert [(p["day"], p["count"]) for p in points if p["count"] is not None] == shown
    assert [p["marks"] for p in points if p["marks"]]
    since = {"since": "2026-01-01"}
    asked = ON | {"period": "days"} | since
    change = as_hr.get("/en/insights/changes/", asked).context["change"]
    steps = as_hr.get(API + "changes/", asked).json()["results"]
    numbers = [step["people"] for step in steps]
    assert (numbers[0], numbers[-1], sum(numbers[:-1])) == (
        change.before,
        change.after,
        numbers[-1],
    )
    assert (steps[0]["step"], steps[-1]["step"]) == ("before", "after")
    assert as_hr.get(API + "changes/", ON | {"since": "2026-01-01"}).json()["results"] == steps
    for period, told in (
        ({"since": "2027-01-01"}, "Choose a day before"),
        ({"period": "month"} | since, "A period has its own first day"),
    ):
        wrong = as_hr.get(API + "changes/", ON | period)
        assert (wrong.status_code, list(wrong.json())) == (400, ["since"])
        assert told in wrong.json()["since"][0]


def test_the_last_day_of_a_change_is_today_where_none_is_named(as_hr):
    steps = as_hr.get(API + "changes/", {"since": "2026-01-01"}).json()["results"]
    assert {step["until"] for step in steps} == {timezone.localdate().isoformat()}


@pytest.mark.parametrize("address", LISTS)
def test_a_filter_that_stands_twice_is_refused(as_hr, address):
    answer = as_hr.get(f"{API}{address}?skill=DC3-4.2&skill=DC3-1.1")
    assert (answer.status_code, list(answer.json())) == (400, ["skill"])


@pytest.mark.parametrize("address", LISTS)
def test_a_current_copy_is_not_sent_again(as_hr, house, address):
    first = as_hr.get(API + address, ON)
    asked = {"If-None-Match": first["ETag"]}
    again = as_hr.get(API + address, ON, headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first["Cache-Control"]
    as_hr.force_login(house.township)
    assert as_hr.get(API + address, ON, headers=asked).status_code == 200
    as_hr.logout()
    assert as_hr.get(API + address, ON, headers=asked).status_code in (401, 403)


def test_a_copy_is_old_once_a_figure_changes(as_hr, house):
    tag = as_hr.get(API + "coverage/", ON)["ETag"]
    EvidenceFactory(person=house.people[0], skill=house.skill, agency=house.moha)
    answer = as_hr.get(API + "coverage/", ON, headers={"If-None-Match": tag})
    assert (answer.status_code, answer["ETag"] == tag) == (200, False)


def test_pages_follow_on_one_another(as_hr):
    whole = as_hr.get(API + "coverage/", ON).json()["results"]
    pages = [
        as_hr.get(API + "coverage/", ON | {"limit": 1, "offset": number}).json()["results"]
        for number in range(len(whole))
    ]
    assert [row for page in pages for row in page] == whole


def test_turning_pages_shows_each_target_once(as_hr, house):
    for level in range(3, 9):
        TargetFactory(
            **{"agency": house.moha, "skill": house.skill, "headcount": 4, "level": level},
            **{"phase": house.target.phase, "clause": house.target.clause},
        )
    address, seen = f"{API}targets/?day={DAY}&limit=3", []
    while address:
        body = as_hr.get(address).json()
        seen += [(row["unit"]["code"], row["level"]) for row in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == body["count"] == 8
