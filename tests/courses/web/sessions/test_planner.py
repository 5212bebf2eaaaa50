"""An office sees all runs before they are saved, changes single ones, and saves them once."""

import datetime as dt
import re
from html import unescape

import pytest
from django.utils import timezone

from courses.models import ClassSession, SessionSeries
from courses.sessions import join_session
from people.models import Role
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.session_factories import make_official, make_runner, make_session, part, soon
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIRST = timezone.localdate() + dt.timedelta(days=30)


@pytest.fixture
def runner(client):
    person = make_runner(AgencyFactory(), Role.Kind.HR)
    client.force_login(person)
    return person


def pattern(runner, **changes):
    return {
        "title_my": "ရုံးသုံး ကွန်ပျူတာ",
        "agency": runner.roles.get().agency_id,
        "kind": "classroom",
        "opens_to": "all",
        "capacity": "၂၀",
        "late_percent": "50",
        "places": "Hall 1\nHall 2",
        "first_day": FIRST.isoformat(),
        "weekdays": [str(FIRST.weekday())],
        "every": "၂",
        "runs": "3",
        "days": "2",
        "begins": "09:00",
        "ends": "12:00",
        "skips_weekends": "on",
    } | changes


def rows_of(html):
    """What the preview would send of its runs."""
    names = r'name="(run-[^"]+|key)"[^>]*?value="([^"]*)"'
    values = r'value="([^"]*)"[^>]*?name="(run-[^"]+)"'
    return dict(re.findall(names, html)) | {
        name: value for value, name in re.findall(values, html)
    }


def test_all_runs_are_shown_before_anything_is_written(client, runner):
    answer = client.post(address("plan_runs"), pattern(runner) | {"preview": "1"})
    assert answer.status_code == 200
    assert "3 runs with 60 seats" in answer.text
    assert rows_of(answer.text)["run-1-place"] == "Hall 2"
    days = [rows_of(answer.text)[f"run-{number}-day"] for number in range(3)]
    assert days == [(FIRST + dt.timedelta(weeks=2 * n)).isoformat() for n in range(3)]
    assert not ClassSession.objects.exists()


def test_single_runs_are_changed_or_left_out_and_saved_once(client, runner):
    given = pattern(runner)
    html = client.post(address("plan_runs"), given | {"preview": "1"}).text
    changed = {"run-0-drop": "on", "run-1-place": "Hall 9", "run-1-capacity": "၅", "save": "1"}
    sent = given | rows_of(html) | changed | {"opens": "1"}
    first = client.post(address("plan_runs"), sent)
    assert client.post(address("plan_runs"), sent).url == first.url
    series = SessionSeries.objects.get()
    found = series.sessions.values_list("place", "capacity", "state")
    assert list(found) == [("Hall 9", 5, "open"), ("Hall 1", 20, "open")]
    assert series.sessions.first().parts.count() == 2
    html = client.get(first.url).text
    assert "2 runs are planned." in html
    assert "Hall 9" in html


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"left_out": "2027-13-45"}, "This is no day"),
        ({"left_out": "2027-04-13 to 2026-04-13"}, "These are not days of one year"),
        ({"begins_again": "13:00"}, "after the break, or neither"),
        ({"weekdays": []}, "This field is required"),
        ({"last_day": "2020-01-01"}, "No run begins on such a day"),
        ({"runs": "61"}, "60"),
    ],
)
def test_what_cannot_be_planned_is_told_at_the_form(client, runner, changes, told):
    answer = client.post(address("plan_runs"), pattern(runner, **changes) | {"preview": "1"})
    assert answer.status_code == 422
    assert told in answer.text


def test_days_left_out_may_be_several(client, runner):
    days = f"{FIRST.isoformat()} to {(FIRST + dt.timedelta(days=3)).isoformat()}"
    html = client.post(
        address("plan_runs"), pattern(runner, left_out=days) | {"preview": "1"}
    ).text
    assert rows_of(html)["run-0-day"] == (FIRST + dt.timedelta(weeks=2)).isoformat()


def test_a_row_that_is_wrong_keeps_everything_and_saves_nothing(client, runner):
    given = pattern(runner)
    html = client.post(address("plan_runs"), given | {"preview": "1"}).text
    answer = client.post(
        address("plan_runs"), given | rows_of(html) | {"run-1-day": "tomorrow", "save": "1"}
    )
    assert answer.status_code == 422
    assert "Mend the rows" in answer.text
    assert rows_of(answer.text)["run-0-day"] == FIRST.isoformat()
    assert not SessionSeries.objects.exists()


def fields_of(html):
    """Everything that the form of a page would send, of the pattern too."""
    boxes = re.findall(r"<input[^>]+>", html)
    sent = {}
    for box in boxes:
        given = dict(re.findall(r'(name|value|type)="([^"]*)"', box))
        is_left = given.get("type") == "checkbox" and " checked" not in box
        if "name" in given and not is_left:
            sent[given["name"]] = unescape(given.get("value", ""))
    return {name: text for name, text in sent.items() if name.startswith("run-") or name == "key"}


def test_back_to_the_pattern_keeps_what_was_changed_in_single_runs(client, runner):
    given, page = pattern(runner), address("plan_runs")
    html = client.post(page, given | {"preview": "1"}).text
    sent = given | fields_of(html)
    changes = {"run-0-drop": "on", "run-1-place": "Hall 9", "run-1-capacity": "၅"}
    back = client.post(page, sent | changes | {"change": "1"}).text
    anew = given | {"capacity": "30", "runs": "4"}
    html = client.post(page, anew | fields_of(back) | {"preview": "1"}).text
    assert "3 runs with 65 seats" in html, "one is left out, one has five seats, two have thirty"
    shown = fields_of(html)
    assert [shown["run-1-place"], shown["run-3-place"]] == ["Hall 9", "Hall 2"]
    answer = client.post(page, anew | shown | {"save": "1"}, follow=True)
    assert "3 runs are planned." in answer.text
    assert not ClassSession.objects.filter(state="open").exists(), "the box was not ticked"


