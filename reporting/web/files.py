"""Answers with tables as files: a CSV, or a workbook that says what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.http.response import HttpResponseBase

from people.files import Sheet, respond_with_tables
from reporting.output import build_about_sheet


def serve_sheets(sheets: Sequence[Sheet], suffix: str, *, name: str) -> HttpResponseBase:
    """Return the sheets as a workbook with a sheet about them, or the first one as CSV."""
    pages = [*sheets, build_about_sheet(list(sheets[0].about))]
    return respond_with_tables(*pages, name=name, suffix=suffix)
