"""An agency with a person, and its registrar at work."""

import pytest

from tests.certification.factories import make_skill
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.people.sign_in import signed_in


@pytest.fixture
def own(client):
    """An agency with a person, and its registrar signed in."""
    agency = AgencyFactory(code="OWN")
    PostingFactory(person=PersonFactory(staff_number="S-1"), agency=agency)
    make_skill()
    signed_in(client, "registrar", agency=agency)
    return agency
