"""A person is told by which roles others see their data."""

import pytest

from people.roles.readers import list_readers
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_roles_on_the_own_office_and_above_are_told_with_the_names_of_who_helps(tree, official):
    for code, kind in (
        *(("MOHA", "hr"), ("GAD-T1", "line"), ("GAD-T1", "hr"), ("MM", "secretariat")),
        *(("GAD", "line"), ("MOE", "hr"), ("MOHA", "trainer")),
    ):
        RoleFactory(agency=tree[code], kind=kind, person__name_my=f"{code} {kind}")
    RoleFactory(agency=tree["MM"], kind="hr", person__is_active=False)
    RoleFactory(person=official, agency=tree["MM"], kind="auditor")
    told = [(one.office.code, one.names) for one in list_readers(official)]
    assert told == [
        ("GAD-T1", ["ဒေါ်GAD-T1 hr"]),
        ("MOHA", ["ဒေါ်MOHA hr"]),
        ("GAD-T1", ["ဒေါ်GAD-T1 line"]),
        ("MM", []),
    ]


def test_who_serves_nowhere_is_seen_by_no_office_and_who_left_by_the_last(tree, official, today):
    RoleFactory(agency=tree["MOHA"], kind="hr")
    assert list_readers(PersonFactory()) == []
    official.postings.update(valid_to=today)
    assert len(list_readers(official)) == 1
