"""Says what state a certificate counts as: what a compromised key made counts as revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from certification.keys.active import list_seal_certificates
from certification.keys.register import compromised_keys, distrusted_keys
from certification.keys.storage import KeyUnavailable, reporting_damage
from certification.models import Certificate, CertificateState

_UNREVOKED_STATES = (CertificateState.ISSUED, CertificateState.EXPIRED)


def find_distrusted_keys() -> Collection[str]:
    """Return ids of keys that are no longer trusted; none when that cannot be read just now."""
    try:
        return distrusted_keys()
    except (KeyUnavailable, OSError):
        # Holders still see their pages; verdicts ask register.distrusted_keys, which raises.
        return ()


def list_distrusted_seals() -> list[str]:
    """Return SHA-256 (hex) of the certificates of compromised seals, for checks elsewhere."""
    distrusted = compromised_keys()
    paths = [path for path in list_seal_certificates() if path.stem in distrusted]
    return [_fingerprint_certificate(path) for path in paths]


def _fingerprint_certificate(path: Path) -> str:
    with reporting_damage(path):
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return certificate.fingerprint(hashes.SHA256()).hex()


def uses_compromised_key(
    distrusted: Collection[str], certificate: Certificate, *, token_key: str = ""
) -> bool:
    """Whether a distrusted key sealed or signed it, or signed the token that was brought."""
    made_with = (certificate.sealed_with, certificate.signed_with, token_key)
    return any(kid in distrusted for kid in made_with)


def resolve_state(
    certificate: Certificate, day: dt.date, *, is_distrusted: bool
) -> CertificateState:
    state = certificate.state_on(day)
    return CertificateState.REVOKED if is_distrusted and state in _UNREVOKED_STATES else state


def get_effective_state(
    certificate: Certificate, day: dt.date, distrusted: Collection[str]
) -> CertificateState:
    """Return the state that its holder sees on the day."""
    is_distrusted = uses_compromised_key(distrusted, certificate)
    return resolve_state(certificate, day, is_distrusted=is_distrusted)
