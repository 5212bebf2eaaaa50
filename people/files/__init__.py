"""Hands out files: what kind they are by their content, whole or in parts, and tables as files."""

from people.files.content_types import read_content_type
from people.files.file_response import respond_with_file
from people.files.streamed_workbook import stream_xlsx
from people.files.tables import XLSX_CONTENT_TYPE, Sheet, SheetRow, write_csv, write_xlsx

__all__ = [
    "XLSX_CONTENT_TYPE",
    "Sheet",
    "SheetRow",
    "read_content_type",
    "respond_with_file",
    "stream_xlsx",
    "write_csv",
    "write_xlsx",
]
