"""Draws the report of a unit as an accessible PDF (PDF/UA-1) for paper.

Whoever draws imports it when asked: WeasyPrint raises OSError at import where Pango is missing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from weasyprint import CSS

from people.files import SheetRow
from people.printing import parse_css, write_tagged_pdf
from people.text.formatting import number, official_datetime
from reporting.insights.report import Report

_CHART = re.compile(r"(<svg class=\"chart-[^>]*>)")


def render_report(report: Report, about: Sequence[SheetRow]) -> bytes:
    """Return the report in the active language, with the lines about it at its end."""
    told = [(what, _write_about(value)) for what, value in about]
    words = {"report": report, "about": told, "language": get_language() or "my"}
    # WeasyPrint draws a picture by the styles inside of it alone, and those of pages lie outside.
    text = _CHART.sub(rf"\1<style>{_read('charts.css')}</style>", _render_text(words))
    return write_tagged_pdf(text, _report_stylesheet())


def _render_text(words: dict[str, object]) -> str:
    return render_to_string("reporting/report.html", words)


def _write_about(value: Any) -> Any:
    """Return a day, a moment or a number as the reader writes it; files have them for programs."""
    if isinstance(value, dt.date):
        return official_datetime(value)
    return number(value, 1) if isinstance(value, int | float) else value


@cache  # of files that do not change while the process runs
def _report_stylesheet() -> CSS:
    return parse_css(_read("report.css"))


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text()
