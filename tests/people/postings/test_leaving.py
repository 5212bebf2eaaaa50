"""Offices end the service of their own people, with a trace."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.postings import PersonOutOfReach, PostingOutOfOrder
from people.postings.leaving import AlreadyLeft
from people.postings.leaving import end_service_of as leave
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
    assert leave(posting.person, day=DAY, by=hr).valid_to == DAY
    posting.refresh_from_db()
    assert posting.valid_to == DAY
    entry = ModelLogEntry.objects.get(action="person.leave")
    assert (entry.user, entry.object_id) == (hr, str(posting.person_id))
    [change] = entry.data["changes"]
    assert change["field"] == "postings"
    assert change["old"]["en"] != change["new"]["en"]


def test_the_same_again_is_no_second_act(posting, hr):
    leave(posting.person, day=DAY, by=hr)
    assert leave(posting.person, day=DAY, by=hr).valid_to == DAY
    assert ModelLogEntry.objects.filter(action="person.leave").count() == 1


def test_another_day_is_told_and_changes_nothing(posting, hr):
    leave(posting.person, day=DAY, by=hr)
    with pytest.raises(AlreadyLeft) as told:
        leave(posting.person, day=DAY + dt.timedelta(days=1), by=hr)
    assert told.value.args == (DAY,)
    with pytest.raises(AlreadyLeft):
        leave(posting.person, day=START, by=hr)


def test_nobody_leaves_before_they_came(posting, hr):
    with pytest.raises(PostingOutOfOrder):
        leave(posting.person, day=START, by=hr)
    assert not ModelLogEntry.objects.filter(action="person.leave").exists()


@pytest.mark.parametrize("kind", ["secretariat", "trainer", "registrar"])
def test_other_roles_over_the_office_end_nothing(posting, tree, kind):
    with pytest.raises(PersonOutOfReach):
        leave(posting.person, day=DAY, by=RoleFactory(agency=tree["MOHA"], kind=kind).person)


def test_an_hr_manager_elsewhere_and_a_person_of_nobody_are_told_alike(posting, tree, hr):
    with pytest.raises(PersonOutOfReach):
        leave(posting.person, day=DAY, by=RoleFactory(agency=tree["MOE"], kind="hr").person)
    with pytest.raises(PersonOutOfReach):
        leave(PersonFactory(), day=DAY, by=hr)


def test_nobody_ends_their_own_service(posting, hr):
    own = PostingFactory(person=hr, agency=posting.agency)
    with pytest.raises(PersonOutOfReach):
        leave(hr, day=DAY, by=hr)
    own.refresh_from_db()
    assert own.valid_to is None


def test_a_reason_is_kept_and_may_come_later(posting, hr):
    leave(posting.person, day=DAY, by=hr)
    assert leave(posting.person, day=DAY, reason="retired", by=hr).end_reason == "retired"
    assert leave(posting.person, day=DAY, reason="other", by=hr).end_reason == "retired"


def test_a_death_cannot_lie_ahead(posting, hr):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError):
        leave(posting.person, day=tomorrow + dt.timedelta(days=1), reason="deceased", by=hr)
    assert leave(posting.person, day=tomorrow, reason="deceased", by=hr).valid_to == tomorrow


def test_who_was_moved_away_belongs_to_the_new_office(posting, tree, hr):
    posting.valid_to = DAY
    posting.save()
    PostingFactory(person=posting.person, agency=tree["MOE"], valid_from=DAY)
    with pytest.raises(PersonOutOfReach):
        leave(posting.person, day=DAY, by=hr)
