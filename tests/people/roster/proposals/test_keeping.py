"""What tells of people is forgotten a year after a roster was decided."""

import datetime as dt

import pytest

from people.privacy.erasure import erase_person
from people.roster.proposals import find_old_rosters, forget_rosters, withdraw_proposal
from tests.people.roster.proposals.conftest import line, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_file_and_lines_go_and_the_trace_stays(bring, hr):
    proposal = bring(line("1001"))
    withdraw_proposal(proposal, by=hr)
    proposal.refresh_from_db()
    closed = proposal.closed_at
    assert not find_old_rosters(closed).exists()
    forget_rosters(find_old_rosters(closed + dt.timedelta(seconds=1)))
    assert not find_old_rosters(closed + dt.timedelta(days=1)).exists()
    proposal.refresh_from_db()
    assert not proposal.lines.exists()
    assert (proposal.content, proposal.counts, proposal.closed_by) == (None, {"new": 1}, hr)


def test_who_is_erased_is_in_no_roster_any_more(bring, tree):
    left = recorded("1001", tree["GAD"], "Aung Kyaw", left=dt.date(2025, 1, 1))
    proposal = bring(line("1001", "Aung Kyaw", since="2025-06-01"), line("1002", "Hla Hla"))
    erase_person(left)
    proposal.refresh_from_db()
    first, second = proposal.lines.all()
    assert (first.staff_number, first.name, first.changes) == ("", "", [])
    assert second.name == "Hla Hla"
    assert (proposal.state, proposal.content) == ("stale", None)
