"""The pages of capacity plans at the desk."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from courses.sessions import check_in, finish_session, join_session
from plan.capacity import decide_capacity
from plan.models import CapacityPlan
from tests.courses.factories import make_course
from tests.courses.session_factories import make_official, make_runner, make_session, part
from tests.people.factories import RoleFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import RoleProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/capacity/"


@pytest.fixture
def year():
    return timezone.localdate().year


@pytest.fixture
def plan(as_hr, house, year):
    RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    as_hr.post(f"{LIST}?unit=MOHA", {"year": year})
    return CapacityPlan.objects.get()


@pytest.fixture
def priority(as_hr, plan, house):
    return f"{LIST}{plan.pk}/{house.skill.code}/2/"


def test_a_plan_is_begun_and_shows_what_is_needed(as_hr, plan, priority):
    page = as_hr.get(f"{LIST}{plan.pk}/").text
    assert "Capacity plan of Home Affairs" in page
    assert f'href="{priority}"' in page
    assert "Send to the office above" not in page
    assert "Home Affairs" in as_hr.get(LIST).text


def test_a_need_becomes_a_priority_with_seats_and_money(as_hr, plan, priority):
    as_hr.post(priority, {"importance": "3", "seats_1": "၁၂", "budget_1": "180000"})
    page = as_hr.get(f"{LIST}{plan.pk}/").text
    for words in ("Urgent", "3 / 5", "0 / 12", "180,000 kyat", "Send to the office above"):
        assert words in page, words
    file = as_hr.get(f"{LIST}{plan.pk}/plan.csv")
    assert "no-store" in file.headers["Cache-Control"]
    text = b"".join(file.streaming_content).decode()
    assert "DC3-4.2,2,2 · Basic,Urgent,5,3,12,180000,0" in text
    assert "State,Draft" in text
    as_hr.post(priority, {"drop": "1"})
    assert not plan.priorities.exists()


@pytest.mark.parametrize("change", [{"importance": "1"}, {"drop": "1"}])
def test_what_was_open_while_the_plan_was_sent_is_not_kept_and_says_so(
    as_hr, plan, priority, change
):
    as_hr.post(priority, {"importance": "3", "seats_1": "12"})
    as_hr.post(f"{LIST}{plan.pk}/submit/")
    for answer in (as_hr.post(priority, change, follow=True), as_hr.get(priority, follow=True)):
        assert "no draft any more" in answer.text
    assert plan.priorities.get().importance == 3


def test_seats_of_sessions_stand_beside_the_money(as_hr, plan, priority, house, year):
    as_hr.post(priority, {"importance": "3", "seats_1": "4", "budget_1": "180000"})
    page = as_hr.get(f"{LIST}{plan.pk}/").text
    assert "No seat is opened yet" in page
    course = make_course(agency=house.root, skills=[(house.skill, 2)])
    begins = timezone.make_aware(dt.datetime(year, 2, 2, 9))
    early = begins - dt.timedelta(days=30)
    runner = make_runner(house.root)
    session = make_session(
        plan.agency, by=runner, course=course, capacity=20, parts=[part(begins)], at=early
    )
    came, _stayed_away = (join_session(session, make_official(), at=early) for _ in range(2))
    check_in(session.parts.get(), came.person, at=begins)
    finish_session(session, by=runner, at=begins + dt.timedelta(hours=1))
    text = re.sub(r"<[^>]*>|\s+", " ", as_hr.get(f"{LIST}{plan.pk}/").text)
    seats = re.sub(" +", " ", text[text.index("Seats of class sessions") :])
    # Budget, planned, opened, taken, attended, share.
    assert "Quarter 1 180,000 4 20 2 1 25%" in seats


def test_what_cannot_be_counted_is_told(as_hr, plan, priority):
    page = as_hr.post(priority, {"importance": "3", "seats_1": "-1", "budget_2": "x"}).text
    assert page.count("Quarter") + page.count("quarter") > 2
    assert not plan.priorities.exists()
    assert as_hr.get(f"{LIST}{plan.pk}/DC3-9.9/2/").status_code == 404


def test_the_office_above_approves_on_the_page(as_hr, client, plan, house, priority):
    as_hr.post(priority, {"importance": "2", "seats_1": "5"})
    as_hr.post(f"{LIST}{plan.pk}/submit/")
    assert "Approve the plan" not in as_hr.get(f"{LIST}{plan.pk}/").text
    as_hr.post(f"{LIST}{plan.pk}/decide/", {"approve": "1"})
    plan.refresh_from_db()
    assert plan.state == CapacityPlan.State.SUBMITTED
    signed_in(client, "secretariat", agency=house.root)
    requests = "/en/office/requests/"
    assert "<b>1</b> waits" in client.get(requests).text
    assert "Waits for you" in client.get(LIST).text
    assert "Approve the plan" in client.get(f"{LIST}{plan.pk}/").text
    decide(client, plan, answer="Well planned.")
    assert plan.state == CapacityPlan.State.APPROVED
    assert "No capacity plan waits" in client.get(requests).text
    assert "Well planned." in client.get(f"{LIST}{plan.pk}/").text
    assert "Plan many runs" not in client.get(f"{LIST}{plan.pk}/").text
    client.force_login(RoleFactory(agency=plan.agency, kind="hr").person)
    assert "Plan many runs" in client.get(f"{LIST}{plan.pk}/").text


def test_what_is_sent_again_is_not_approved_by_a_page_of_before(
    as_hr, client, plan, house, priority
):
    as_hr.post(priority, {"importance": "2", "seats_1": "5"})
    as_hr.post(f"{LIST}{plan.pk}/submit/")
    plan.refresh_from_db()
    seen, above = plan.submitted_at, RoleFactory(agency=house.root, kind="secretariat").person
    decide_capacity(plan, approves=False, answer="", by=above)
    as_hr.post(priority, {"importance": "2", "seats_1": "5000"})
    as_hr.post(f"{LIST}{plan.pk}/submit/")
    client.force_login(above)
    answer = decide(client, plan, sent=seen.isoformat())
    assert plan.state == CapacityPlan.State.SUBMITTED
    assert "sent again meanwhile" in answer.text
    decide(client, plan)
    assert plan.state == CapacityPlan.State.APPROVED


def test_nothing_is_decided_without_its_whole_answer(as_hr, client, plan, house, priority):
    as_hr.post(priority, {"importance": "2", "seats_1": "5"})
    as_hr.post(f"{LIST}{plan.pk}/submit/")
    signed_in(client, "secretariat", agency=house.root)
    page = decide(client, plan, answer="Too dear. " * 40)
    assert plan.state == CapacityPlan.State.SUBMITTED
    assert page.status_code == 422
    assert "Too dear. Too dear." in page.text
    sent = plan.submitted_at.isoformat()
    back = client.post(f"{LIST}{plan.pk}/decide/", {"sent": sent})
    assert back.status_code == 422
    assert "Say why." in back.text
    decide(client, plan)
    late = client.post(
        f"{LIST}{plan.pk}/decide/", {"sent": sent, "answer": "Too dear. " * 40}, follow=True
    )
    assert "it is decided already" in late.text


def decide(client, plan, **asked):
    """Approve the plan from the page that shows it."""
    page = client.get(f"{LIST}{plan.pk}/").text
    sent = re.search('name="sent" value="([^"]+)"', page)[1]
    told = {"approve": "1", "sent": sent} | asked
    answer = client.post(f"{LIST}{plan.pk}/decide/", told, follow=True)
    plan.refresh_from_db()
    return answer


def test_other_offices_and_readers_without_the_role_see_no_plan(as_hr, client, plan, house, year):
    client.force_login(RoleFactory(agency=house.moe).person)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 404
    client.force_login(RoleFactory(agency=house.moha, kind="viewer").person)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 200
    assert client.post(f"{LIST}?unit=MOHA", {"year": year + 1}).status_code == 403


def test_who_has_one_office_is_there_at_once(as_township, house):
    assert as_township.get(LIST).context["unit"] == house.north
    assert as_township.get(LIST, {"unit": house.moha.code}).status_code == 404
