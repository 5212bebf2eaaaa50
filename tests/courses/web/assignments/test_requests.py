"""A person asks on their own page; the manager decides on another, and may take it back."""

import pytest
from django.test import Client

from courses.models import AssignmentRequest
from tests.courses.addresses import address
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
)
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def row():
    agency, manager = make_agency_with_manager()
    return assign_to(make_official(agency), agency, manager)


@pytest.fixture
def learner(row):
    client = Client()
    client.force_login(row.person)
    return client


@pytest.fixture
def manager(row):
    client = Client()
    client.force_login(row.assignment.made_by)
    return client


def ask(learner, row, **changes):
    given = {"kind": "extension", "until": in_days(40).isoformat(), "reason": "I am on leave."}
    return learner.post(address("ask_about_duty", row.pk), given | changes)


def decide(manager, **given):
    asked = AssignmentRequest.objects.get()
    return manager.post(address("decide_assignment_request", asked.pk), given, follow=True)


def test_more_time_is_asked_granted_and_taken_back(row, learner, manager):
    assert ask(learner, row).url == address("my_learning")
    assert "Your request waits" in learner.get(address("my_learning")).content.decode()
    assert "I am on leave." in manager.get(address("assignment_requests")).content.decode()
    decide(manager, grant="1")
    row.refresh_from_db()
    assert row.due_on == in_days(40)
    decide(manager, undo="1")
    row.refresh_from_db()
    assert row.due_on == in_days(30)
    assert "Please write an answer" in decide(manager, decline="1").content.decode()
    assert "Declined." in decide(manager, decline="1", answer="Take it now.").content.decode()
    assert "decided this meanwhile" in decide(manager, grant="1").content.decode()


def test_it_is_withdrawn_by_its_person_alone(row, learner, manager):
    ask(learner, row, kind="exemption", until="")
    stranger = Client()
    stranger.force_login(PersonFactory())
    page = address("ask_about_duty", row.pk)
    assert stranger.post(page, {"withdraw": "1"}).status_code == 404
    assert "not to have to take" in learner.get(page).content.decode()
    learner.post(page, {"withdraw": "1"})
    assert AssignmentRequest.objects.get().state == AssignmentRequest.State.WITHDRAWN


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": ""}, "until"),
        ({"until": in_days(2).isoformat()}, "until"),
        ({"reason": " "}, "reason"),
    ],
)
def test_errors_say_what_to_do(row, learner, changes, field):
    answer = ask(learner, row, **changes)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_what_is_recommended_needs_no_more_time():
    agency, manager = make_agency_with_manager()
    row = assign_to(make_official(agency), agency, manager, due_days=None)
    client = Client()
    client.force_login(row.person)
    form = client.get(address("ask_about_duty", row.pk)).context["form"]
    assert list(form.fields) == ["reason"]
    client.post(address("ask_about_duty", row.pk), {"reason": "I teach it."})
    assert AssignmentRequest.objects.get().kind == AssignmentRequest.Kind.EXEMPTION


def test_what_was_completed_meanwhile_is_told(row, learner):
    complete(row.person, row.assignment.course)
    answer = ask(learner, row)
    assert answer.url == address("my_learning")
    assert not AssignmentRequest.objects.exists()


def test_what_waits_is_counted_at_the_desk(row, learner, manager):
    ask(learner, row)
    assert (
        "Requests about assigned learning" in manager.get("/en/office/requests/").content.decode()
    )
    assert manager.get(address("assignments")).context["waiting"] == 1
    assert learner.get(address("assignment_requests")).status_code == 403


def test_who_asks_and_takes_back_again_and_again_is_stopped(row, learner, settings):
    settings.RATES = settings.RATES | {"ask-office": "2/h/person"}
    ask(learner, row)
    ask(learner, row, withdraw="1")
    assert ask(learner, row).status_code == 429
