"""Real keys, made once a run; certificates for tests that only look."""

import datetime as dt

import pytest

from certification.issuing import issue_certificate
from certification.sealing import seal_certificate
from tests.certification.factories import completed_enrolment
from tests.certification.machinery import make_machinery, use_machinery
from tests.people.factories import PersonFactory

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def machinery_folder(tmp_path_factory):
    return make_machinery(tmp_path_factory.mktemp("machinery"))


@pytest.fixture(autouse=True)
def machinery(settings, machinery_folder):
    use_machinery(settings, machinery_folder)
    settings.SITE_URL = "https://learn.example.gov.mm"


@pytest.fixture
def enrolment(db):
    return completed_enrolment()


@pytest.fixture
def certificate(enrolment):
    return issue_certificate(enrolment, at=AT)


@pytest.fixture
def sealed(certificate):
    return seal_certificate(certificate, at=AT)


@pytest.fixture
def registrar(db):
    return PersonFactory(admin=True)
