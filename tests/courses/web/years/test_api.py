"""A program of an office reads frozen years of its people, and nobody else's."""

import pytest

from courses.models import YearStatus
from courses.obligations.corrections import approve_correction, ask_correction
from people.models import Look
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ADDRESS = "/api/v1/yearly-statuses/"


@pytest.fixture
def office(client):
    agency, manager = make_office()
    client.force_login(manager)
    return agency, manager


@pytest.fixture
def people(office):
    below = AgencyFactory(parent=office[0])
    found = [make_member(office[0]), make_member(below)]
    complete_at(found[0], course := make_course(), CUT_OFF)
    close_after(make_obligation(office[0], course, by=office[1]))
    return found


def read(client, **asked):
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200
    return {row["staff_number"]: row for row in answer.json()["results"]}


def test_frozen_years_are_told_by_unit_number_and_state(client, office, people):
    first, second = people
    found = read(client, year=2025)
    assert set(found) == {first.staff_number, second.staff_number}
    assert found[first.staff_number]["state"] == "fulfilled"
    assert found[first.staff_number]["parts_done"] == 1
    assert set(read(client, unit=second.postings.get().agency.code)) == {second.staff_number}
    assert set(read(client, staff_number=first.staff_number)) == {first.staff_number}
    assert set(read(client, state="not")) == {second.staff_number}
    assert read(client, year=2024) == {}
    assert Look.objects.filter(viewer=office[1]).count() == 2


def test_a_correction_is_told_beside_what_was_frozen(client, office, people):
    status = YearStatus.objects.get(person=people[1])
    asked = ask_correction(status, state="fulfilled", reason="Paper", by=office[1])
    approve_correction(asked, by=RoleFactory(agency=office[0], kind="hr").person)
    row = read(client)[people[1].staff_number]
    assert (row["state"], row["frozen_state"]) == ("fulfilled", "not")
    assert set(read(client, state="not")) == set()


def test_others_are_refused_and_see_nothing(client, people):
    client.force_login(make_office()[1])
    assert read(client) == {}
    assert client.get(ADDRESS, {"unit": people[0].postings.get().agency.code}).status_code == 404
    assert client.get(ADDRESS, {"state": "late"}).status_code == 400
    client.force_login(people[0])
    assert client.get(ADDRESS).status_code == 403
    client.logout()
    assert client.get(ADDRESS).status_code == 401
