"""Which rows a registrar manages and an auditor reads: those of the agencies below the role."""

import pytest

from certification.models import Record
from people.models import Agency
from tests.certification.factories import make_office, make_record
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory


@pytest.fixture
def office(db):
    return Agency.objects.get(pk=make_office().pk)


@pytest.fixture
def record(office):
    return make_record(PersonFactory(), office)


@pytest.fixture
def national(db):
    return make_record(PersonFactory(), None)


@pytest.mark.parametrize(
    ("kind", "manages", "sees"),
    [
        ("registrar", True, True),
        ("auditor", False, True),
        ("hr", False, False),
        ("trainer", False, False),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_role_reaches_its_agency_and_all_below(office, record, kind, manages, sees, above):
    agency = office.get_parent() if above else office
    person = RoleFactory(kind=kind, agency=agency).person
    assert Record.objects.managed_by(person).exists() is manages
    assert Record.objects.visible_to(person).exists() is sees


def test_a_role_reaches_neither_above_nor_beside(office, record):
    below, beside = AgencyFactory(parent=office), AgencyFactory(parent=office.get_parent())
    for agency in (below, beside):
        person = RoleFactory(kind="registrar", agency=agency).person
        assert not Record.objects.visible_to(person).exists()


def test_rows_without_an_agency_belong_to_the_root(office, national):
    at_root = RoleFactory(kind="registrar", agency=office.get_root()).person
    below = RoleFactory(kind="registrar", agency=office).person
    assert list(Record.objects.managed_by(at_root)) == [national]
    assert not Record.objects.managed_by(below).exists()


def test_an_administrator_manages_all_and_a_person_without_a_role_nothing(record, national):
    assert Record.objects.managed_by(PersonFactory(admin=True)).count() == 2
    assert not Record.objects.visible_to(PersonFactory()).exists()
