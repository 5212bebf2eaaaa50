"""Whoever shared a right since something was asked is no second person for it."""

import datetime as dt

import pytest
from django.utils import timezone

from people.dual_control import asked_by_same_authority, is_same_authority
from people.models import Role, RosterProposal
from people.roles import end_role
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.roles.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def now():
    return timezone.now()


def noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def lend(tree, lender, **values):
    today = timezone.localdate()
    days = {"valid_from": today - 9 * DAY, "valid_to": today + 9 * DAY} | values
    return RoleFactory(agency=tree["MOHA"], acting_for=lender, **days)


def test_a_deputy_the_lender_and_another_deputy_are_one(tree, now):
    lender, stranger = PersonFactory(), RoleFactory(agency=tree["MOHA"]).person
    first, second = (lend(tree, lender).person for _ in range(2))
    for one in (lender, first, second):
        for other in (lender, first, second):
            assert is_same_authority(one, other.pk, since=now)
        assert not is_same_authority(one, stranger.pk, since=now)
        assert not is_same_authority(stranger, one.pk, since=now)
        assert not is_same_authority(one, None, since=now)


def test_two_who_have_one_deputy_in_common_stay_two(tree, now):
    lender, other = PersonFactory(), PersonFactory()
    deputy = lend(tree, lender).person
    lend(tree, other, person=deputy)
    assert not is_same_authority(lender, other.pk, since=now)
    assert is_same_authority(deputy, other.pk, since=now)


def test_a_lending_that_is_over_binds_for_what_was_asked_meanwhile(tree):
    today = timezone.localdate()
    lender = PersonFactory()
    deputy = lend(tree, lender, valid_to=today - DAY).person
    for one, other in ((lender, deputy), (deputy, lender)):
        assert is_same_authority(one, other.pk, since=noon(today - 2 * DAY))
        assert not is_same_authority(one, other.pk, since=noon(today - DAY))


def test_a_lending_that_was_ended_at_once_binds_until_that_moment(tree, now):
    lender = RoleFactory(agency=tree["MOHA"]).person
    for begins in (timezone.localdate(), timezone.localdate() - DAY):
        role = end_role(
            lend(tree, lender, valid_from=begins), day=timezone.localdate(), by=lender, reason=""
        )
        assert is_same_authority(role.person, lender.pk, since=now)
        assert not is_same_authority(role.person, lender.pk, since=timezone.now())


def test_a_lending_that_never_began_binds_nobody(tree, now):
    today, lender = timezone.localdate(), PersonFactory()
    taken_back = lend(tree, lender, valid_from=today, valid_to=today)
    Role.objects.update(ended_at=now - 2 * DAY)
    to_come = lend(tree, lender, valid_from=today + DAY)
    for role in (taken_back, to_come):
        assert not is_same_authority(role.person, lender.pk, since=now - 3 * DAY)


def test_rows_are_asked_as_people_are(tree, now):
    lender, stranger = (RoleFactory(agency=tree["MOHA"]).person for _ in range(2))
    deputy = lend(tree, lender, valid_to=timezone.localdate()).person
    for by, at in ((lender, now - 2 * DAY), (lender, now), (deputy, now), (stranger, now)):
        RosterProposal.objects.create(
            unit=tree["MOHA"], by=by, received_at=at, content=b"", digest="", file_name=""
        )
    own = asked_by_same_authority(deputy, asker="by", at="received_at")
    found = RosterProposal.objects.filter(own).order_by("received_at")
    assert [(row.by, row.received_at) for row in found] == [
        (lender, now - 2 * DAY),
        (deputy, now),
    ]
    assert PostingFactory(agency=tree["GAD"]).person.pk not in {row.by_id for row in found}
