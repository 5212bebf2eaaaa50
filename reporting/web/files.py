"""Answers with tables as files, a CSV or a workbook that says what it holds, or refuses to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

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


def refuse_file(
    request: HttpRequest,
    words: str,
    page: str,
    context: dict[str, Any] | None = None,
    *,
    status: int,
) -> HttpResponse:
    """Tell a browser by a page, and programs in plain text, or in JSON where they asked for it."""
    response: HttpResponse
    # By name: what programs send, "*/*", would accept a page too.
    if "text/html" in request.headers.get("Accept", ""):
        response = render(request, page, context, status=status)
    elif request.path.endswith(".json"):
        response = JsonResponse({"message": words}, status=status)
    else:
        response = HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
    patch_vary_headers(response, ["Accept"])
    return response
