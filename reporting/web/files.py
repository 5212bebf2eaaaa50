"""Answers with tables as files, a CSV or a workbook that says what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http.response import HttpResponseBase

from people.files import Sheet, SheetRow, respond_with_tables
from reporting.output import build_about_sheet


def serve_sheets(
    sheets: Iterable[Sheet], about: list[SheetRow], suffix: str, *, name: str
) -> HttpResponseBase:
    """Return the sheets as a workbook with a sheet about them, or the first one as CSV."""
    told = [replace(sheet, about=about) for sheet in sheets]
    return respond_with_tables(*told, build_about_sheet(about), name=name, suffix=suffix)


def name_file(*parts: object) -> str:
    """Return a file's name, which tells files of other questions apart by the parts there are."""
    return "-".join(str(part) for part in parts if part)