def test_a_change_that_fits_no_day_any_more_is_told(client, runner):
    given, page = pattern(runner), address("plan_runs")
    html = client.post(page, given | {"preview": "1"}).text
    back = client.post(
        page, given | fields_of(html) | {"run-2-place": "Hall 9", "change": "1"}
    ).text
    html = client.post(page, given | {"runs": "2"} | fields_of(back) | {"preview": "1"}).text
    assert "1 run that you had changed is not among these days." in html
    assert "Hall 9" not in html


@pytest.mark.parametrize("planned", ["x", "[]", '{"day": 3}', "null"])
def test_what_a_row_was_planned_as_may_be_anything(client, runner, planned):
    given, page = pattern(runner), address("plan_runs")
    html = client.post(page, given | {"preview": "1"}).text
    sent = given | fields_of(html) | {"run-0-planned": planned, "preview": "1"}
    assert client.post(page, sent).status_code == 200


@pytest.mark.parametrize("changes", [{}, {"run-1-day": "tomorrow"}])
def test_runs_that_are_not_to_be_opened_stay_so_when_they_are_shown_again(client, runner, changes):
    given = pattern(runner)
    html = client.post(address("plan_runs"), given | {"preview": "1"}).text
    assert 'name="opens" value="1" checked' in html
    sent = given | rows_of(html) | changes | {"check": "1"}
    again = client.post(address("plan_runs"), sent).text
    assert 'name="opens" value="1">' in again
    ticked = client.post(address("plan_runs"), sent | {"opens": "1"}).text
    assert 'name="opens" value="1" checked' in ticked


def test_a_room_that_is_taken_is_told(client, runner):
    begins = timezone.make_aware(dt.datetime.combine(FIRST, dt.time(11)))
    make_session(
        runner.roles.get().agency, by=runner, place="hall 1", parts=[part(begins)], at=None
    )
    html = client.post(address("plan_runs"), pattern(runner) | {"preview": "1"}).text
    assert html.count("meets in “Hall 1” then") == 1


def test_the_runs_of_a_year_are_planned_again_a_year_later(client, runner):
    office = runner.roles.get().agency
    course = make_course(agency=office)
    for place in ("Hall 1", "Hall 2"):
        one = make_session(office, by=runner, course=course, place=place, parts=[soon()], at=None)
    html = client.get(address("plan_runs"), {"like": one.pk, "again": "1"}).text
    rows = rows_of(html)
    assert [rows["run-0-place"], rows["run-1-place"]] == ["Hall 1", "Hall 2"]
    day = timezone.localtime(one.begins_at).date() + dt.timedelta(weeks=52)
    assert rows["run-0-day"] == day.isoformat()


def test_a_session_is_copied_to_the_same_weekday(client, runner):
    one = make_session(runner.roles.get().agency, by=runner, parts=[soon()], place="Hall", at=None)
    html = client.get(address("plan_session"), {"like": one.pk}).text
    day = timezone.localtime(one.begins_at).date() + dt.timedelta(weeks=1)
    assert day.isoformat() in html
    assert 'value="Hall"' in html


def test_what_nobody_joined_is_taken_back_on_the_page(client, runner):
    given = pattern(runner)
    html = client.post(address("plan_runs"), given | {"preview": "1"}).text
    sent = given | rows_of(html) | {"save": "1", "opens": "1"}
    page = client.post(address("plan_runs"), sent).url
    join_session(ClassSession.objects.first(), make_official())
    answer = client.post(page, follow=True).text
    assert "2 runs are taken back." in answer
    assert "1 run stays" in answer


def test_sessions_of_others_are_no_example_and_their_series_no_page(client, runner):
    other = make_session(parts=[soon()])
    series = SessionSeries.objects.create(
        key="6f9619ff-8b86-d011-b42d-00c04fc964ff",
        agency=other.agency,
        made_by=other.made_by,
        made_at=timezone.now(),
    )
    assert client.get(address("plan_runs"), {"like": other.pk}).status_code == 404
    assert client.get(address("plan_session"), {"like": other.pk}).status_code == 404
    assert client.get(address("session_series", series.pk)).status_code == 404
    forged = pattern(runner, agency=other.agency_id) | {"preview": "1"}
    assert client.post(address("plan_runs"), forged).status_code == 422


def test_a_pattern_at_the_end_of_time_is_told_at_its_day(client, runner):
    answer = client.post(
        address("plan_runs"), pattern(runner, first_day="9999-12-31") | {"preview": "1"}
    )
    assert answer.status_code == 422
    assert "Take days within two years from today." in answer.text


@pytest.mark.parametrize(
    "forged", [{"run-0-day": "9999-12-31"}, {"run-INITIAL_FORMS": "0", "run-TOTAL_FORMS": "5"}]
)
@pytest.mark.parametrize("act", ["save", "look"])
def test_a_row_that_is_no_run_is_told_and_nothing_written(client, runner, forged, act):
    given = pattern(runner)
    html = client.post(address("plan_runs"), given | {"preview": "1"}).text
    sent = given | rows_of(html) | forged | {act: "1"}
    assert client.post(address("plan_runs"), sent).status_code == 422
    assert not ClassSession.objects.exists()
