"""Service ends at once where the office that let the system in may end it, else it is proposed."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Person, RosterProposal, ScimAccount
from people.postings import posting_on
from people.scim.leaving import end_service_at_once, find_person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.roster.proposals.conftest import recorded
from tests.people.scim.conftest import INACTIVE, propose, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def account(ask):
    ask("POST", "Users", user_of("1001"))
    return ScimAccount.objects.get()


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


def test_who_began_today_has_served_today(account, token, tree):
    today = timezone.localdate()
    posting = PostingFactory(
        person=PersonFactory(staff_number="1001"), agency=tree["GAD"], valid_from=today
    )
    end_service_at_once(account, token)
    posting.refresh_from_db()
    assert posting.valid_to == today + dt.timedelta(days=1)


def test_a_number_means_whom_its_line_was_written_for_until_that_is_undone(account, tree, hr):
    """Numbers are put right later, and given to others."""
    renumbered, namesake = PersonFactory(), PersonFactory(staff_number="1001")
    account.proposal = RosterProposal.objects.create(
        unit=tree["MOHA"], file_name="scim.csv", by=hr, received_at=timezone.now()
    )
    lines = account.proposal.lines
    line = {"staff_number": "1001", "group": "new", "person": renumbered}
    lines.create(position=1, batch=1, **line)
    assert find_person(account) == renumbered
    lines.update(is_undone=True)
    assert find_person(account) == namesake
    account.staff_number = "1002"
    assert find_person(account) is None
