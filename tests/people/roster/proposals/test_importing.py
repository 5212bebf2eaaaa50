"""An import by command is a proposal that is applied at once."""

import pytest

from people.models import Person, RosterProposal
from people.roster.proposals import import_at_once
from tests.people.roster.proposals.conftest import content_of, line, recorded

pytestmark = pytest.mark.django_db


def test_what_can_be_written_is_and_what_asks_is_refused(tree):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    content = content_of(line("1001"), line("1002", "Aye Aye", agency="MOE"))
    report = import_at_once(content, file_name="roster.csv", operator="root")
    assert (report.created, report.refused) == (1, 1)
    assert Person.objects.get(staff_number="1002").postings.get().agency == tree["MOE"]
    proposal = RosterProposal.objects.get()
    assert (proposal.state, proposal.by, proposal.operator) == ("applied", None, "root")
    assert proposal.counts == {"new": 1, "refused": 1, "left_out": 0}
