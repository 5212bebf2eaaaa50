"""The verdict on a transcript: ours or not, and what became of each certificate in it."""

import datetime as dt
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification.actions.revocation import revoke_certificate
from certification.credentials import clr, data_integrity
from certification.credentials.clr import write_clr, write_clr_jwt
from certification.facts.issuer import issuer_did, verification_method_id
from certification.issuing.issue import issue_certificate
from certification.keys.register import mark_compromised
from certification.sealing.seal import seal_certificate
from certification.verification.files import verify_file
from certification.verification.verdicts import CheckName, CheckResult, VerdictStatus
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment, make_skill
from tests.certification.verification.forged_credentials import part, signed_anew
from tests.certification.verification.verdicts import TODAY, state_of, verdict_on
from tests.courses.factories import make_course

pytestmark = pytest.mark.any_database


@pytest.fixture
def person(sealed):
    """Somebody with two certificates of different courses."""
    course = make_course(skills=[(make_skill("DC3-4.1"), 2)])
    seal_certificate(issue_certificate(completed_enrolment(person=sealed.person, course=course)))
    return sealed.person


@pytest.fixture(params=[write_clr, write_clr_jwt])
def written(request, person):
    return request.param(person, at=AT).encode()


def test_one_of_ours_is_worth_what_the_certificates_in_it_are(written):
    verdict = verify_file(written, day=TODAY)
    assert verdict.status is VerdictStatus.VALID
    assert [one.status for one in verdict.certificates] == [VerdictStatus.VALID] * 2
    assert {check.state for check in verdict.checks} == {CheckResult.PASSED}


def test_one_that_was_revoked_since_is_told_among_the_others(written, sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    verdict = verify_file(written, day=TODAY)
    assert verdict.status is VerdictStatus.REVOKED
    assert [one.status for one in verdict.certificates] == [
        VerdictStatus.REVOKED,
        VerdictStatus.VALID,
    ]
    assert state_of(verdict, CheckName.NOT_REVOKED) is CheckResult.FAILED


def test_it_expires_with_the_first_certificate_in_it(written, sealed):
    type(sealed).objects.filter(pk=sealed.pk).update(expires_on=TODAY)
    assert verdict_on(written) is VerdictStatus.EXPIRED


@pytest.mark.parametrize("purpose", ["credential", "seal"])
def test_a_lost_key_takes_the_transcript_with_it(written, own_keys, sealed, purpose):
    lost = sealed.signed_with if purpose == "credential" else sealed.sealed_with
    mark_compromised(lost, since=TODAY, reason="stolen", on=TODAY)
    expected = VerdictStatus.UNKNOWN if purpose == "credential" else VerdictStatus.REVOKED
    assert verdict_on(written) is expected


def test_any_change_makes_it_none_of_ours(person):
    document = json.loads(write_clr(person, at=AT))
    inside = document["credentialSubject"]["verifiableCredential"]
    for change in (
        {"name": "Doctor"},
        {"extra": 1},
        {"type": ["VerifiableCredential"]},
        {"credentialSubject": {"verifiableCredential": inside[:1]}},
        {"proof": document["proof"] * 2},
        {"proof": [document["proof"][0] | {"cryptosuite": "eddsa-rdfc-2022"}]},
        {"proof": []},
        {"proof": None},
        {"proof": "none"},
        {"issuer": None},
        {"type": None},
    ):
        assert verdict_on(json.dumps(document | change).encode()) is VerdictStatus.UNKNOWN, change


def test_a_name_that_stands_twice_makes_it_none_of_ours(person):
    text = write_clr(person, at=AT).replace('"name"', '"name": "Doctor", "name"', 1)
    assert verdict_on(text.encode()) is VerdictStatus.UNKNOWN


def test_one_that_somebody_else_signed_is_none_of_ours(person):
    document = json.loads(write_clr(person, at=AT))
    del document["proof"]
    method, suites = verification_method_id(issuer_did(), "credential-2026"), ("eddsa-jcs-2022",)
    at = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    forger = Ed25519PrivateKey.generate()
    forged = data_integrity.add_proofs(document, forger, method=method, at=at, suites=suites)
    assert verdict_on(json.dumps(forged).encode()) is VerdictStatus.UNKNOWN
    token = write_clr_jwt(person, at=AT)
    assert (
        verdict_on(signed_anew(token, forger, claims=part(1, token)).encode())
        is VerdictStatus.UNKNOWN
    )


def test_a_status_list_is_no_transcript(client, sealed):
    assert verdict_on(client.get("/credentials/status/1").content) is VerdictStatus.UNKNOWN


def test_the_page_leads_to_each_certificate(client, written, person):
    page = client.post("/verify/?lang=en", {"credential": written.decode()}).text
    assert 'data-verdict="valid"' in page
    assert "This transcript was issued here." in page
    for certificate in person.certificates.all():
        assert f"/verify/{certificate.code}/" in page


@pytest.mark.parametrize("write", [write_clr, write_clr_jwt])
def test_one_of_a_long_career_is_read_to_its_end(person, monkeypatch, write):
    inside = clr.load_credentials(person) * 50
    monkeypatch.setattr(clr, "load_credentials", lambda person: inside)
    verdict = verify_file(write(person, at=AT).encode(), day=TODAY)
    assert (verdict.status, len(verdict.certificates)) == (VerdictStatus.VALID, 100)
