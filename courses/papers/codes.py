"""Makes and reads codes of test sheets: seven digits, and one that catches slips of the hand."""

from __future__ import annotations

import re
import secrets

from people.text import to_ascii_digits

CODE_LENGTH = 8
# Damm's quasigroup: finds every single wrong digit and every two neighbours that were swapped.
_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SEPARATORS = re.compile(r"[\s.\-\u200b-\u200d\u2010-\u2015]+")


def make_code() -> str:
    """Return a new code. It says nothing of who sits there, and cannot be counted on from."""
    digits = f"{secrets.randbelow(10 ** (CODE_LENGTH - 1)):0{CODE_LENGTH - 1}d}"
    return f"{digits}{_fold_digits(digits)}"


def parse_code(text: str) -> str | None:
    """Return the code that is meant, in either digits and however grouped; None for a slip."""
    code = _SEPARATORS.sub("", to_ascii_digits(text))
    is_number = len(code) == CODE_LENGTH and code.isascii() and code.isdigit()
    return code if is_number and _fold_digits(code) == 0 else None


def _fold_digits(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _TABLE[interim][int(digit)]
    return interim
