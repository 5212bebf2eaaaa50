"""The demo's roster has a line of every group, and waits for a second person."""

import datetime as dt

import pytest

from cms.demo.history.rosters import bring_roster, has_brought_roster
from people.models import Agency, Person, RosterProposal, RosterProposalLine
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def ministry():
    root = AgencyFactory(code="MM", kind="government")
    ministry = AgencyFactory(code="MOHA", parent=root)
    AgencyFactory(code="MOE", parent=Agency.objects.get(code="MM"))
    office = AgencyFactory(code="GAD", parent=ministry)
    AgencyFactory(code="GAD-MMR010008", parent=office)
    RoleFactory(person=PersonFactory(username="hr"), agency=ministry)
    for number in range(12):
        person = PersonFactory(
            staff_number=f"2000{number:02}", name_en=f"Khin Myo {chr(65 + number)}", name_my=""
        )
        Person.objects.filter(pk=person.pk).update(password="!")
        PostingFactory(person=person, agency=office, valid_from=dt.date(2020, 1, 1))
    PersonFactory(citizen=True, email="citizen@pyinnya.example")
    return ministry


def test_it_shows_every_group_and_waits(ministry):
    assert not has_brought_roster()
    roster = bring_roster()
    assert set(roster.counts) == set(RosterProposalLine.Group.values)
    assert (roster.state, roster.unit, roster.by.username) == ("open", ministry, "hr")
    assert has_brought_roster()
    asked = RosterProposal.objects.exclude(pk=roster.pk).get()
    assert (asked.state, len(asked.heading["lines"])) == ("naming", 2)
