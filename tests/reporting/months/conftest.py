"""Two of the national secretariat, and a month that can be locked."""

import pytest

from people.models import Role
from reporting.months import Month, lock_month
from tests.certification.signing_environment import use_machinery
from tests.people.factories import PersonFactory, RoleFactory


@pytest.fixture(autouse=True)
def machinery(settings, machinery_folder):
    use_machinery(settings, machinery_folder)


@pytest.fixture
def last_month():
    return Month.last_ended()


@pytest.fixture
def secretaries(house):
    def appoint(name):
        person = PersonFactory(username=name)
        RoleFactory(agency=house.root, kind=Role.Kind.SECRETARIAT, person=person)
        return person

    return appoint("first"), appoint("second")


@pytest.fixture
def locked(house, last_month):
    return lock_month(last_month)
