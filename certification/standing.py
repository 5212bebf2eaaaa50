"""Says what state holders see: what a lost key made counts no more, though its row stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from certification import keys
from certification.models import Certificate, State

STANDING = (State.ISSUED, State.EXPIRED)


def lost_keys() -> Collection[str]:
    """Ids of keys that are not trusted any more; none where that cannot be read just now."""
    try:
        return keys.distrusted()
    except (keys.KeyMissing, OSError):
        return ()


def state_shown(certificate: Certificate, day: dt.date, lost: Collection[str]) -> State:
    state = certificate.state_on(day)
    is_lost = certificate.sealed_with in lost or certificate.signed_with in lost
    return State.REVOKED if is_lost and state in STANDING else state
