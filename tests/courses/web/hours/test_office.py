"""Managers see who lacks hours, decide on study, and set what is asked."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.hours.requirements import require_hours
from courses.hours.studies import state_study
from courses.models import HoursRequirement, OwnStudy
from people.models import Look
from tests.courses.addresses import address
from tests.people.factories import AgencyFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def manager(client, office):
    person = RoleFactory(agency=office, kind="hr").person
    client.force_login(person)
    return person


@pytest.fixture
def official(office):
    return PostingFactory(agency=office, valid_from=dt.date(2020, 1, 1)).person


@pytest.fixture
def study(official):
    return state_study(
        official, kind="own", day=timezone.localdate(), minutes=90, subject="Budgets"
    )


def test_who_lacks_hours_is_listed_with_how_many(client, manager, office, official):
    assert "No hours are asked" in client.get(address("office_hours")).content.decode()
    require_hours(office, hours=40, since=2020, by=manager)
    text = client.get(address("office_hours")).content.decode()
    assert str(official) in text
    assert "1 of 1 people lacks hours." in text


def test_the_list_of_who_lacks_hours_has_a_budget(
    client, manager, office, official, django_assert_max_num_queries
):
    require_hours(office, hours=40, since=2020, by=manager)
    client.get(address("office_hours"))
    with django_assert_max_num_queries(12):
        assert str(official) in client.get(address("office_hours")).content.decode()


def test_a_manager_asks_for_hours_in_a_unit_of_theirs(client, manager, office):
    place = f"{address('office_hours')}?unit={office.code}"
    answer = client.post(place, {"hours": "၄၀", "since": "2026"})
    assert answer.url == place
    rule = HoursRequirement.objects.get()
    assert (rule.agency, rule.hours, rule.names_grades) == (office, 40, False)
    wrong = {"hours": "40", "since": "2026", "lowest_grade": "9", "highest_grade": "3"}
    assert client.post(place, wrong).status_code == 422


def test_a_line_manager_reads_and_asks_for_nothing(client, office, official):
    client.force_login(RoleFactory(agency=office, kind="line").person)
    assert "Set the hours" not in client.get(address("office_hours")).content.decode()
    answer = client.post(address("office_hours"), {"hours": "40", "since": "2026"})
    assert answer.status_code == 403
    assert not HoursRequirement.objects.exists()


def test_study_is_approved_from_the_list(client, manager, study):
    assert "Budgets" in client.get(address("hours_requests")).content.decode()
    client.post(address("hours_requests"), {"approve": study.pk})
    assert OwnStudy.objects.get().state == "approved"


def test_study_is_declined_with_an_answer(client, manager, study):
    client.post(address("hours_requests"), {"decline": study.pk, "answer": ""})
    assert OwnStudy.objects.get().state == "waiting"
    client.post(address("hours_requests"), {"decline": study.pk, "answer": "Not of our work."})
    assert OwnStudy.objects.get().state == "declined"


def test_study_of_another_office_is_not_found(client, study):
    client.force_login(RoleFactory(agency=AgencyFactory(), kind="hr").person)
    assert client.post(address("hours_requests"), {"approve": study.pk}).status_code == 404


def test_the_page_of_a_person_tells_the_hours(client, manager, official):
    text = client.get(f"/en/office/people/{official.pk}/").content.decode()
    assert "Learning hours" in text


def test_a_year_past_names_nobody_who_serves_elsewhere_by_now(client, manager, office, official):
    require_hours(office, hours=40, since=2020, by=manager)
    today = timezone.localdate()
    official.postings.update(valid_to=today)
    PostingFactory(person=official, agency=AgencyFactory(), valid_from=today)
    last_year = client.get(address("office_hours"), {"year": today.year - 1})
    assert not last_year.context["lines"]
    assert "No hours are asked of the people of this unit" in last_year.text


@pytest.mark.parametrize("page", ["office_hours", "hours_requests"])
def test_who_reads_hours_of_people_is_noted(client, manager, office, official, study, page):
    require_hours(office, hours=40, since=2020, by=manager)
    client.get(address(page))
    assert Look.objects.filter(viewer=manager, person=official).exists()
