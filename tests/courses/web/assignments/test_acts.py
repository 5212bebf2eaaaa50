"""A course is assigned to whoever is ticked on the list of people; nothing twice, and back."""

import pytest

from courses.models import AssignedPerson, Assignment
from people.models import BulkAct
from tests.courses.addresses import address
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
)
from tests.courses.factories import make_course

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office(client):
    agency, manager = make_agency_with_manager()
    client.force_login(manager)
    return agency, manager


def begin(client, people):
    ticked = {"act": "assign", "whom": "ticked", "person": [one.pk for one in people]}
    return client.post("/en/office/people/acts/", ticked).url


def test_who_is_ticked_has_it_once_and_who_did_it_is_left_out(client, office, settings):
    agency, manager = office
    course = make_course()
    new, done, ending, has_it = (make_official(agency) for _ in range(4))
    complete(done, course)
    complete(ending, course, ends_on=in_days(settings.RENEWAL_DAYS))
    assign_to(has_it, agency, manager, course=course, due_days=10)
    page = begin(client, [new, done, ending, has_it])
    assert client.post(page, {"what": "", "due": "days", "due_days": "20"}).status_code == 422
    client.post(page, {"what": f"course:{course.pk}", "due": "days", "due_days": "20"})
    act = BulkAct.objects.get()
    assert act.done == [new.pk]
    assert dict(act.left_out) == {done.pk: "done", ending.pk: "ending", has_it.pk: "there"}
    assert "Has done it, and can renew it now" in client.get(page).text
    row = AssignedPerson.objects.get(person=new)
    assert (row.due_on, row.assignment.is_list) == (in_days(20), True)


def test_it_is_taken_back(client, office):
    agency, _manager = office
    people = [make_official(agency) for _ in range(2)]
    day = in_days(9).isoformat()
    page = begin(client, people)
    client.post(page, {"what": f"course:{make_course().pk}", "due": "day", "due_on": day})
    assert Assignment.objects.get().people.filter(let_go_on=None).count() == 2
    undo = client.post(page, {"undo": "yes"}).url
    client.post(undo)
    assert Assignment.objects.get().people.filter(let_go_on=in_days(0)).count() == 2


def test_a_person_who_moved_away_meanwhile_is_left_out(client, office):
    agency, _manager = office
    person = make_official(agency)
    page = begin(client, [person])
    person.postings.update(valid_to=in_days(0))
    client.post(page, {"what": f"course:{make_course().pk}", "due": "none"})
    assert dict(BulkAct.objects.get().left_out) == {person.pk: "not_yours"}
    assert not Assignment.objects.exists()
    assert client.get(address("assignments")).status_code == 200
