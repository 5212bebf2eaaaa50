"""One worker at a time is at a proposal, and one that was lost is followed by another."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import RosterProposal
from people.roster.proposals import work
from people.roster.proposals.work import (
    MOST_TRIES,
    ClaimLost,
    claim_proposal,
    extend_claim,
    requeue_stalled_proposals,
)
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
State, MINUTE = RosterProposal.State, dt.timedelta(minutes=1)


@pytest.fixture
def proposal():
    return RosterProposal.objects.create(
        unit=AgencyFactory(),
        file_name="r.csv",
        digest="0" * 64,
        by=PersonFactory(),
        received_at=timezone.now(),
    )


def test_of_two_workers_one_finds_it_free(proposal):
    assert claim_proposal(proposal.pk, State.PLANNING) == proposal
    assert claim_proposal(proposal.pk, State.PLANNING) is None


def test_nobody_works_at_what_is_at_another_step(proposal):
    assert claim_proposal(proposal.pk, State.APPLYING) is None
    assert RosterProposal.objects.get().tries == 0


def test_whoever_was_lost_is_followed_and_finds_that_it_lost_its_place(proposal):
    lost = claim_proposal(proposal.pk, State.PLANNING)
    RosterProposal.objects.update(claimed_until=timezone.now() - MINUTE)
    assert claim_proposal(proposal.pk, State.PLANNING).tries == 2
    with pytest.raises(ClaimLost):
        extend_claim(lost)


def test_who_gets_on_begins_to_count_anew(proposal):
    own = claim_proposal(proposal.pk, State.PLANNING)
    until = own.claimed_until
    extend_claim(own)
    row = RosterProposal.objects.get()
    assert (row.tries, row.claimed_until > until) == (0, True)


@pytest.mark.parametrize(
    ("fields", "is_queued"),
    [
        ({}, True),
        ({"claimed_until": timezone.now() - MINUTE}, True),
        ({"claimed_until": timezone.now() + dt.timedelta(days=1)}, False),
        ({"tries": MOST_TRIES}, False),
        ({"state": State.OPEN}, False),
    ],
)
def test_what_waits_and_kills_no_worker_is_queued_again(proposal, monkeypatch, fields, is_queued):
    queued = []
    monkeypatch.setattr(work, "enqueue", lambda task, pk: queued.append((task, pk)))
    RosterProposal.objects.update(**fields)
    requeue_stalled_proposals()
    assert queued == ([(work.TASK, proposal.pk)] if is_queued else [])
