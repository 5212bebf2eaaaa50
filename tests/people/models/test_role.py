"""Roles hold from one day to another, and count as soon as they are given."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.access import has_role
from people.models import Role
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db

HR = Role.Kind.HR
FIRST, END = dt.date(2025, 1, 1), dt.date(2025, 2, 1)


def test_a_role_holds_until_the_day_before_its_end():
    role = RoleFactory(valid_from=FIRST, valid_to=END)
    day = dt.timedelta(days=1)
    held = [Role.objects.on(at).exists() for at in (FIRST - day, FIRST, END - day, END)]
    assert held == [False, True, True, False]
    assert list(role.person.roles_on(FIRST)) == [role]


def test_only_personnel_and_the_secretariat_read_figures():
    reading = {kind for kind in Role.Kind if Role(kind=kind).may_read}
    assert reading == {Role.Kind.HR, Role.Kind.SECRETARIAT}


def test_the_database_refuses_a_role_twice_and_one_that_ends_before_it_starts():
    role = RoleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(person=role.person, agency=role.agency, kind=role.kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(valid_from=END, valid_to=FIRST)


def test_a_role_given_or_taken_counts_at_once(tree):
    person = PersonFactory()
    assert not has_role(person, HR)
    role = RoleFactory(person=person, agency=tree["MOE"])
    assert has_role(person, HR)
    role.delete()
    assert not has_role(person, HR)
