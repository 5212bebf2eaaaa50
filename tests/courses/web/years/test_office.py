"""Offices prescribe a year, see how far their people are, and what was frozen."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.hours.years import LearningYear
from courses.models import YearCorrection, YearExemption, YearlyObligation, YearStatus
from courses.obligations.corrections import ask_correction
from people.models import Look
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)
from tests.people.factories import RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office(client):
    agency, manager = make_office()
    client.force_login(manager)
    return agency, manager


@pytest.fixture
def closed(office):
    """A closed year of two people, of whom one has done the course."""
    agency, manager = office
    course = make_course()
    done, lacking = make_member(agency), make_member(agency)
    complete_at(done, course, CUT_OFF)
    obligation = make_obligation(agency, course, by=manager)
    close_after(obligation)
    return obligation, done, lacking


def person_page(person, year=2025):
    return address("office_person_year", year, person.pk)


def test_a_year_is_shown_then_confirmed(client, office):
    agency, _ = office
    make_member(agency)
    year = LearningYear.current()
    told = {
        "agency": agency.pk,
        "year": year.number,
        "cut_off_on": year.last_day.isoformat(),
        "asks_hours": "on",
    }
    shown = client.post(address("prescribe_year"), told)
    assert "It asks <b>1</b> person" in shown.text
    assert not YearlyObligation.objects.exists()
    digest = shown.context["confirm"]
    other = {**told, "asks_hours": "", "courses": [make_course().pk], "confirm": digest}
    assert client.post(address("prescribe_year"), other).status_code == 200
    assert not YearlyObligation.objects.exists()
    client.post(address("prescribe_year"), {**told, "confirm": digest})
    made = YearlyObligation.objects.get()
    assert (made.agency, made.asks_hours, made.expected) == (agency, True, 1)
    again = client.post(address("prescribe_year"), {**told, "confirm": digest})
    assert again.status_code == 422
    assert "in the year already" in again.text


def test_a_wrong_year_is_told_at_its_fields(client, office):
    told = {"agency": office[0].pk, "year": 1999, "cut_off_on": "2020-01-01"}
    answer = client.post(address("prescribe_year"), told)
    assert answer.status_code == 422
    assert {"year", "__all__"} <= set(answer.context["form"].errors)


def test_who_runs_is_counted_as_of_today(client, office):
    agency, manager = office
    today = timezone.localdate()
    obligation = make_obligation(agency, year=today.year, cut_off_on=today, by=manager)
    person = make_member(agency)
    answer = client.get(address("office_year", obligation.pk))
    assert "Not fulfilled yet (1)" in answer.text
    assert "Not fulfilled<" not in answer.text
    assert Look.objects.filter(viewer=manager, person=person).exists()
    client.post(person_page(person, today.year), {"exempt_reason": "leave", "note": ""})
    assert YearExemption.objects.standing().get().person == person
    answer = client.get(address("office_year", obligation.pk), {"state": "exempt"})
    assert "On leave" in answer.text
    client.post(person_page(person, today.year), {"ask_again": "1"})
    assert not YearExemption.objects.standing().exists()


def test_what_was_frozen_is_filtered_and_downloaded(client, closed):
    obligation, done, lacking = closed
    page = address("office_year", obligation.pk)
    assert client.get(page).text.count(lacking.staff_number) == 1
    assert done.staff_number not in client.get(page, {"state": "not"}).text
    file = client.get(f"{page}export.csv", {"state": "not"})
    text = b"".join(file.streaming_content).decode()
    assert lacking.staff_number in text
    assert done.staff_number not in text
    assert client.get(f"{page}export.xlsx").status_code == 200


def test_a_correction_is_asked_from_the_page_and_decided_by_a_second(client, closed, office):
    _, _, lacking = closed
    wrong = client.post(person_page(lacking), {"state": "fulfilled", "reason": ""})
    assert wrong.status_code == 422
    sent = client.post(person_page(lacking), {"state": "fulfilled", "reason": "Paper"})
    assert sent.url == person_page(lacking)
    asked = YearCorrection.objects.get()
    client.post(address("year_corrections"), {"approve": asked.pk})
    assert YearCorrection.objects.waiting().exists()
    client.force_login(RoleFactory(agency=office[0], kind="hr").person)
    client.post(address("year_corrections"), {"decline": asked.pk, "answer": ""})
    assert YearCorrection.objects.waiting().exists()
    waiting = client.get(address("year_corrections")).text
    assert "Paper" in waiting
    assert f'href="{person_page(lacking)}"' in waiting  # what was frozen, to decide by
    client.post(address("year_corrections"), {"approve": asked.pk})
    assert YearStatus.objects.count_states() == {"fulfilled": 2}
    page = client.get(person_page(lacking)).text
    assert "corrected since" in page
    assert address("office_year", asked.status.obligation_id) in page


def test_nobody_reads_years_of_other_offices(client, closed):
    obligation, done, _ = closed
    client.force_login(make_office()[1])
    for page in (address("office_year", obligation.pk), person_page(done)):
        assert client.get(page).status_code == 404
    client.force_login(RoleFactory(agency=obligation.agency, kind="line").person)
    assert client.get(person_page(done)).status_code == 200
    assert client.post(person_page(done), {"state": "not", "reason": "x"}).status_code == 403


def test_a_closed_year_is_opened_again_with_another_day(client, office):
    agency, manager = office
    make_member(agency)
    today = timezone.localdate()
    obligation = make_obligation(agency, year=today.year, cut_off_on=today, by=manager)
    close_after(obligation)
    page = address("edit_year", obligation.pk)
    assert page in client.get(address("office_year", obligation.pk)).text
    client.post(page, {"cut_off_on": today.isoformat(), "reason": "Wrong day"})
    assert not YearStatus.objects.exists()
    client.post(page, {"cut_off_on": today.isoformat(), "asks_hours": "on"})
    obligation.refresh_from_db()
    assert obligation.asks_hours
    client.post(page, {"withdraw": "1"})
    assert not YearlyObligation.objects.exists()


def test_a_year_on_which_something_rests_is_not_opened(client, closed, office):
    obligation, _, lacking = closed
    # No day of that year is left to open it for.
    assert (
        address("edit_year", obligation.pk)
        not in client.get(address("office_year", obligation.pk)).text
    )
    status = YearStatus.objects.get(person=lacking)
    ask_correction(status, state="fulfilled", reason="Paper", by=office[1])
    YearlyObligation.objects.update(year=LearningYear.current().number)
    told = {"cut_off_on": timezone.localdate().isoformat(), "reason": "x"}
    answer = client.post(address("edit_year", obligation.pk), told)
    assert answer.status_code == 422
    assert YearStatus.objects.count() == 2


def test_the_list_shows_the_word_of_each_office(client, office):
    agency, manager = office
    make_obligation(agency, make_course(), by=manager, lowest_grade=5)
    make_obligation(agency, make_course(), by=manager, highest_grade=7)
    answer = client.get(address("office_years"), {"year": 2025})
    assert agency.names["en"] in answer.text
    assert "grade 5 and above" in answer.text
    assert "up to grade 7" in answer.text
    empty = client.get(address("office_years"), {"year": 2024})
    assert "Nothing is prescribed in this year" in empty.text


@pytest.mark.parametrize("people", [2, 12])
def test_lists_take_as_many_queries_however_many_people(
    client, office, people, django_assert_max_num_queries
):
    agency, manager = office
    obligation = make_obligation(agency, by=manager)
    for _ in range(people):
        make_member(agency, person__password="!")
    close_after(obligation)
    client.get(address("office_year", obligation.pk))  # looks are noted once a day
    with django_assert_max_num_queries(20):
        client.get(address("office_year", obligation.pk))


def test_the_page_of_a_person_tells_the_year(client, office):
    agency, manager = office
    person = make_member(agency)
    today = timezone.localdate()
    cut_off = today + dt.timedelta(days=1)
    make_obligation(agency, year=LearningYear.current().number, cut_off_on=cut_off, by=manager)
    assert "Yearly obligation" in client.get(f"/en/office/people/{person.pk}/").text
