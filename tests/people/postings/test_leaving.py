"""Offices end the service of their own people, with a trace."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from people.postings import AlreadyLeft, PersonOutOfReach, PostingOutOfOrder, end_service
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db
START, DAY = dt.date(2024, 1, 1), dt.date(2026, 12, 1)


@pytest.fixture
def posting(tree):
    person = PersonFactory(staff_number="1001")
    return PostingFactory(person=person, agency=tree["GAD"], valid_from=START)


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


def test_the_posting_ends_and_the_history_tells_who_ended_it(posting, hr):
    assert end_service("1001", day=DAY, by=hr).valid_to == DAY
    posting.refresh_from_db()
    assert posting.valid_to == DAY
    entry = ModelLogEntry.objects.get(action="person.leave")
    assert (entry.user, entry.object_id) == (hr, str(posting.person_id))
    [change] = entry.data["changes"]
    assert change["field"] == "postings"
    assert change["old"]["en"] != change["new"]["en"]


def test_the_same_again_is_no_second_act(posting, hr):
    end_service("1001", day=DAY, by=hr)
    assert end_service("1001", day=DAY, by=hr).valid_to == DAY
    assert ModelLogEntry.objects.filter(action="person.leave").count() == 1


def test_another_day_is_told_and_changes_nothing(posting, hr):
    end_service("1001", day=DAY, by=hr)
    with pytest.raises(AlreadyLeft) as told:
        end_service("1001", day=DAY + dt.timedelta(days=1), by=hr)
    assert told.value.args == (DAY,)
    with pytest.raises(AlreadyLeft):
        end_service("1001", day=START, by=hr)


def test_nobody_leaves_before_they_came(posting, hr):
    with pytest.raises(PostingOutOfOrder):
        end_service("1001", day=START, by=hr)
    assert not ModelLogEntry.objects.filter(action="person.leave").exists()


@pytest.mark.parametrize("kind", ["secretariat", "trainer", "registrar"])
def test_other_roles_over_the_office_end_nothing(posting, tree, kind):
    with pytest.raises(PersonOutOfReach):
        end_service("1001", day=DAY, by=RoleFactory(agency=tree["MOHA"], kind=kind).person)


def test_an_hr_manager_elsewhere_and_a_number_of_nobody_are_told_alike(posting, tree, hr):
    with pytest.raises(PersonOutOfReach):
        end_service("1001", day=DAY, by=RoleFactory(agency=tree["MOE"], kind="hr").person)
    with pytest.raises(PersonOutOfReach):
        end_service("9999", day=DAY, by=hr)
    PersonFactory(staff_number="1002")
    with pytest.raises(PersonOutOfReach):
        end_service("1002", day=DAY, by=hr)


def test_who_was_moved_away_belongs_to_the_new_office(posting, tree, hr):
    posting.valid_to = DAY
    posting.save()
    PostingFactory(person=posting.person, agency=tree["MOE"], valid_from=DAY)
    with pytest.raises(PersonOutOfReach):
        end_service("1001", day=DAY, by=hr)
