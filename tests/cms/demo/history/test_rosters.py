"""Of the demo's rosters one was applied and moved nobody; one, of every group, waits."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.demo.history.rosters import (
    apply_roster,
    bring_roster,
    has_applied_roster,
    has_brought_roster,
)
from people.models import Agency, Person, Posting, RosterProposal, RosterProposalLine
from reporting.figures.rosters import read_match
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
    PersonFactory(username="admin", is_superuser=True)
    for number in range(12):
        person = PersonFactory(
            staff_number=f"2000{number:02}", name_en=f"Khin Myo {chr(65 + number)}", name_my=""
        )
        Person.objects.filter(pk=person.pk).update(password="!")
        grade = 9 if number else 7
        PostingFactory(person=person, agency=office, grade=grade, valid_from=dt.date(2020, 1, 1))
    PersonFactory(citizen=True, email="citizen@pyinnya.example")
    return ministry


def test_an_applied_one_names_all_but_officers_and_moves_nobody(ministry):
    postings = list(Posting.objects.order_by("pk").values())
    apply_roster()
    assert (has_applied_roster(), has_brought_roster()) == (True, False)
    roster = RosterProposal.objects.get()
    first = timezone.localdate().replace(day=1)
    assert first - dt.timedelta(days=31) <= timezone.localdate(roster.applied_at) < first
    assert (roster.by.username, roster.approved_by.username) == ("hr", "admin")
    assert roster.counts == {"unchanged": 10, "changed": 1, "left_out": 0}
    assert list(Posting.objects.order_by("pk").values()) == postings
    # What it tells beside figures, and what comes after it stands.
    assert read_match(ministry, timezone.localdate()).share == pytest.approx(100 * 11 / 12)
    assert bring_roster().state == "open"


def test_it_shows_every_group_and_waits(ministry):
    assert not has_brought_roster()
    roster = bring_roster()
    assert set(roster.counts) == set(RosterProposalLine.Group.values)
    assert (roster.state, roster.unit, roster.by.username) == ("open", ministry, "hr")
    assert has_brought_roster()
    asked = RosterProposal.objects.exclude(pk=roster.pk).get()
    assert (asked.state, len(asked.heading["lines"])) == ("naming", 2)
