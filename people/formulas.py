"""Keeps text from being calculated where somebody opens a table of ours."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless_text(text: str) -> str:
    """The text with an apostrophe before a formula, and without control characters."""
    guarded = f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
    return ILLEGAL_CHARACTERS_RE.sub("", guarded)
