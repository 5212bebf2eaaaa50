"""Answers with tables as a file that is sent while it is written, or makes one for a letter."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from people.files.streamed_workbook import stream_xlsx
from people.files.tables import Sheet, write_csv

_XLSX_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def respond_with_tables(*sheets: Sheet, name: str, suffix: str) -> StreamingHttpResponse:
    """Send the sheets as a workbook, or the first one as CSV, however long they are.

    Lines are read after the request, when another language may be active.
    """
    response = (
        StreamingHttpResponse(stream_xlsx(*sheets), content_type=_XLSX_CONTENT_TYPE)
        if suffix == "xlsx"
        else StreamingHttpResponse(write_csv(sheets[0]), content_type="text/csv; charset=utf-8")
    )
    disposition = content_disposition_header(True, f"{name}.{suffix}")
    response.headers["Content-Disposition"] = disposition
    return response


def write_tables(*sheets: Sheet, suffix: str) -> bytes:
    """Return the same file as a whole, for an e-mail."""
    if suffix == "xlsx":
        return b"".join(stream_xlsx(*sheets))
    return "".join(write_csv(sheets[0])).encode()
