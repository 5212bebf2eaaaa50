"""Makes and checks the code of a room: six digits for two minutes, from the clock of the server.

The one before is taken too, so that a code read at the last moment still opens. It proves that
somebody saw the screen lately, and nothing about who: that is what signing in and the seat do.
"""

from __future__ import annotations

import datetime as dt

from django.utils.crypto import constant_time_compare, salted_hmac

from courses.models import Sitting
from people.text import to_ascii_digits

CODE_SECONDS = 120
_DIGITS = 6


def make_code(sitting: Sitting, *, at: dt.datetime) -> str:
    """Return the code that the screen of a started sitting shows."""
    return _make_code(sitting, _period(at))


def is_code(sitting: Sitting, text: str, *, at: dt.datetime) -> bool:
    """Return whether the text is the code of now or the one before; in either digits."""
    typed = "".join(one for one in to_ascii_digits(text) if one.isascii() and one.isalnum())
    now = _period(at)
    codes = [_make_code(sitting, period) for period in (now, now - 1)]
    return any(constant_time_compare(typed, code) for code in codes)


def count_seconds_left(*, at: dt.datetime) -> int:
    """Return how long the screen shows the code of now."""
    return CODE_SECONDS - int(at.timestamp()) % CODE_SECONDS


def _period(at: dt.datetime) -> int:
    return int(at.timestamp()) // CODE_SECONDS


def _make_code(sitting: Sitting, period: int) -> str:
    # The start too: no code of a sitting is known before its invigilator has opened it.
    started = sitting.started_at.timestamp() if sitting.started_at else 0
    digest = salted_hmac("courses.sittings.codes", f"{sitting.pk}/{started}/{period}").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**_DIGITS:0{_DIGITS}d}"
