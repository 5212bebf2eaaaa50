"""Writes a month as one file, signs its digest with the key of the public log, and checks both."""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from functools import lru_cache
from typing import Any

from certification.transparency import StatementCheck, check_statement, sign_statement
from reporting.models import LockedMonth


class MonthSeal(Enum):
    """Names what a check of a locked month found."""

    GENUINE = "genuine"
    KEY_LOST = "key_lost"  # the digest holds; the key is in other hands since
    TAMPERED = "tampered"


class MonthTampered(Exception):
    """The file of a locked month is not the one that was signed."""


def write_month_file(content: dict[str, Any]) -> str:
    """Return the bytes-to-be of a month: the same figures, the same file."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def digest_file(file: str) -> str:
    return hashlib.sha256(file.encode()).hexdigest()


def sign_month(code: str, digest: str) -> tuple[str, str]:
    """Return the id of the key, and its signature over month and digest. Raise KeyUnavailable."""
    signed = sign_statement(_state_month(code, digest))
    return signed["key"], signed["signature"]


def _state_month(code: str, digest: str) -> dict[str, Any]:
    # Named: neither a tree head nor a checkpoint, which the same key signs, can pass for it.
    return {"statement": "locked-month", "month": code, "sha256": digest}


def check_month(row: LockedMonth, file: str | None = None) -> MonthSeal:
    """Check the file of a month, that of the row or another one. Raise KeyUnavailable."""
    digest = digest_file(row.content if file is None else file)
    if digest != row.digest:
        return MonthSeal.TAMPERED
    signed = {
        **_state_month(row.code, row.digest),
        "key": row.key,
        "signature": row.signature,
    }
    return {
        StatementCheck.INTACT: MonthSeal.GENUINE,
        StatementCheck.KEY_LOST: MonthSeal.KEY_LOST,
        StatementCheck.BROKEN: MonthSeal.TAMPERED,
    }[check_statement(signed)]


def load_month_file(row: LockedMonth) -> dict[str, Any]:
    """Return what the file holds, not to be changed. Raise `MonthTampered` and KeyUnavailable."""
    if check_month(row) is MonthSeal.TAMPERED:
        raise MonthTampered(row.code)
    return _parse_file(row.content)


# A locked file never changes, and a page asks for it several times.
@lru_cache(maxsize=8)
def _parse_file(content: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(content)
    return parsed
