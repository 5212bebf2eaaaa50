"""A programme or a class session is assigned by the same form, and by acts on many people."""

import re

import pytest

from courses.models import Assignment
from people.models import BulkAct
from tests.courses.addresses import address
from tests.courses.assignments.factories import in_days, make_agency_with_manager, make_official
from tests.courses.programmes import make_programme, make_short_course
from tests.courses.session_factories import make_session, soon

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office(client):
    agency, manager = make_agency_with_manager()
    client.force_login(manager)
    return agency, manager


@pytest.fixture
def session(office):
    agency, manager = office
    return make_session(agency, by=manager, parts=[soon(5)], opens_to="unit", capacity=1)


def fill(what, owner, **changes):
    given = {"what": what, "agency": owner.pk, "due": "days", "due_days": "30"}
    return given | {"starts_on": in_days(0).isoformat()} | changes


def post(client, given):
    """The form shown with whom it reaches, and the answer once that is confirmed."""
    page = client.post(address("add_assignment"), given)
    confirm = re.search(r'name="confirm" value="(\w+)"', page.content.decode())
    assert confirm, page.context["form"].errors
    return page, client.post(address("add_assignment"), given | {"confirm": confirm[1]})


def test_a_session_tells_its_free_seats_first_and_takes_its_own_day(client, office, session):
    agency, _manager = office
    make_official(agency)
    page, answer = post(client, fill(f"session:{session.pk}", agency))
    assert "1 seat is free" in page.content.decode()
    made = Assignment.objects.get()
    assert (made.what, made.due_on) == (session, session.last_day)
    assert session.seats.count() == 2
    html = client.get(answer.url).content.decode()
    assert "Class session" in html


def test_its_day_is_not_changed_but_it_may_become_recommended(client, office, session):
    agency, _manager = office
    post(client, fill(f"session:{session.pk}", agency))
    made = Assignment.objects.get()
    page = address("change_assignment", made.pk)
    assert "due_days" not in client.get(page).context["form"].fields
    client.post(page, {"due": "none"})
    made.refresh_from_db()
    assert (made.is_mandatory, made.people.get().due_on) == (False, None)


def test_a_session_of_others_own_people_or_in_the_past_is_not_assigned(client, office, session):
    agency, _manager = office
    foreign = make_session(parts=[soon(5)], opens_to="unit")
    late = fill(f"session:{session.pk}", agency, starts_on=in_days(9).isoformat())
    for given, field in (
        (fill(f"session:{foreign.pk}", agency), "what"),
        (late, "starts_on"),
        (fill("session:0", agency), "what"),
    ):
        assert field in client.post(address("add_assignment"), given).context["form"].errors


def test_a_programme_is_assigned_and_listed_as_one(client, office):
    agency, _manager = office
    programme = make_programme([make_short_course()])
    post(client, fill(f"programme:{programme.pk}", agency))
    assert Assignment.objects.get().what == programme
    html = client.get(address("assignments")).content.decode()
    assert "Programme ·" in html


def test_who_is_ticked_is_nominated_and_taken_back_from_the_session(client, office):
    agency, manager = office
    session = make_session(agency, by=manager, parts=[soon(5)], opens_to="all", capacity=3)
    people = [make_official(agency) for _ in range(2)]
    ticked = {"act": "assign", "whom": "ticked", "person": [one.pk for one in people]}
    page = client.post("/en/office/people/acts/", ticked).url
    client.post(page, {"what": f"session:{session.pk}", "due": "days", "due_days": "20"})
    assert sorted(BulkAct.objects.get().done) == sorted(one.pk for one in people)
    assert session.seats.seated().count() == 2
    client.post(client.post(page, {"undo": "yes"}).url)
    assert session.seats.standing().count() == 0
