"""A registrar of a ministry, a person who serves there, and a recorded certificate."""

import pytest

from certification.evidence.external.records import import_records
from certification.models import Record
from tests.certification.evidence.external.record_lists import GOOD, read
from tests.certification.factories import make_skill
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory


@pytest.fixture
def ministry(db):
    return AgencyFactory(code="OWN")


@pytest.fixture
def registrar(ministry):
    return RoleFactory(kind="registrar", agency=ministry).person


@pytest.fixture
def person(ministry):
    person = PersonFactory(staff_number="S-1")
    PostingFactory(person=person, agency=AgencyFactory(parent=ministry))
    return person


@pytest.fixture
def skill(db):
    return make_skill()


@pytest.fixture
def record(person, registrar, skill):
    import_records(read(GOOD, registrar), by=registrar)
    return Record.objects.get()
