"""States of certificates, on an instance and as filters, and the keys they rest on."""

import datetime as dt

import pytest

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.models import Certificate, CertificateState
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment


@pytest.fixture
def certificates(db, registrar):
    """One only issued; sealed ones: valid, revoked, replaced; and what replaced the last."""
    issue_certificate(completed_enrolment())
    _valid, revoked, replaced = (
        seal_certificate(issue_certificate(completed_enrolment())) for _ in range(3)
    )
    revoke_certificate(revoked, by=registrar, reason="error")
    reissue_certificate(replaced, by=registrar)
    return list(Certificate.objects.order_by("pk"))


def test_on_any_day_a_certificate_is_in_the_one_state_that_it_says(certificates):
    end = certificates[0].expires_on
    seen = set()
    for day in (end - dt.timedelta(days=1), end, end + dt.timedelta(days=1)):
        for state in CertificateState:
            found = set(Certificate.objects.in_state(state, day))
            assert found == {one for one in certificates if one.state_on(day) is state}
            seen |= {state} if found else set()
    assert seen == set(CertificateState)


def test_a_certificate_expires_on_the_first_day_that_no_longer_counts(sealed):
    end = sealed.expires_on
    assert sealed.state_on(end - dt.timedelta(days=1)) is CertificateState.ISSUED
    assert sealed.state_on(end) is CertificateState.EXPIRED


def test_a_state_that_does_not_exist_is_refused(db):
    with pytest.raises(ValueError, match="lost"):
        Certificate.objects.in_state("lost", dt.date(2026, 1, 1))


def test_a_certificate_uses_the_key_of_its_seal_and_that_of_its_credential(sealed):
    for kid in (sealed.sealed_with, sealed.signed_with):
        assert list(Certificate.objects.using_keys(kid)) == [sealed]
        assert not Certificate.objects.not_using_keys(kid).exists()
    assert list(Certificate.objects.not_using_keys("seal-1999")) == [sealed]
    assert not Certificate.objects.using_keys().exists()


def test_certificates_are_counted_by_key_and_unsealed_ones_by_none(sealed):
    issue_certificate(completed_enrolment())
    assert Certificate.objects.count_by_key() == {sealed.sealed_with: 1, sealed.signed_with: 1}
