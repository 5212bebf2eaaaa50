"""Tokens under other algorithms, keys and claims: never valid."""

import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification import keys
from certification.actions.revocation import revoke_certificate
from certification.keys.active import load_public_keys
from certification.verification.verdicts import VerdictStatus
from tests.certification.conftest import AT
from tests.certification.verification.forged_credentials import encoded, part, signed_anew
from tests.certification.verification.verdicts import verdict_on

pytestmark = pytest.mark.any_database


def test_a_token_of_ours_is_valid(token):
    assert verdict_on(token.encode()) is VerdictStatus.VALID
    assert verdict_on(f"\n {token} \r\n".encode()) is VerdictStatus.VALID


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "HS256", "RS256", "ES256", "", None]
)
def test_no_other_algorithm_makes_a_token_valid(token, algorithm):
    header, claims = {**part(0, token), "alg": algorithm}, token.split(".")[1]
    for signature in ("", token.split(".")[2]):
        forged = f"{encoded(header)}.{claims}.{signature}"
        assert verdict_on(forged.encode()) is VerdictStatus.CHANGED


def test_a_token_with_our_public_key_as_secret_is_a_change(token):
    header = {**part(0, token), "alg": "HS256"}
    message = f"{encoded(header)}.{token.split('.')[1]}"
    for key in load_public_keys("credential").values():
        mark = hmac.digest(key.public_bytes_raw(), message.encode(), "sha256")
        assert verdict_on(f"{message}.{encoded(mark)}".encode()) is VerdictStatus.CHANGED


@pytest.mark.parametrize("change", [{"name": "Doctor"}, {}])
def test_a_token_signed_by_somebody_else_is_a_change(token, change):
    forged = signed_anew(token, Ed25519PrivateKey.generate(), claims=part(1, token) | change)
    assert verdict_on(forged.encode()) is VerdictStatus.CHANGED


@pytest.mark.parametrize("change", [{"name": "Doctor"}, {"exp": 4102444800}, {"extra": 1}])
def test_other_claims_under_our_own_key_are_a_change(token, change):
    ours = keys.load_signing_key("credential")
    forged = signed_anew(token, ours, claims=part(1, token) | change)
    assert verdict_on(forged.encode()) is VerdictStatus.CHANGED


def test_a_token_about_nothing_of_ours_is_unknown(token):
    claims = part(1, token) | {"id": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    header, _claims, signature = token.split(".")
    assert verdict_on(f"{header}.{encoded(claims)}.{signature}".encode()) is VerdictStatus.UNKNOWN
    assert verdict_on(b"aaaaaaaaaaaa.bbbbbbbbbbbb.cccccccc") is VerdictStatus.UNKNOWN


def test_a_token_of_a_revoked_certificate_is_revoked(sealed, token, registrar):
    revoke_certificate(sealed, by=registrar, reason="fraud", at=AT)
    assert verdict_on(token.encode()) is VerdictStatus.REVOKED
