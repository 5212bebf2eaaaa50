"""Says what a certificate counts for: what a lost key made is revoked, though its row stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from certification.keys.register import distrusted_keys
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate, CertificateState

_UNREVOKED_STATES = (CertificateState.ISSUED, CertificateState.EXPIRED)


def find_distrusted_keys() -> Collection[str]:
    """Ids of keys that are not trusted any more; none where that cannot be read just now."""
    try:
        return distrusted_keys()
    except (KeyUnavailable, OSError):
        return ()


def uses_compromised_key(
    lost: Collection[str], certificate: Certificate, *, token_key: str = ""
) -> bool:
    """Whether one of the keys made it."""
    made_with = (certificate.sealed_with, certificate.signed_with, token_key)
    return any(kid in lost for kid in made_with)


def resolve_state(certificate: Certificate, day: dt.date, *, is_lost: bool) -> CertificateState:
    state = certificate.state_on(day)
    return CertificateState.REVOKED if is_lost and state in _UNREVOKED_STATES else state


def get_effective_state(
    certificate: Certificate, day: dt.date, lost: Collection[str]
) -> CertificateState:
    """The state that its holder sees."""
    return resolve_state(certificate, day, is_lost=uses_compromised_key(lost, certificate))
