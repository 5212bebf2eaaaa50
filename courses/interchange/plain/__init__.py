"""Formats of plain text and tables: GIFT, Aiken and a sheet."""

from courses.interchange.plain.aiken import is_aiken, read_aiken
from courses.interchange.plain.aiken_writer import write_aiken
from courses.interchange.plain.gift import is_gift, read_gift
from courses.interchange.plain.gift_writer import write_gift
from courses.interchange.plain.sheet import SHEET_ENDINGS, read_packed_sheet, read_sheet
from courses.interchange.plain.sheet_writer import write_sheet

__all__ = [
    "SHEET_ENDINGS",
    "is_aiken",
    "is_gift",
    "read_aiken",
    "read_gift",
    "read_packed_sheet",
    "read_sheet",
    "write_aiken",
    "write_gift",
    "write_sheet",
]
