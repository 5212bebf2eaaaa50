"""Answers with tables as files: a CSV that is streamed, or a workbook that says what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from people.files import XLSX_CONTENT_TYPE, Sheet, write_csv, write_xlsx
from reporting.output import build_about_sheet


def serve_sheets(sheets: Sequence[Sheet], suffix: str, *, name: str) -> HttpResponseBase:
    """Return the sheets as a workbook with a sheet about them, or the first one as CSV."""
    response: HttpResponseBase
    if suffix == "xlsx":
        pages = [*sheets, build_about_sheet(list(sheets[0].about))]
        response = FileResponse(write_xlsx(pages), content_type=XLSX_CONTENT_TYPE)
    else:
        # Streamed: a ministry has thousands of lines.
        kind = "text/csv; charset=utf-8"
        response = StreamingHttpResponse(write_csv(sheets[0]), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
    return response
