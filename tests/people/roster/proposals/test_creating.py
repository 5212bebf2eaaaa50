"""A file becomes a proposal: at once if it is short, else in the worker."""

import pytest

from people.imports import UnreadableFile
from people.models import RosterProposal
from people.roster.proposals import creating, replan_proposal, withdraw_proposal
from people.roster.proposals.steps import work_on_proposal
from tests.people.roster.proposals.conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_long_file_is_compared_by_the_worker(bring, monkeypatch):
    monkeypatch.setattr(creating, "_SHORT_FILE", 10)
    proposal = bring(line("1001"))
    assert (proposal.state, proposal.lines.count()) == ("planning", 0)
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.counts) == ("open", {"new": 1})


def test_a_file_that_cannot_be_read_says_why(bring, monkeypatch):
    with pytest.raises(UnreadableFile):
        bring()
    assert not RosterProposal.objects.exists()
    monkeypatch.setattr(creating, "_SHORT_FILE", 10)
    proposal = bring()
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.content, len(proposal.notes)) == ("unreadable", None, 1)


def test_the_file_of_a_closed_roster_is_compared_anew(bring, hr, second):
    first = bring(line("1001"))
    withdraw_proposal(first, by=hr)
    again = replan_proposal(first, by=second)
    assert (again.by, again.digest, again.counts) == (second, first.digest, {"new": 1})
