"""Says what a certificate counts for: what a lost key made is revoked, though its row stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from certification import keys
from certification.models import Certificate, CertificateState

STANDING = (CertificateState.ISSUED, CertificateState.EXPIRED)


def lost_keys() -> Collection[str]:
    """Ids of keys that are not trusted any more; none where that cannot be read just now."""
    try:
        return keys.distrusted_keys()
    except (keys.KeyUnavailable, OSError):
        return ()


def rests_on(lost: Collection[str], certificate: Certificate, *, token_key: str = "") -> bool:
    """Whether one of the keys made it; a row from before key ids were kept names none."""
    made_with = (certificate.sealed_with, certificate.signed_with, token_key)
    return any(kid in lost for kid in made_with)


def standing_of(certificate: Certificate, day: dt.date, *, is_lost: bool) -> CertificateState:
    state = certificate.state_on(day)
    return CertificateState.REVOKED if is_lost and state in STANDING else state


def state_shown(certificate: Certificate, day: dt.date, lost: Collection[str]) -> CertificateState:
    """The state that its holder sees."""
    return standing_of(certificate, day, is_lost=rests_on(lost, certificate))
