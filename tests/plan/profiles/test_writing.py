"""Role profiles are made, revised and ended; past days keep what they asked."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Role
from plan.models import RoleProfile
from plan.profiles import (
    ProfilePlace,
    ProfileRefused,
    Refused,
    Requirement,
    end_profile,
    make_profile,
    revise_profile,
)
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import RoleProfileFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = dt.timedelta(1)
OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def hr():
    return RoleFactory().person


@pytest.fixture
def place(hr):
    return ProfilePlace(OFFICER, hr.roles.get().agency)


@pytest.fixture
def asked():
    return [Requirement(SkillFactory(), 2)]


def refusal(act, *args, **options):
    with pytest.raises(ProfileRefused) as refused:
        act(*args, **options)
    return refused.value.why


def test_a_profile_is_made_and_the_history_tells_by_whom(place, asked, hr, today):
    profile = make_profile(place, asked, first=today, by=hr)
    assert [row.skill for row in profile.requirements.all()] == [asked[0].skill]
    entry = ModelLogEntry.objects.get(action="profile.make")
    assert (entry.user, entry.object_id) == (hr, str(profile.pk))
    assert OFFICER["my"] in entry.message


def test_a_further_profile_of_the_same_place_is_refused(place, asked, hr, today):
    make_profile(place, asked, first=today + 9 * DAY, by=hr)
    assert refusal(make_profile, place, asked, first=today, by=hr) is Refused.TAKEN


def test_profiles_without_a_skill_and_of_past_days_are_refused(place, asked, hr, today):
    assert refusal(make_profile, place, [], first=today, by=hr) is Refused.EMPTY
    assert refusal(make_profile, place, asked, first=today - DAY, by=hr) is Refused.DAYS
    assert not RoleProfile.objects.exists()


def test_only_hr_managers_and_the_secretariat_from_above_write(place, asked, today):
    below = AgencyFactory(parent=place.agency)
    for person in (
        RoleFactory(agency=below).person,
        RoleFactory(agency=place.agency, kind=Role.Kind.VIEWER).person,
    ):
        assert refusal(make_profile, place, asked, first=today, by=person) is Refused.NOT_YOURS
    secretariat = RoleFactory(agency=place.agency, kind=Role.Kind.SECRETARIAT).person
    assert make_profile(place, asked, first=today, by=secretariat).pk


def test_a_new_version_takes_over_and_the_days_before_keep_the_old_one(place, asked, hr, today):
    old = RoleProfileFactory(agency=place.agency, asks=[(asked[0].skill, 1, None)])
    new = revise_profile(old, asked, first=today + DAY, by=hr)
    assert RoleProfile.objects.on(today).get() == old
    assert RoleProfile.objects.on(today + DAY).get() == new
    assert old.requirements.get().level == 1


def test_a_version_that_begins_on_the_very_day_takes_the_place_of_the_first(
    place, asked, hr, today
):
    old = make_profile(place, asked, first=today, by=hr)
    new = revise_profile(old, asked, first=today, by=hr)
    assert RoleProfile.objects.on(today).get() == new
    old.refresh_from_db()
    assert old.is_void
    assert refusal(revise_profile, old, asked, first=today, by=hr) is Refused.DAYS


def test_a_version_ends_with_the_day_before_and_stays(place, asked, hr, today):
    profile = make_profile(place, asked, first=today, by=hr)
    end_profile(profile, day=today + DAY, by=hr)
    assert RoleProfile.objects.on(today).exists()
    assert not RoleProfile.objects.on(today + DAY).exists()
    assert refusal(end_profile, profile, day=today + 9 * DAY, by=hr) is Refused.DAYS


@pytest.mark.parametrize("day", [dt.date(2100, 1, 2), dt.date.max])
def test_no_version_ends_on_a_day_that_is_too_far(place, asked, hr, today, day):
    profile = make_profile(place, asked, first=today, by=hr)
    assert refusal(end_profile, profile, day=day, by=hr) is Refused.DAYS
    assert RoleProfile.objects.get().valid_to is None


def test_what_has_not_begun_is_taken_back_and_the_version_before_goes_on(place, asked, hr, today):
    old = make_profile(place, asked, first=today, by=hr)
    end_profile(revise_profile(old, asked, first=today + DAY, by=hr), day=today, by=hr)
    assert RoleProfile.objects.on(today + 9 * DAY).get() == old
