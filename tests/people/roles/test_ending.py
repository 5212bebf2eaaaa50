"""Roles end by a day and stay on record; what was done today is undone today."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.access import has_role
from people.models import Person, Role
from people.postings import correct_posting, end_service
from people.postings.leaving import end_service_of, resume_service
from people.postings.recording import take_posting_act_back
from people.roles import (
    RoleOver,
    RoleRefused,
    end_role,
    end_roles_by_day,
    give_role,
    lend_role,
    undo_role,
)
from people.roles.ending import can_end_role, end_roles_of_leavers
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.roles.conftest import DAY

pytestmark = pytest.mark.django_db


def holds(role):
    person = type(role.person).objects.get(pk=role.person_id)
    return has_role(person, role.kind)


@pytest.fixture
def role(tree, hr, official, month):
    return give_role(official, tree["GAD"], "viewer", month, by=hr, reason="")


def test_an_ended_role_stays_with_its_last_day_and_who_ended_it(role, hr, today, month):
    ended = end_role(role, day=today, by=hr, reason="She was moved.")
    assert not holds(role)
    assert (ended.valid_to, ended.planned_to, ended.ended_by) == (today, month.end, hr)
    entry = ModelLogEntry.objects.get(action="role.end")
    assert entry.user == hr
    assert "She was moved." in entry.message


def test_a_role_ends_on_a_day_to_come(role, hr, today):
    end_role(role, day=today + DAY, by=hr, reason="")
    assert holds(role)
    with pytest.raises(RoleOver):
        end_role(role, day=today + 2 * DAY, by=hr, reason="")
    with pytest.raises(RoleOver):
        end_role(role, day=today - DAY, by=hr, reason="")


def test_only_who_might_give_it_ends_a_role(tree, role, hr, today):
    equal = RoleFactory(agency=tree["MOHA"]).person
    own = Role.objects.get(person=hr)
    for one, by in ((role, role.person), (own, equal), (own, hr)):
        assert not can_end_role(one, by)
        with pytest.raises(RoleRefused):
            end_role(one, day=today, by=by, reason="")
    assert can_end_role(role, equal)
    assert can_end_role(own, PersonFactory(admin=True))


def test_what_was_ended_today_goes_on_as_it_was(role, hr, today, month):
    end_role(role, day=today + DAY, by=hr, reason="")
    undone = undo_role(role, by=hr)
    assert (undone.valid_to, undone.ended_by, undone.ended_at) == (month.end, None, None)
    assert ModelLogEntry.objects.filter(action="role.go_on").exists()


def test_what_was_given_today_is_void_and_stays_on_record(role, hr, today):
    undone = undo_role(role, by=hr)
    assert undone.is_void
    assert not holds(role)
    assert Role.objects.filter(pk=role.pk).exists()


def test_nothing_is_undone_on_another_day(role, hr, today):
    Role.objects.update(given_at=timezone.now() - dt.timedelta(days=2))
    with pytest.raises(RoleOver):
        undo_role(role, by=hr)


def test_an_ending_is_not_undone_over_a_role_given_meanwhile(tree, role, hr, today, month):
    end_role(role, day=today, by=hr, reason="")
    give_role(role.person, tree["GAD"], "viewer", month, by=hr, reason="")
    with pytest.raises(RoleRefused):
        undo_role(role, by=hr)


def test_what_a_holder_lent_ends_with_the_role(tree, role, hr, today, month):
    colleague = PostingFactory(agency=tree["GAD-T1"]).person
    lent = lend_role(colleague, tree["GAD-T1"], "viewer", month, by=role.person, reason="")
    end_role(role, day=today, by=hr, reason="")
    lent.refresh_from_db()
    assert lent.valid_to == today


def test_whoever_leaves_the_service_loses_every_role_the_same_day(tree, role, hr, today):
    end_service(role.person.staff_number, day=today, by=hr)
    role.refresh_from_db()
    assert (role.valid_to, role.ended_by) == (today, None)
    assert not holds(role)
    with pytest.raises(RoleOver):
        undo_role(role, by=hr)


def test_a_correction_by_which_somebody_leaves_ends_their_roles_too(tree, role, today):
    post = role.person.postings.get()
    correct_posting(post, valid_from=post.valid_from, valid_to=today)
    role.refresh_from_db()
    assert role.valid_to == today


def test_what_somebody_got_after_they_had_left_outlives_a_correction(tree, hr, today):
    official = PostingFactory(agency=tree["GAD"], valid_to=today - 9 * DAY).person
    later = RoleFactory(person=official, agency=tree["GAD"], valid_from=today - DAY)
    post = official.postings.get()
    correct_posting(post, valid_from=post.valid_from, valid_to=today - 10 * DAY)
    assert holds(later)


def test_a_return_that_is_taken_back_takes_the_roles_since_along(tree, hr, official, today, month):
    end_service_of(official, day=today, by=hr)
    resume_service(official, day=today, by=hr)
    role = give_role(official, tree["GAD"], "viewer", month, by=hr, reason="")
    take_posting_act_back(official, by=hr)
    assert not holds(role)


def test_each_of_many_loses_roles_on_the_own_day(tree, hr, today):
    leavers = [RoleFactory(agency=tree["GAD"]) for _ in range(2)]
    lent = RoleFactory(acting_for=leavers[0].person, agency=tree["GAD"], valid_to=today + 9 * DAY)
    stays = RoleFactory(agency=tree["GAD"])
    end_roles_by_day({role.person_id: today + n * DAY for n, role in enumerate(leavers, start=1)})
    days = [Role.objects.get(pk=role.pk).valid_to for role in (*leavers, lent, stays)]
    assert days == [today + DAY, today + 2 * DAY, today + DAY, None]


def test_roles_end_with_a_service_that_ended_by_any_other_way(tree, role, today):
    stays = RoleFactory(agency=tree["GAD"])
    role.person.postings.update(valid_to=today)
    # Given after the end, to somebody without a posting: it stays.
    assert end_roles_of_leavers() == 0
    Role.objects.filter(pk=role.pk).update(valid_from=today - DAY)
    assert end_roles_of_leavers() == 1
    assert not holds(role)
    assert holds(stays)


def test_what_was_lent_goes_on_only_with_the_role_behind_it(tree, role, hr, today, month):
    colleague = PostingFactory(agency=tree["GAD-T1"]).person
    lender = role.person
    lent = lend_role(colleague, tree["GAD-T1"], "viewer", month, by=lender, reason="")
    end_role(role, day=today, by=hr, reason="")
    lent = Role.objects.get(pk=lent.pk)
    with pytest.raises(RoleRefused):
        undo_role(lent, by=lender)
    assert not colleague.roles.on(today).exists()
    undo_role(role, by=hr)
    undo_role(Role.objects.get(pk=lent.pk), by=Person.objects.get(pk=lender.pk))
    assert colleague.roles.on(today).exists()
