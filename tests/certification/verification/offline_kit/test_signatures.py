"""One answer about a signature: by a library, by our arithmetic, in three kinds of browsers."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Error

from tests.certification.signatures import ecdsa_cases, ed25519_cases, script
from tests.certification.verification.browser_checker import checkers, chromium

pytestmark = pytest.mark.any_database

__all__ = ["checkers", "chromium"]
ED25519, ECDSA = ed25519_cases(), ecdsa_cases()


def told(holds, cases, refusal=script.Refused) -> dict[str, bool]:
    return {name: answered(holds, values, refusal) for name, (_, values) in cases.items()}


def answered(holds, values, refusal) -> bool:
    """A refusal on the way is a no: its reason is that of a wrong signature."""
    try:
        return holds(*values)
    except refusal as problem:
        if "broken" not in str(problem):
            raise
        return False


def wanted(cases) -> dict[str, bool]:
    return {name: verdict for name, (verdict, _) in cases.items()}


@pytest.mark.parametrize("by_cryptography", [True, False])
def test_the_script_answers_alike_with_and_without_a_library(monkeypatch, by_cryptography):
    assert script.HAS_CRYPTOGRAPHY
    monkeypatch.setattr(script, "HAS_CRYPTOGRAPHY", by_cryptography)
    assert told(script.ed25519_holds, ED25519) == wanted(ED25519)
    assert told(script.ecdsa_holds, ECDSA) == wanted(ECDSA)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=90), st.integers(0, 511))
@pytest.mark.slow
def test_both_ways_agree_on_any_key_and_any_flipped_bit(seed, message, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    for content, verdict in ((signature, True), (bytes(flipped), False)):
        assert script.ed25519_by_cryptography(key, content, message) is verdict
        assert script.ed25519_by_arithmetic(key, content, message) is verdict


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["webcrypto", "old", "insecure"])
def test_every_browser_answers_alike(checkers, kind):
    checker = checkers[kind]
    assert checker.needsCurves() is (kind != "webcrypto")

    assert told(checker.verifyEd25519, ED25519, Error) == wanted(ED25519)
    assert told(checker.verifyEcdsa, ECDSA, Error) == wanted(ECDSA)
