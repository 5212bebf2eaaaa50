"""Makes and reads the codes by which people say at the trainer's screen that they are there.

A code is signed by the server, is of one part, and dies within a minute: the screen shows a new
one before that, and a photograph of it is worth nothing to who comes later. Whoever opened a live
code gets a pass, with time enough to type a number and a name.
"""

from __future__ import annotations

from django.core import signing

_CODE_SECONDS, _PASS_SECONDS = 60, 300
# How long the screen shows a code: one scanned at the last moment still opens.
SCREEN_SECONDS = 25
_SALT = "courses.sessions.codes"


def make_code(part_id: int) -> str:
    return _signer("code").sign(str(part_id))


def read_code(code: str) -> int | None:
    """Return the id of the part, or None for a code that is forged, cut or too old."""
    return _read_signed(code, "code", _CODE_SECONDS)


def make_pass(part_id: int) -> str:
    return _signer("pass").sign(str(part_id))


def read_pass(text: str) -> int | None:
    return _read_signed(text, "pass", _PASS_SECONDS)


def _signer(kind: str) -> signing.TimestampSigner:
    # Two salts: a pass is no code, else each reading of it would give another five minutes.
    return signing.TimestampSigner(sep=".", salt=f"{_SALT}.{kind}")


def _read_signed(text: str, kind: str, seconds: int) -> int | None:
    try:
        return int(_signer(kind).unsign(text, max_age=seconds))
    except (signing.BadSignature, ValueError):
        return None
