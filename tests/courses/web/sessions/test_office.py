"""Offices see their sessions, decide about seats, and nominate their people."""

from dataclasses import replace

import pytest

from courses.models import ClassSession, SessionSeat
from courses.sessions import join_session, nominate_person
from courses.sittings import SittingPlan, plan_sitting, start_sitting
from people.models import Message, Role
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.session_factories import (
    make_official,
    make_runner,
    make_session,
    soon,
)
from tests.courses.sittings.factories import make_supervised_quiz
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def session():
    return make_session(parts=[soon()], opens_to="nominated")


@pytest.fixture
def runner(client, session):
    person = make_runner(session.agency)
    client.force_login(person)
    return person


@pytest.fixture
def manager():
    return make_runner(AgencyFactory(), Role.Kind.HR)


def office_of(manager):
    return manager.roles.get().agency


def test_an_office_opens_what_it_planned_and_cancels_it_with_words(client, session, runner):
    page, act = address("office_session", session.pk), address("act_on_session", session.pk)
    assert client.post(act, {"act": "cancel"}, follow=True).text.count("Say why, in one sentence.")
    client.post(act, {"act": "cancel", "reason": "Flood."})
    assert "Flood." in client.get(page).text
    answer = client.post(act, {"act": "restore"}, follow=True)
    assert "The session is a draft again." in answer.text
    client.post(act, {"act": "open"})
    assert ClassSession.objects.get().is_open
    assert client.post(act, {"act": "burn"}).status_code == 403


def test_the_test_that_was_planned_in_a_cancelled_session_is_called_off(client):
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    session = make_session(quiz.course.agency, by=by, parts=[soon()], course=quiz.course)
    for _seat in range(2):
        join_session(session, make_official())
    plan = SittingPlan(quiz, session.begins_at, session=session)
    planned, running = [plan_sitting(one, by=by) for one in (plan, replace(plan, place="Hall 2"))]
    start_sitting(running, by=by, at=session.begins_at)
    client.force_login(by)
    client.post(address("act_on_session", session.pk), {"act": "cancel", "reason": "Flood."})
    planned.refresh_from_db()
    running.refresh_from_db()
    assert (planned.is_cancelled, planned.reason, planned.closed_by) == (True, "Flood.", by)
    assert running.is_running
    assert Message.objects.filter(kind="courses/sitting_cancelled").count() == 2


def test_nominations_wait_on_the_page_and_are_decided_there(client, session, runner, manager):
    people = [make_official(office_of(manager)) for _ in range(2)]
    first, second = (nominate_person(session, one, by=manager) for one in people)
    assert "Nominated, to be decided" in client.get(address("office_session", session.pk)).text
    decide = address("decide_seat", session.pk)
    client.post(decide, {"seat": first.pk, "approve": "1"})
    client.post(decide, {"seat": second.pk, "decline": "1", "reason": "Another time."})
    states = dict(SessionSeat.objects.values_list("pk", "state"))
    assert states == {first.pk: "seated", second.pk: "declined"}
    client.post(decide, {"seat": first.pk, "remove": "1", "reason": "Ill."})
    assert SessionSeat.objects.get(pk=first.pk).state == "declined"


def test_a_manager_nominates_own_people_by_number_and_sees_only_them(client, session, manager):
    mine, other = make_official(office_of(manager)), make_official(name_en="Somebody Else")
    by = make_runner(other.postings.get().agency, Role.Kind.HR)
    nominate_person(session, other, by=by)
    client.force_login(manager)
    numbers = f"{mine.staff_number}၊{other.staff_number}\nS-0"
    answer = client.post(address("nominate", session.pk), {"numbers": numbers}, follow=True).text
    assert "Nominated: 1." in answer
    assert answer.count("Not in an office that you manage") == 2
    assert "Somebody Else" not in answer
    assert SessionSeat.objects.get(person=mine).is_asked
    many = {"numbers": " ".join(map(str, range(201)))}
    answer = client.post(address("nominate", session.pk), many, follow=True).text
    assert "write at most 200 numbers at once" in answer
    answer = client.post(address("nominate", session.pk), {"numbers": "၊ "}, follow=True).text
    assert "Write at least one staff number." in answer


def test_a_manager_elsewhere_runs_nothing(client, session, manager):
    client.force_login(manager)
    assert client.post(address("act_on_session", session.pk), {"act": "open"}).status_code == 403
    assert client.get(address("edit_session", session.pk)).status_code == 404
    part = session.parts.get()
    assert client.get(address("attendance", session.pk, part.pk)).status_code == 404


def test_lists_show_what_comes_what_is_past_and_what_others_offer(client, session, runner):
    other = make_session(parts=[soon()])
    for show, there in (("", session), ("past", None), ("others", other)):
        html = client.get(address("office_sessions"), {"show": show}).text
        found = [one for one in (session, other) if address("office_session", one.pk) in html]
        assert found == ([there] if there else [])


def test_who_joined_is_listed_with_seats_taken(
    client, session, runner, django_assert_max_num_queries
):
    shared = make_session(session.agency, by=runner, parts=[soon()], capacity=60)
    for _ in range(30):
        join_session(shared, make_official())
    with django_assert_max_num_queries(22):
        html = client.get(address("office_session", shared.pk)).text
    assert "30 of 60" in html


def test_the_back_office_leads_to_the_sessions_of_one_course(client, runner):
    office = runner.roles.get().agency
    course = make_course(agency=office)
    shown = make_session(office, by=runner, course=course, parts=[soon()])
    other = make_session(office, by=runner, parts=[soon()])
    html = client.get(address("office_sessions"), {"course": str(course.key)}).text
    assert address("office_session", shown.pk) in html
    assert address("office_session", other.pk) not in html
    assert (
        address("office_session", other.pk)
        in client.get(address("office_sessions"), {"course": "no key"}).text
    )
