"""Writes and reads certificate codes: twelve letters and digits that survive being read aloud."""

import re
import secrets

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_MISREAD_LETTERS = str.maketrans("OIL", "011")
_BURMESE_DIGITS = str.maketrans("၀၁၂၃၄၅၆၇၈၉", "0123456789")
_SEPARATORS = re.compile(r"[\s._\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]+")


def generate_code() -> str:
    """Sixty random bits in Crockford's base 32."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def parse_code(text: str) -> str | None:
    """The code meant, or None; case, spaces, dashes, O for 0 and I or L for 1 do not matter.

    Letters of other scripts that look the same are none of ours.
    """
    kept = _SEPARATORS.sub("", text.translate(_BURMESE_DIGITS))
    code = kept.upper().translate(_MISREAD_LETTERS) if kept.isascii() else ""
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def format_code(code: str) -> str:
    """The code in groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
