"""What an office has assigned: counts, people by state, files; each sees their own people."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from courses.assignments.how_far import pair_with_progress
from courses.models import AssignedPerson, Assignment
from courses.progress import complete_lesson, enrol_person
from people.models import Look, Role
from tests.courses.addresses import address
from tests.courses.assignments.factories import (
    assign,
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
)
from tests.courses.factories import make_lesson
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def office():
    """A ministry with a manager, a unit below it with a line manager and two officials."""
    agency, manager = make_agency_with_manager()
    unit = AgencyFactory(parent=agency)
    line = make_manager(unit, Role.Kind.LINE_MANAGER)
    people = [make_official(unit) for _ in range(2)]
    made = assign(agency, manager)
    complete(people[0], made.course)
    AssignedPerson.objects.filter(person=people[1]).update(
        reached_on=in_days(-40), due_on=in_days(-3)
    )
    return made, manager, line, people


def test_the_list_counts_done_open_and_overdue_of_ones_own_people(office):
    made, manager, line, _people = office
    (seen,) = sign_in(manager).get(address("assignments")).context["lines"]
    assert (seen.assignment, seen.total, seen.done, seen.left, seen.overdue) == (made, 4, 1, 3, 1)
    (seen,) = sign_in(line).get(address("assignments")).context["lines"]
    assert (seen.total, seen.done, seen.overdue) == (3, 1, 1)


def test_offices_that_it_does_not_concern_see_nothing_of_it(office):
    made, *_ = office
    client = sign_in(make_manager(AgencyFactory()))
    assert client.get(address("assignments")).context["lines"] == []
    assert client.get(address("assignment", made.pk)).status_code == 404
    assert client.get(address("export_assignment", made.pk, "csv")).status_code == 404
    assert sign_in(PersonFactory()).get(address("assignments")).status_code == 403


def test_the_page_shows_people_by_state_and_notes_who_looked(office):
    made, manager, _line, people = office
    client = sign_in(manager)
    page = client.get(address("assignment", made.pk), {"state": "overdue"})
    assert [row.person for row in page.context["page"]] == [people[1]]
    assert "3 days late" in page.content.decode()
    assert Look.objects.filter(viewer=manager, person=people[1]).exists()
    everybody = client.get(address("assignment", made.pk), {"state": "nonsense"})
    assert everybody.context["page"].paginator.count == 4


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_people_are_served_as_a_file(office, suffix):
    made, manager, *_ = office
    answer = sign_in(manager).get(address("export_assignment", made.pk, suffix))
    content = b"".join(answer.streaming_content)
    assert f"assignment-{made.pk}" in answer.headers["Content-Disposition"]
    if suffix == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert rows[0][4:6] == ["State", "Days late"]
        assert [row[5] for row in rows[1:]].count("3") == 1
        assert all(dt.date.fromisoformat(day) for row in rows[1:] for day in row[2:4])
    else:
        rows = list(load_workbook(io.BytesIO(content)).active.values)
        # A spreadsheet sorts days as days, which it would not with texts.
        assert all(isinstance(day, dt.datetime) for row in rows[1:] for day in row[2:4])


def test_hr_sees_how_far_people_are_and_whoever_only_reads_does_not(
    office, django_assert_num_queries
):
    made, manager, line, people = office
    lessons = [make_lesson(made.course, position=number) for number in (1, 2)]
    begun = enrol_person(people[1], made.course, language="my")
    complete_lesson(begun, lessons[0])
    for who, told in ((manager, True), (line, False)):
        client = sign_in(who)
        for path in (address("assignment", made.pk), f"/en/office/people/{people[1].pk}/"):
            assert ("1 of 2 done" in client.get(path).text) is told
        answer = client.get(address("export_assignment", made.pk, "csv"))
        rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
        assert (["1", "2"] in [row[6:] for row in rows]) is told
    rows = made.people.select_related("assignment")
    with django_assert_num_queries(5):
        # Whoever has nothing done yet, or completed it, costs no query more.
        assert [bool(progress) for _row, progress in pair_with_progress(rows, manager)].count(
            True
        ) == 1


def test_what_is_being_applied_says_how_far_it_is(office):
    made, manager, *_ = office
    Assignment.objects.filter(pk=made.pk).update(applied_at=None, expected=9)
    html = sign_in(manager).get(address("assignment", made.pk)).content.decode()
    assert 'http-equiv="refresh"' in html
    assert "4 of 9" in html


def test_the_page_of_a_person_says_what_they_have_to_do(office):
    made, _manager, line, people = office
    with_line = sign_in(line).get(f"/en/office/people/{people[1].pk}/")
    assert made.title in with_line.content.decode()
    assert "3 days late" in with_line.content.decode()


def test_the_list_keeps_its_budget(office, django_assert_max_num_queries):
    made, manager, _line, people = office
    for _ in range(12):
        assign_to(people[0], made.agency, manager)
    client = sign_in(manager)
    # What waits is counted for the menu, once in half a minute.
    client.get(address("assignments"))
    with django_assert_max_num_queries(12):
        client.get(address("assignments"))
