"""Hands out files, whole, in parts or as tables, of the release that runs; refuses in any form."""

from people.files.archives import pack_files
from people.files.content_types import read_content_type
from people.files.file_response import respond_with_file
from people.files.refusal import refuse_file
from people.files.release import identify_release
from people.files.row_pieces import read_pieces
from people.files.table_response import respond_with_tables, write_tables
from people.files.tables import Sheet, SheetRow

__all__ = [
    "Sheet",
    "SheetRow",
    "identify_release",
    "pack_files",
    "read_content_type",
    "read_pieces",
    "refuse_file",
    "respond_with_file",
    "respond_with_tables",
    "write_tables",
]
