"""Real keys, made once a run; certificates for tests that only read."""

import copy
import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from certification.actions.requests import request_action
from certification.credentials.jwt import write_jwt
from certification.issuing.issue import issue_certificate
from certification.rendering import reuse_layout
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment
from tests.certification.signing_environment import use_machinery
from tests.people.factories import PersonFactory

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def machinery(settings, machinery_folder):
    use_machinery(settings, machinery_folder)
    settings.SITE_URL = "https://learn.example.gov.mm"


@pytest.fixture
def own_keys(settings, machinery_folder, tmp_path) -> Path:
    """The keys of the run as a copy, for a test that changes what is said of them."""
    settings.KEYS_DIR = shutil.copytree(machinery_folder / "keys", tmp_path / "own-keys")
    return settings.KEYS_DIR


@pytest.fixture
def enrolment(db):
    return completed_enrolment()


@pytest.fixture
def certificate(enrolment):
    return issue_certificate(enrolment, at=AT)


@pytest.fixture
def facts(certificate):
    """The facts of a certificate, as a copy to change."""
    return copy.deepcopy(certificate.facts)


@pytest.fixture
def sealed(db, request):
    """Issued and sealed in one go, as in a batch: the sheet is laid out once."""
    with reuse_layout():
        return seal_certificate(request.getfixturevalue("certificate"), at=AT)


@pytest.fixture
def content(sealed) -> bytes:
    """The sealed file."""
    return sealed.pdf.read()


@pytest.fixture
def document(sealed) -> dict:
    """The credential."""
    return json.loads(sealed.credential)


@pytest.fixture
def token(sealed) -> str:
    return write_jwt(sealed)


@pytest.fixture
def registrar(db):
    return PersonFactory(admin=True)


@pytest.fixture
def other(db):
    """Another registrar."""
    return PersonFactory(admin=True)


@pytest.fixture
def revoked(sealed, registrar):
    request_action(sealed, "revoke", by=registrar, reason="error", note="secret", at=AT)
    return sealed
