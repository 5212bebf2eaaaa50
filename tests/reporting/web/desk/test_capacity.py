"""The pages of capacity plans at the desk."""

import pytest
from django.utils import timezone

from plan.models import CapacityPlan
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
    text = b"".join(as_hr.get(f"{LIST}{plan.pk}/plan.csv").streaming_content).decode()
    assert "DC3-4.2,2,3,5,3,12,180000,0" in text
    as_hr.post(priority, {"drop": "1"})
    assert not plan.priorities.exists()


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
    client.post(f"{LIST}{plan.pk}/decide/", {"approve": "1", "answer": "Well planned."})
    plan.refresh_from_db()
    assert plan.state == CapacityPlan.State.APPROVED
    assert "No capacity plan waits" in client.get(requests).text
    assert "Well planned." in client.get(f"{LIST}{plan.pk}/").text
    assert "Plan many runs" not in client.get(f"{LIST}{plan.pk}/").text
    client.force_login(RoleFactory(agency=plan.agency, kind="hr").person)
    assert "Plan many runs" in client.get(f"{LIST}{plan.pk}/").text


def test_other_offices_and_readers_without_the_role_see_no_plan(as_hr, client, plan, house, year):
    client.force_login(RoleFactory(agency=house.moe).person)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 404
    client.force_login(RoleFactory(agency=house.moha, kind="viewer").person)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 200
    assert client.post(f"{LIST}?unit=MOHA", {"year": year + 1}).status_code == 403
