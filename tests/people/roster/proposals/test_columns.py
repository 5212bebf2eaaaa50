"""What the headings of an office mean is said once, and remembered for it."""

import pytest

from people.models import Person, RosterColumns, RosterProposal
from people.roster.proposals import (
    approve_proposal,
    create_proposal,
    import_at_once,
    withdraw_proposal,
)
from people.roster.proposals.columns import WrongColumns, ask_for_columns, keep_column_names
from people.roster.proposals.steps import work_on_proposal
from tests.people.roster.proposals.conftest import recorded

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CONTENT = b"Emp;Nom;Bureau;Debut;Note\n1001;Khin Myo;GAD;2024-01-01;x\n"
TOLD = {"staff_number": "Emp", "name_en": "Nom", "agency": "Bureau", "from": "Debut"}
LACKING = {"name_my": "", "position_my": "", "grade": ""}


@pytest.fixture
def asked(tree, hr):
    def bring(unit="MOHA"):
        return create_proposal(CONTENT, file_name="r.csv", unit=tree[unit], by=hr)

    return bring


def test_the_next_file_of_the_unit_and_those_below_is_not_asked(asked, tree, hr):
    proposal = asked()
    assert (proposal.state, proposal.heading["lines"][0][1]) == ("naming", "Khin Myo")
    keep_column_names(proposal, TOLD | LACKING, by=hr)
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.counts, proposal.heading) == ("open", {"new": 1}, None)
    assert proposal.columns == TOLD | LACKING
    again = asked("GAD")
    assert (again.state, again.columns) == ("open", TOLD | LACKING)


def test_what_cannot_be_is_refused_and_nothing_is_remembered(asked, hr):
    proposal = asked()
    for wrong in ({"name_en": "Emp"}, {"from": ""}, {"name_en": ""}, {"agency": "Elsewhere"}):
        with pytest.raises(WrongColumns):
            keep_column_names(proposal, TOLD | LACKING | wrong, by=hr)
    assert not RosterColumns.objects.exists()
    withdraw_proposal(proposal, by=hr)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.heading) == ("withdrawn", None)


def test_an_open_roster_is_asked_anew(asked, hr):
    proposal = asked()
    keep_column_names(proposal, TOLD | LACKING, by=hr)
    work_on_proposal(proposal.pk)
    ask_for_columns(proposal, by=hr)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.lines.count()) == ("naming", 0)
    assert proposal.heading["found"] == TOLD


def test_an_import_by_command_reads_what_an_office_said(asked, tree, hr):
    keep_column_names(asked(), TOLD | LACKING, by=hr)
    assert import_at_once(CONTENT, file_name="r.csv", operator="op").created == 1
    assert Person.objects.get(staff_number="1001").name_en == "Khin Myo"
    kept = RosterProposal.objects.get(operator="op")
    assert (kept.state, kept.columns) == ("applied", TOLD | LACKING)


def test_applying_reads_the_columns_as_they_were_approved(asked, tree, hr, second):
    recorded("1001", tree["GAD"], "Khin Myo")
    keep_column_names(proposal := asked(), TOLD | LACKING | {"agency": ""}, by=hr)
    work_on_proposal(proposal.pk)
    RosterColumns.objects.all().delete()
    proposal.refresh_from_db()
    approve_proposal(proposal, by=second)
    work_on_proposal(proposal.pk)
    person = Person.objects.get(staff_number="1001")
    assert person.postings.order_by("valid_from").last().agency == tree["MOHA"]
