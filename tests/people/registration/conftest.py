import pytest

from people.models import Agency, Person
from people.registration import ServiceWish
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory


@pytest.fixture
def office(db) -> Agency:
    """A department under a ministry, whose HR manager is `hr`."""
    ministry = AgencyFactory(code="MOHA", parent=AgencyFactory())
    return AgencyFactory(code="GAD", parent=ministry)


@pytest.fixture
def hr(office) -> Person:
    return RoleFactory(agency=office.get_parent(), kind="hr").person


@pytest.fixture
def citizen() -> Person:
    """Somebody who signed up, with a mailbox of the ministry that they confirmed."""
    return PersonFactory(audience="citizen", email="khin@moha.gov.mm", reachable=True)


@pytest.fixture
def wish(office) -> ServiceWish:
    return ServiceWish(office, {"my": "စာရေး"}, 9, "GAD-123")
