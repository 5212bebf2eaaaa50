"""Changes wait as lines of one open roster; who is deactivated leaves the same day."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Person, ScimAccount
from people.postings import posting_on
from people.roster.proposals import approve_proposal
from people.roster.proposals.steps import work_on_proposal
from people.scim import propose_changes
from people.scim.accounts import accounts_about
from tests.people.factories import RoleFactory
from tests.people.roster.proposals.conftest import recorded
from tests.people.scim.conftest import INACTIVE, propose, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_user_waits_in_a_roster_and_is_recorded_by_a_second_person(ask, hr, tree):
    answer = ask("POST", "Users", user_of("1001"))
    assert answer.status_code == 201
    assert "addresses" not in answer.json()
    assert propose_changes() == 0  # not quiet yet
    proposal = propose()
    assert (proposal.unit, proposal.by, proposal.source) == (tree["MOHA"], hr, "scim")
    assert (proposal.state, proposal.counts) == ("open", {"new": 1})
    assert not Person.objects.filter(staff_number="1001").exists()
    approve_proposal(proposal, by=RoleFactory(agency=tree["MOHA"]).person)
    work_on_proposal(proposal.pk)
    person = Person.objects.get(staff_number="1001")
    assert posting_on(person, timezone.localdate()).agency == tree["GAD"]
    assert propose_changes(at=timezone.now() + dt.timedelta(minutes=3)) == 0


@pytest.mark.parametrize("how", ["patch", "put", "delete"])
def test_who_is_deactivated_leaves_at_once(ask, tree, how):
    person = recorded("1001", tree["GAD"])
    role = RoleFactory(person=person, agency=tree["GAD"], kind="trainer")
    key = ask("POST", "Users", user_of("1001")).json()["id"]
    ask(
        *{
            "patch": ("PATCH", f"Users/{key}", INACTIVE),
            "put": ("PUT", f"Users/{key}", user_of("1001", active=False)),
            "delete": ("DELETE", f"Users/{key}"),
        }[how]
    )
    today = timezone.localdate()
    assert posting_on(person, today) is None
    assert person.posting_acts.get().kind == "leaving"
    role.refresh_from_db()
    assert role.valid_to == today
    assert ask("GET", f"Users/{key}").status_code == (404 if how == "delete" else 200)
    assert propose() is None
    assert ScimAccount.objects.exists() == (how != "delete")


def test_an_inactive_user_that_is_new_here_ends_nothing_by_itself(ask, tree):
    person = recorded("1001", tree["GAD"])
    ask("POST", "Users", user_of("1001", active=False))
    assert posting_on(person, timezone.localdate()) is not None
    assert propose().counts == {"left": 1}


def test_an_erased_person_is_no_user_of_a_system_either(ask, tree):
    person = recorded("1001", tree["GAD"])
    ask("POST", "Users", user_of("1001"))
    assert accounts_about(person).count() == 1
    assert accounts_about(Person(staff_number=None)).count() == 0
