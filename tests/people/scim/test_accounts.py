"""Changes wait as lines of one open roster; who is deactivated leaves the same day."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Person, RosterProposal, ScimAccount
from people.postings import posting_on
from people.roster.proposals import approve_proposal, decide_lines
from people.roster.proposals.steps import work_on_proposal
from people.scim import propose_changes
from people.scim.accounts import accounts_about
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.roster.proposals.conftest import recorded
from tests.people.scim.conftest import ENTERPRISE, PATCH, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def propose():
    """What the sweep makes of what waits, once the systems have been quiet."""
    propose_changes(at=timezone.now() + dt.timedelta(minutes=3))
    proposal = RosterProposal.objects.first()
    if proposal:
        work_on_proposal(proposal.pk)
        proposal.refresh_from_db()
    return proposal


def patch(*operations):
    return {"schemas": [PATCH], "Operations": [*operations]}


INACTIVE = patch({"op": "replace", "path": "active", "value": False})


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


def test_people_of_other_offices_are_none_of_the_systems_business(ask, tree):
    person = recorded("1001", tree["MOE"])
    key = ask("POST", "Users", user_of("1001")).json()["id"]
    assert ask("PATCH", f"Users/{key}", INACTIVE).status_code == 200
    assert posting_on(person, timezone.localdate()) is not None
    other = RoleFactory(agency=tree["MOHA"]).person
    assert propose() is None
    assert not other.posting_acts.exists()


def test_what_may_not_be_done_at_once_is_proposed(ask, tree, hr):
    """Whoever gave the token does not end their own service by it."""
    Person.objects.filter(pk=hr.pk).update(staff_number="1001", name_en="Khin Myo")
    PostingFactory(person=hr, agency=tree["GAD"])
    key = ask("POST", "Users", user_of("1001")).json()["id"]
    ask("DELETE", f"Users/{key}")
    assert posting_on(hr, timezone.localdate()) is not None
    assert propose().counts == {"left": 1}


def test_an_inactive_user_that_is_new_here_ends_nothing_by_itself(ask, tree):
    person = recorded("1001", tree["GAD"])
    ask("POST", "Users", user_of("1001", active=False))
    assert posting_on(person, timezone.localdate()) is not None
    assert propose().counts == {"left": 1}


def test_a_user_name_is_there_once_and_found_in_any_case(ask):
    ask("POST", "Users", user_of("1001"))
    again = ask("POST", "Users", user_of("1001"))
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    for text in ('userName eq "1001@MOHA.example"', 'externalId eq "x-1001"'):
        assert ask("GET", f"Users?filter={text}").json()["totalResults"] == 1
    assert ask("GET", 'Users?filter=userName eq "1002"').json()["totalResults"] == 0
    refused = ask("GET", 'Users?filter=title co "x"')
    assert (refused.status_code, refused.json()["scimType"]) == (400, "invalidFilter")


def test_users_are_told_by_pages(ask):
    for number in ("1001", "1002", "1003"):
        ask("POST", "Users", user_of(number))
    page = ask("GET", "Users?startIndex=2&count=1").json()
    numbers = [one[ENTERPRISE]["employeeNumber"] for one in page["Resources"]]
    assert (page["totalResults"], page["itemsPerPage"], numbers) == (3, 1, ["1002"])


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


def test_an_erased_person_is_no_user_of_a_system_either(ask, tree):
    person = recorded("1001", tree["GAD"])
    ask("POST", "Users", user_of("1001"))
    assert accounts_about(person).count() == 1
    assert accounts_about(Person(staff_number=None)).count() == 0
