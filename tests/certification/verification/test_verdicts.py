"""The verdict on a code."""

import datetime as dt

import pytest

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import reissue_certificate
from certification.sealing.seal import seal_certificate
from certification.verification.verdicts import CheckName, CheckResult, VerdictStatus, verify_code
from tests.certification.conftest import AT
from tests.certification.verification.verdicts import TODAY, state_of

pytestmark = pytest.mark.any_database


def test_a_sealed_certificate_is_valid_by_its_code(sealed):
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == VerdictStatus.VALID
    assert verdict.facts["person"]["names"]["my"] == "ဒေါ်ခင်မျိုးသန္တာ"
    assert state_of(verdict, CheckName.UNTOUCHED) == CheckResult.NOT_CHECKED
    assert state_of(verdict, CheckName.LOGGED) == CheckResult.PASSED
    assert verdict.targets == sealed.facts["targets"]
    assert verdict.spaced_code.replace("-", "") == sealed.code


def test_a_code_is_read_as_people_write_it(sealed):
    spoken = f" {sealed.code[:4]}-{sealed.code[4:]} ".lower().replace("0", "o").replace("1", "l")
    assert verify_code(spoken, day=TODAY).status == VerdictStatus.VALID


@pytest.mark.parametrize("code", ["", "0" * 12, "not a code", "ကခဂ", "'; --", "\0" * 12])
def test_any_other_code_is_unknown_and_nothing_is_checked(db, code):
    verdict = verify_code(code)
    assert verdict.status == VerdictStatus.UNKNOWN
    assert {check.state for check in verdict.checks} == {CheckResult.NOT_CHECKED}
    assert (verdict.facts, verdict.targets, verdict.spaced_code) == ({}, [], "")


def test_a_certificate_that_is_not_sealed_yet_is_unknown(certificate):
    assert verify_code(certificate.code).status == VerdictStatus.UNKNOWN


def test_an_expired_certificate_is_expired_from_its_day_on(sealed):
    last = sealed.expires_on - dt.timedelta(days=1)
    assert verify_code(sealed.code, day=last).status == VerdictStatus.VALID
    assert verify_code(sealed.code, day=sealed.expires_on).status == VerdictStatus.EXPIRED


def test_the_check_of_expiry_fails_from_the_day_of_expiry_on(sealed):
    last = sealed.expires_on - dt.timedelta(days=1)
    for day, state in ((last, CheckResult.PASSED), (sealed.expires_on, CheckResult.FAILED)):
        assert state_of(verify_code(sealed.code, day=day), CheckName.NOT_EXPIRED) == state


def test_a_revoked_certificate_is_revoked_and_expiry_does_not_hide_it(sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    assert verify_code(sealed.code, day=dt.date(2040, 1, 1)).status == VerdictStatus.REVOKED


def test_a_replaced_certificate_points_to_the_one_that_replaced_it(sealed, registrar):
    new = reissue_certificate(sealed, by=registrar, at=AT)
    seal_certificate(new)
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == VerdictStatus.REPLACED
    assert verdict.replaced_by == new
    assert verify_code(new.code, day=TODAY).status == VerdictStatus.VALID


def test_a_stored_file_that_was_swapped_no_longer_fits_the_log(sealed):
    type(sealed).objects.filter(pk=sealed.pk).update(pdf_digest="0" * 64)
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == VerdictStatus.CHANGED
    assert state_of(verdict, CheckName.LOGGED) == CheckResult.FAILED
