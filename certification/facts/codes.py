"""Generates, parses and prints certificate codes: twelve characters that can be read aloud."""

import re
import secrets

# Crockford's base 32 has no I, L, O and U; when typed, I and L are read as 1 and O as 0.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_MISREAD_LETTERS = str.maketrans("OIL", "011")
_BURMESE_DIGITS = str.maketrans("၀၁၂၃၄၅၆၇၈၉", "0123456789")
# Spaces, dots, dashes of every kind and invisible characters that come with copied text.
_SEPARATORS = re.compile(r"[\s._\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]+")


def generate_code() -> str:
    """Return a new random code of sixty bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def parse_code(text: str) -> str | None:
    """Return the code that is meant, or None.

    Case, spaces, dashes, Burmese digits, O for 0 and I or L for 1 do not matter.
    """
    # ASCII first: ``str.upper`` turns letters of other scripts into ours.
    joined = _SEPARATORS.sub("", text.translate(_BURMESE_DIGITS))
    code = joined.upper().translate(_MISREAD_LETTERS) if joined.isascii() else ""
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def format_code(code: str) -> str:
    """Return the code in groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
