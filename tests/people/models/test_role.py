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
    assert reading == {Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.SECRETARIAT}


def test_the_database_refuses_a_role_twice_on_one_day():
    role = RoleFactory(valid_from=FIRST, valid_to=END)
    same = {"person": role.person, "agency": role.agency, "kind": role.kind}
    last = END - dt.timedelta(days=1)
    for days in ((FIRST, END), (last, None), (dt.date(2024, 1, 1), None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleFactory(**same, valid_from=days[0], valid_to=days[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleFactory(valid_from=END, valid_to=FIRST)
    later = RoleFactory(**same, valid_from=END)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.filter(pk=later.pk).update(valid_from=last)


def test_a_role_that_was_taken_back_is_in_nobodys_way():
    role = RoleFactory(valid_from=FIRST)
    Role.objects.filter(pk=role.pk).update(valid_to=FIRST)
    same = {"person": role.person, "agency": role.agency, "kind": role.kind}
    RoleFactory(**same, valid_from=dt.date(2024, 1, 1))
    Role.objects.filter(pk=role.pk).update(reason="Taken back.")
    assert role.person.roles_on(FIRST)
    assert Role.objects.filter(pk=role.pk).lasting_beyond(dt.date(2020, 1, 1)).count() == 0


def test_a_role_of_ones_own_and_a_lent_one_may_hold_together():
    role = RoleFactory(valid_from=FIRST)
    same = {"person": role.person, "agency": role.agency, "kind": role.kind}
    RoleFactory(**same, valid_from=FIRST, valid_to=END, acting_for=PersonFactory())
    for lent in ({"acting_for": role.person, "valid_to": END}, {"acting_for": PersonFactory()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleFactory(person=role.person, **lent)


def test_a_role_given_or_taken_counts_at_once(tree):
    person = PersonFactory()
    assert not has_role(person, HR)
    role = RoleFactory(person=person, agency=tree["MOE"])
    assert has_role(person, HR)
    role.delete()
    assert not has_role(person, HR)


def test_roles_are_seen_by_their_holder_their_lender_and_who_keeps_or_audits_above(tree):
    lender = PersonFactory()
    role = RoleFactory(agency=tree["GAD"], acting_for=lender, valid_to=dt.date(2999, 1, 1))
    above, auditor, aside = (
        RoleFactory(agency=tree[code], kind=kind).person
        for code, kind in (("MOHA", "hr"), ("MM", "auditor"), ("MOE", "hr"))
    )
    viewer = RoleFactory(agency=tree["MM"], kind="viewer").person
    seeing = [role.person, lender, above, auditor, PersonFactory(admin=True)]
    assert all(role in Role.objects.visible_to(person) for person in seeing)
    assert not any(role in Role.objects.visible_to(person) for person in (aside, viewer))
