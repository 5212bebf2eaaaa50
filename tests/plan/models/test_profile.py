"""The database keeps the versions of a role profile apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.models import Role
from plan.models import RoleProfile
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import RoleProfileFactory, SkillFactory

pytestmark = pytest.mark.django_db
START, NEXT, DAY = dt.date(2024, 1, 1), dt.date(2025, 1, 1), dt.timedelta(1)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.mark.parametrize(
    ("first", "end"), [(START, None), (NEXT - DAY, None), (START - DAY, START + DAY)]
)
def test_the_database_refuses_two_versions_on_one_day(agency, first, end):
    RoleProfileFactory(agency=agency, valid_from=START, valid_to=NEXT)
    with (
        pytest.raises(IntegrityError, match="role_profiles_do_not_overlap"),
        transaction.atomic(),
    ):
        RoleProfileFactory(agency=agency, valid_from=first, valid_to=end)


def test_the_database_refuses_to_stretch_a_version_over_the_next(agency):
    first = RoleProfileFactory(agency=agency, valid_from=START, valid_to=NEXT)
    RoleProfileFactory(agency=agency, valid_from=NEXT)
    with (
        pytest.raises(IntegrityError, match="role_profiles_do_not_overlap"),
        transaction.atomic(),
    ):
        RoleProfile.objects.filter(pk=first.pk).update(valid_to=None)


def test_other_places_versions_that_touch_and_void_ones_are_fine(agency):
    RoleProfileFactory(agency=agency, valid_from=START, valid_to=NEXT)
    RoleProfileFactory(agency=agency, valid_from=NEXT)
    RoleProfileFactory(agency=agency, valid_from=NEXT, valid_to=NEXT)
    RoleProfileFactory(agency=agency, unit_kind="township")
    RoleProfileFactory(agency=agency, position={"en": "Clerk"})
    RoleProfileFactory()
    assert RoleProfile.objects.held_a_day().count() == 5


@pytest.mark.parametrize(
    "fields",
    [{"position": {}}, {"valid_to": START - DAY}, {"valid_from": dt.date(1949, 12, 31)}],
)
def test_the_database_refuses_nameless_and_impossible_profiles(agency, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleProfileFactory(agency=agency, **fields)


@pytest.mark.parametrize(("level", "minimum"), [(0, None), (2, 0), (2, 10_000_001)])
def test_the_database_refuses_levels_and_numbers_that_cannot_be(agency, level, minimum):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleProfileFactory(agency=agency, asks=[(SkillFactory(), level, minimum)])


@pytest.mark.any_database
def test_offices_read_the_profiles_below_and_above_them_and_no_others():
    root = AgencyFactory()
    ministry, other = AgencyFactory(parent=root), AgencyFactory(parent=root)
    office = AgencyFactory(parent=ministry)
    of = {one.pk: RoleProfileFactory(agency=one) for one in (root, ministry, other, office)}
    hr = RoleFactory(agency=ministry).person
    assert set(RoleProfile.objects.visible_to(hr)) == {of[x.pk] for x in (root, ministry, office)}
    line = RoleFactory(agency=office, kind=Role.Kind.LINE_MANAGER).person
    assert not RoleProfile.objects.visible_to(line).exists()
