"""The page of a person says which roles they have, and which ended with their service."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Person
from people.postings.leaving import end_service_of, resume_service
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LOST, AGAIN = "These roles ended with the service", "Give again"


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"]).person


def read(client, official):
    return client.get(f"/en/office/people/{official.pk}/").text


def leave_and_come_back(person, by):
    today = timezone.localdate()
    end_service_of(Person.objects.get(pk=person.pk), day=today, by=by)
    resume_service(Person.objects.get(pk=person.pk), day=today, by=by)


def test_roles_that_ended_with_a_service_are_named_with_a_way_to_give_them_again(
    client, tree, hr, official
):
    RoleFactory(person=official, agency=tree["GAD"], kind="viewer")
    assert "HR viewer · " in read(client, official)
    leave_and_come_back(official, hr)
    page = read(client, official)
    assert LOST in page
    address = f"/en/office/roles/give/?unit=GAD&q={official.staff_number}"
    assert address.replace("&", "&amp;") in page
    assert f'value="{official.pk}"' in client.get(address).text
    today = timezone.localdate()
    RoleFactory(person=official, agency=tree["GAD"], kind="viewer", valid_from=today)
    assert LOST not in read(client, official)


def test_what_the_reader_may_not_give_is_named_only(client, tree, hr, official):
    RoleFactory(person=official, agency=tree["GAD"], kind="registrar")
    leave_and_come_back(official, hr)
    page = read(client, official)
    assert "Registrar · " in page
    assert AGAIN not in page


def test_nothing_is_said_of_roles_that_are_over_anyway_or_of_offices_above(
    client, tree, hr, official
):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    RoleFactory(person=official, agency=tree["MM"], kind="viewer")
    ending = RoleFactory(person=official, agency=tree["GAD"], kind="line", valid_to=tomorrow)
    leave_and_come_back(official, hr)
    ending.refresh_from_db()
    ending.planned_to = timezone.localdate()
    ending.save()
    assert LOST not in read(client, official)
