"""Keeps text from being calculated where somebody opens a table of ours."""

import re

# What Excel, LibreOffice and Sheets take for the start of a formula; some of them fold the
# full-width signs to ASCII and skip a tab or line break before the sign.
_FORMULA_PREFIXES = tuple("=+-@\t\r\n＝＋－＠")
_FIRST_SIGNS = frozenset(_FORMULA_PREFIXES)
# Invisible characters that a spreadsheet may drop on import, baring the formula behind them.
_INVISIBLE_CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Control characters, which openpyxl refuses, and bidirectional overrides, which show a cell in
# another order than it is stored.
_REMOVED = r"\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069"
_REMOVED_CHARACTERS = re.compile(f"[{_REMOVED}]")
_SUSPICIOUS = re.compile(
    f"^[{_INVISIBLE_CHARACTERS}]*[{re.escape(''.join(_FORMULA_PREFIXES))}]|[{_REMOVED}]"
)


def escape_formula(text: str) -> str:
    """Return the text without control characters, and with an apostrophe before a formula."""
    # Almost no text has any of it, and a nation's file has eight million: what is invisible or
    # removed is not printable either, and to ask for that takes a fifth of a search.
    if text.isprintable() and text[:1] not in _FIRST_SIGNS:
        return text
    if not _SUSPICIOUS.search(text):
        return text
    kept = _REMOVED_CHARACTERS.sub("", text)
    is_formula = kept.lstrip(_INVISIBLE_CHARACTERS).startswith(_FORMULA_PREFIXES)
    return f"'{kept}" if is_formula else kept
