"""Two people stand behind a roster, and each decision has its name."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import RosterProposal
from people.roles import end_role
from people.roster.proposals import (
    approve_proposal,
    decide_lines,
    request_undo,
    withdraw_proposal,
)
from people.roster.proposals.creating import UnitNotYours
from people.roster.proposals.deciding import NothingToApply, NotYours, ProposalClosed, Undecided
from people.roster.proposals.steps import work_on_proposal
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.roster.proposals.conftest import line, recorded

DAY = dt.timedelta(days=1)
TOMORROW = timezone.localdate() + DAY
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_nobody_brings_a_roster_for_others(bring, tree):
    for person in (RoleFactory(agency=tree["GAD"]).person, PersonFactory()):
        with pytest.raises(UnitNotYours):
            bring(line("1001"), by=person)


def test_who_brought_it_does_not_approve_it(bring, tree, hr, settings):
    proposal = bring(line("1001"))
    others = (RoleFactory(agency=tree["MOE"]).person, RoleFactory(kind="secretariat").person)
    for person in (hr, *others):
        with pytest.raises(NotYours):
            approve_proposal(proposal, by=person)
    settings.ROSTER_APPROVERS = 1
    approve_proposal(proposal, by=hr)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_by_one) == ("applying", True)


def test_a_deputy_approves_nothing_of_whoever_lent_them_the_role(bring, tree, hr, second):
    proposal = bring(line("1001"))
    deputy = RoleFactory(agency=tree["MOHA"], acting_for=hr, valid_to=TOMORROW).person
    with pytest.raises(NotYours):
        approve_proposal(proposal, by=deputy)
    brought_by_deputy = bring(line("1002"), by=deputy)
    with pytest.raises(NotYours):
        approve_proposal(brought_by_deputy, by=hr)
    approve_proposal(proposal, by=second)


def test_a_lending_that_ends_before_the_approval_makes_no_second_person(bring, tree, hr, second):
    proposal = bring(line("1001"))
    deputy = RoleFactory(agency=tree["MOHA"], acting_for=hr, valid_to=TOMORROW).person
    RoleFactory(agency=tree["MOHA"], person=deputy)
    end_role(deputy.roles.get(acting_for=hr), day=TOMORROW - DAY, by=hr, reason="")
    with pytest.raises(NotYours):
        approve_proposal(proposal, by=deputy)
    brought_later = bring(line("1002"))
    approve_proposal(brought_later, by=deputy)


def test_the_database_wants_two_people_too(bring, hr):
    proposal = bring(line("1001"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterProposal.objects.update(
            state="applying", approved_by=hr, approved_at=proposal.received_at
        )


def test_what_asks_is_decided_first(bring, tree, second):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    proposal = bring(line("1001", "Khin Myo"))
    with pytest.raises(Undecided):
        approve_proposal(proposal, by=second)
    # What is no answer to the question decides nothing.
    assert decide_lines(proposal.lines.all(), "another", by=second) == 0
    assert decide_lines(proposal.lines.all(), "leave_out", by=second) == 1
    row = proposal.lines.get()
    assert (row.decision, row.decided_by) == ("leave_out", second)
    with pytest.raises(NothingToApply):
        approve_proposal(proposal, by=second)


def test_who_is_whom_is_remembered_for_the_next_file_of_the_unit(bring, tree, hr, second):
    khin = recorded("1001", tree["GAD"])
    first = bring(line("2001", since="2024-06-01", my="အရာရှိ"))
    decide_lines(first.lines.all(), "same", by=second)
    approve_proposal(first, by=second)
    work_on_proposal(first.pk)
    assert khin.postings.count() == 2
    # Where they serve now is another question than who they are.
    again = bring(line("2001", since="2025-06-01", my="ညွှန်ကြားရေးမှူး")).lines.get()
    assert (again.decision, again.decided_by, again.other) == ("same", second, khin)
    elsewhere = bring(line("2001", since="2025-06-01"), unit="GAD").lines.get()
    assert elsewhere.decision == ""


@pytest.mark.parametrize("how", ["another name", "undone", "left out"])
def test_what_was_not_kept_or_is_asked_of_somebody_else_is_asked_anew(
    bring, tree, hr, second, how
):
    recorded("1001", tree["GAD"])
    recorded("1002", tree["GAD"], "Aung Kyaw")
    first = bring(line("2001", since="2024-06-01"), line("3001", "Mya Mya"))
    decision = "leave_out" if how == "left out" else "same"
    decide_lines(first.lines.filter(staff_number="2001"), decision, by=second)
    approve_proposal(first, by=second)
    work_on_proposal(first.pk)
    if how == "undone":
        request_undo(first, by=hr)
        work_on_proposal(first.pk)
    name = "Aung Kyaw" if how == "another name" else "Khin Myo"
    again = bring(line("2001", name, since="2025-06-01")).lines.get()
    assert (again.group, again.decision) == ("ambiguous", "")


def test_a_withdrawn_roster_stays_as_it_is(bring, tree, hr, second):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    proposal = bring(line("1001", "Khin Myo"))
    withdraw_proposal(proposal, by=hr)
    for act in (approve_proposal, withdraw_proposal):
        with pytest.raises(ProposalClosed):
            act(proposal, by=second)
    with pytest.raises(ProposalClosed):
        decide_lines(proposal.lines.all(), "same", by=second)
