"""Hands out files, whole or in parts, and tables as files, or refuses in the form asked for."""

from people.files.archives import pack_files
from people.files.content_types import read_content_type
from people.files.file_response import respond_with_file
from people.files.refusal import refuse_file
from people.files.row_pieces import read_pieces
from people.files.table_response import respond_with_tables, write_tables
from people.files.tables import Sheet, SheetRow

__all__ = [
    "Sheet",
    "SheetRow",
    "pack_files",
    "read_content_type",
    "read_pieces",
    "refuse_file",
    "respond_with_file",
    "respond_with_tables",
    "write_tables",
]
