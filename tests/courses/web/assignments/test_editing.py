"""A course is assigned in two steps, whom it reaches first; it is ended and gone on with."""

import re

import pytest
from django.utils import timezone

from courses.models import Assignment
from people.models import Audience, Look, Role
from tests.courses.addresses import address
from tests.courses.assignments.factories import (
    assign,
    in_days,
    make_agency_with_manager,
    make_manager,
    make_official,
)
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def office(client):
    agency, manager = make_agency_with_manager()
    client.force_login(manager)
    return agency, manager


def fill(course, owner, **changes):
    given = {
        "what": f"course:{course.pk}",
        "agency": owner.pk,
        "due": "days",
        "due_days": "၃၀",
        "starts_on": in_days(0).isoformat(),
    }
    return given | changes


def assign_by_form(client, given):
    page = client.post(address("add_assignment"), given)
    confirm = re.search(r'name="confirm" value="(\w+)"', page.content.decode())
    assert confirm, page.context["form"].errors
    return page, client.post(address("add_assignment"), given | {"confirm": confirm[1]})


def test_reach_is_shown_before_anything_is_saved(client, office):
    agency, manager = office
    make_official(agency)
    course = make_course()
    page = client.post(address("add_assignment"), fill(course, agency))
    assert page.context["reach"].count == 2
    assert Look.objects.filter(viewer=manager).count() == 1
    assert not Assignment.objects.exists()
    _page, answer = assign_by_form(client, fill(course, agency))
    made = Assignment.objects.get()
    assert answer.url == address("assignment", made.pk)
    assert (made.due_days, made.people.count(), made.expected) == (30, 2, 2)


def test_a_page_that_is_confirmed_twice_assigns_once(client, office):
    given = fill(make_course(), office[0])
    confirm = client.post(address("add_assignment"), given).context["confirm"]
    sent = [client.post(address("add_assignment"), given | {"confirm": confirm}) for _ in "12"]
    assert sent[0].url == sent[1].url == address("assignment", Assignment.objects.get().pk)
    # Shown anew, it is asked on purpose.
    assign_by_form(client, given)
    assert Assignment.objects.count() == 2


def test_what_was_changed_after_it_was_shown_is_shown_again(client, office):
    agency, _manager = office
    course = make_course()
    page = client.post(address("add_assignment"), fill(course, agency))
    confirm = page.context["confirm"]
    changed = fill(course, agency, due_days="5", confirm=confirm)
    assert client.post(address("add_assignment"), changed).status_code == 200
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due": "days", "due_days": ""}, "due_days"),
        ({"due": "day", "due_on": ""}, "due_on"),
        ({"due": "day", "due_on": "2020-01-01"}, "due_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"starts_on": "9999-01-01"}, "starts_on"),
        ({"takes_until": "9999-12-31"}, "takes_until"),
        ({"takes_until": "2020-01-01"}, "takes_until"),
        ({"what": "course:0"}, "what"),
        ({"agency": "0"}, "agency"),
        ({"unit": "NOWHERE"}, "unit"),
    ],
)
def test_errors_say_what_to_do_at_the_field(client, office, changes, field):
    agency, _manager = office
    page = client.post(address("add_assignment"), fill(make_course(), agency, **changes))
    assert field in page.context["form"].errors
    assert not Assignment.objects.exists()


def test_no_office_of_others_is_assigned_anything(client, office):
    far = AgencyFactory()
    make_official(far)
    page = client.post(address("add_assignment"), fill(make_course(), far))
    assert "agency" in page.context["form"].errors
    page = client.post(address("add_assignment"), fill(make_course(), office[0], unit=far.code))
    assert "unit" in page.context["form"].errors


def test_a_gap_leads_to_the_form_with_the_course_that_closes_it(client, office):
    agency, _manager = office
    skill = SkillFactory()
    make_course()
    closing = make_course(skills=[(skill, 3)])
    asked = {"unit": agency.code, "skill": skill.code, "level": "2"}
    form = client.get(address("add_assignment"), asked).context["form"]
    assert form["what"].value() == f"course:{closing.pk}"
    assert form["unit"].value() == agency.code
    assert (form["skill"].value(), form["skill_proof"].value()) == (skill.code, "lacking")


def test_an_audience_is_reached_and_who_is_put_on_its_list_later_too(client, office):
    agency, _manager = office
    person = make_official(agency)
    group = Audience.objects.create(
        agency=agency, names={"en": "Drivers"}, changed_at="2026-01-01T00:00Z"
    )
    group.members.create(person=person, added_at=timezone.now())
    assign_by_form(client, fill(make_course(), agency, audience=group.pk))
    made = Assignment.objects.get()
    assert [row.person for row in made.people.all()] == [person]
    assert made.rule is None


def test_its_day_is_changed_it_is_ended_with_a_reason_and_goes_on(client, office):
    agency, manager = office
    made = assign(agency, manager)
    day = in_days(50).isoformat()
    client.post(address("change_assignment", made.pk), {"due": "day", "due_on": day})
    made.refresh_from_db()
    assert made.people.get().due_on == made.due_on == in_days(50)
    assert client.post(address("end_assignment", made.pk), {"reason": " "}).status_code == 200
    client.post(address("end_assignment", made.pk), {"reason": "The course was replaced."})
    html = client.get(address("assignment", made.pk)).content.decode()
    assert "The course was replaced." in html
    assert made in [
        one.assignment
        for one in client.get(address("assignments"), {"tab": "over"}).context["lines"]
    ]
    client.post(address("resume_assignment", made.pk))
    made.refresh_from_db()
    assert made.ended_at is None


@pytest.mark.parametrize("kind", [Role.Kind.VIEWER, Role.Kind.LINE_MANAGER])
def test_who_only_reads_changes_nothing(client, office, kind):
    agency, manager = office
    made = assign(agency, manager)
    client.force_login(make_manager(agency, kind))
    assert client.get(address("assignment", made.pk)).status_code == 200
    assert client.get(address("add_assignment")).status_code == 403
    for name in ("change_assignment", "end_assignment", "resume_assignment"):
        assert client.post(address(name, made.pk)).status_code == 403


def test_the_office_below_reads_what_is_asked_from_above_and_changes_nothing(client, office):
    agency, manager = office
    below = AgencyFactory(parent=agency)
    reader = make_manager(below)
    made = assign(agency, manager)
    client.force_login(reader)
    assert client.get(address("assignment", made.pk)).context["may_manage"] is False
    assert client.post(address("end_assignment", made.pk), {"reason": "No"}).status_code == 403
