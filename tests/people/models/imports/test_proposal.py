"""Rosters as proposals: who sees them, and what the database refuses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import RosterProposal, RosterProposalLine
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def proposal(tree):
    return RosterProposal.objects.create(
        unit=tree["GAD"], file_name="a.csv", digest="0" * 64, by=PersonFactory(), received_at=NOW
    )


def test_hr_managers_over_the_unit_see_it_and_nobody_else(proposal, tree):
    seen = [
        (RoleFactory(agency=tree["MOHA"]).person, True),
        (RoleFactory(agency=tree["GAD"]).person, True),
        (PersonFactory(admin=True), True),
        (RoleFactory(agency=tree["GAD-T1"]).person, False),
        (RoleFactory(agency=tree["MOE"]).person, False),
        (RoleFactory(agency=tree["MM"], kind="secretariat").person, False),
        (RoleFactory(agency=tree["MOHA"], expired=True).person, False),
        (proposal.by, False),
        (AnonymousUser(), False),
    ]
    visible = [RosterProposal.objects.visible_to(person).exists() for person, _sees in seen]
    assert visible == [sees for _person, sees in seen]


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": None},
        {"state": "applying"},
        {"state": "applied", "approved_at": NOW},
        {"state": "open", "approved_at": NOW},
        {"state": "withdrawn", "closed_at": NOW},
        {"state": "stale"},
        {"state": "undone", "approved_at": NOW, "applied_at": NOW, "undone_at": NOW},
    ],
)
def test_each_state_has_its_who_and_when(proposal, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterProposal.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"group": "ambiguous"},
        {"question": "namesake"},
        {"decision": "same"},
        {"undo": {"is_new": True}},
        {"is_undone": True},
    ],
)
def test_a_line_says_only_what_fits_together(proposal, wrong):
    values = {"proposal": proposal, "position": 1, "line": 2, "group": "new", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterProposalLine.objects.create(**values)


def test_a_line_of_a_file_stands_once(proposal):
    values = {"proposal": proposal, "line": 2, "group": "new"}
    RosterProposalLine.objects.create(position=1, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterProposalLine.objects.create(position=2, **values)
