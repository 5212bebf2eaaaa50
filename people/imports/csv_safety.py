"""Keeps text from being calculated where somebody opens a table of ours."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless_text(text: str) -> str:
    """The text without control characters, and with an apostrophe before a formula."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{kept}" if kept.startswith(STARTS_A_FORMULA) else kept
