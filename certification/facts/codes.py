"""Writes and reads certificate codes: twelve letters and digits that survive being read aloud."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
MISREAD = str.maketrans("OIL", "011")
BURMESE_DIGITS = str.maketrans("၀၁၂၃၄၅၆၇၈၉", "0123456789")
BETWEEN = re.compile(r"[\s._\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]+")


def draw_code() -> str:
    """Sixty random bits in Crockford's base 32."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code meant, or None; case, spaces, dashes, O for 0 and I or L for 1 do not matter.

    Letters of other scripts that look the same are none of ours.
    """
    kept = BETWEEN.sub("", text.translate(BURMESE_DIGITS))
    code = kept.upper().translate(MISREAD) if kept.isascii() else ""
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def spaced(code: str) -> str:
    """The code in groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
