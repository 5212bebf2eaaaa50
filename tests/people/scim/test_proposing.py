"""Of thousands of changes one roster is made, with units and people as they are known here."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import RosterProposal, ScimAccount, ScimToken
from people.roster.proposals import decide_lines
from people.scim import propose_changes
from people.scim.tokens import give_token, revoke_token
from tests.people.factories import AgencyFactory, RoleFactory
from tests.people.roster.proposals.conftest import recorded
from tests.people.scim.conftest import ENTERPRISE, patch, propose, user_of

pytestmark = pytest.mark.django_db


def test_further_changes_join_the_open_roster(ask, tree):
    recorded("1001", tree["GAD"])
    ask("POST", "Users", user_of("1001"))
    first = propose()
    assert first.counts == {"unchanged": 1}
    ask("POST", "Users", user_of("1002", "Aye Aye"))
    key = ScimAccount.objects.get(staff_number="1001").key
    move = {"op": "Replace", "path": f"{ENTERPRISE}:department", "value": "GAD-T1"}
    assert ask("PATCH", f"Users/{key}", patch(move)).status_code == 200
    second = propose()
    assert second.counts == {"moved": 1, "new": 1}
    first.refresh_from_db()
    assert (first.state, first.stale_by) == ("stale", second)


def test_what_was_decided_goes_on_into_the_newer_roster(ask, hr, tree):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    ask("POST", "Users", user_of("1001", "Su Su"))
    first = propose()
    assert first.counts == {"ambiguous": 1}
    decide_lines(first.lines.all(), "leave_out", by=hr)
    ask("POST", "Users", user_of("1002", "Aye Aye"))
    second = propose()
    line = second.lines.get(staff_number="1001")
    assert (line.decision, line.decided_by) == ("leave_out", hr)


def test_a_system_that_is_never_quiet_waits_a_quarter_of_an_hour_and_then_for_the_worker(ask):
    now = timezone.now()
    for number, minutes in (("1001", 14), ("1002", 0)):
        ask("POST", "Users", user_of(number))
        changed = ScimAccount.objects.filter(staff_number=number)
        changed.update(changed_at=now - dt.timedelta(minutes=minutes))
    later = now + dt.timedelta(minutes=1)
    assert (propose_changes(at=now), propose_changes(at=later)) == (0, 1)
    ask("POST", "Users", user_of("1003"))
    assert propose_changes(at=later + dt.timedelta(hours=1)) == 0
    assert RosterProposal.objects.get().state == "planning"
    assert ScimAccount.objects.get(is_waiting=True).staff_number == "1003"


def test_a_roster_is_of_whoever_gave_the_token_that_works(ask, token, hr, tree):
    ask("POST", "Users", user_of("1001"))
    other = RoleFactory(agency=tree["MOHA"]).person
    revoke_token(ScimToken.objects.get(), by=hr)
    give_token(tree["MOHA"], "Next system", by=other)
    assert propose().by == other


@pytest.mark.parametrize(
    ("department", "unit"),
    [
        ("gad", "GAD"),
        ("AGENCY  gad-t1", "GAD-T1"),
        ("ဌာန GAD", "GAD"),
        ("Accounts", "MOHA"),
        ("MOE", "MOHA"),
        ("Nowhere", "MOHA"),
    ],
    ids=["code", "name", "burmese name", "name of two", "unit of others", "no unit"],
)
def test_a_department_is_a_unit_by_code_or_name_or_moves_nobody(ask, tree, department, unit):
    for code in ("GAD-A", "GAD-B"):
        AgencyFactory(code=code, parent=tree["GAD"], names={"my": code, "en": "Accounts"})
    ask("POST", "Users", user_of("1001", department=department))
    assert propose().lines.get().agency.code == unit
