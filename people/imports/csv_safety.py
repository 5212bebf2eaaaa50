"""Keeps text from being calculated where somebody opens a table of ours."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA_PREFIXES = tuple("=+-@\t\r\n＝＋－＠")


def escape_formula(text: str) -> str:
    """The text without control characters, and with an apostrophe before a formula."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{kept}" if kept.startswith(FORMULA_PREFIXES) else kept
