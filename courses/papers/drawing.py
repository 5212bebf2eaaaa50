"""Draws test sheets and their list for paper: A4, black on white, one person after the other.

Answer keys are never read here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML

from courses.models import ItemVersion, PaperSheet, PaperTest
from courses.papers.letters import label_option
from courses.quizzes.presentation import localise_content
from people.printing import (
    ASSET_SCHEME,
    AssetFetcher,
    font_configuration,
    load_faces,
    parse_css,
    render_lock,
)
from people.text.syllables import break_lines


@cache  # of a file that does not change while the process runs
def _load_paper_stylesheet() -> CSS:
    return parse_css((Path(__file__).parent / "sheets.css").read_text())


def render_sheets(test: PaperTest, start: int, end: int) -> bytes:
    """Return the PDF of a piece of the print list; the first begins with the list of seats."""
    listed = _load_drawn_sheets(test, test.print_list) if start == 0 else []
    piece = set(test.print_list[start:end])
    sheets = _load_drawn_sheets(test, list(piece)) if test.is_drawn else []
    with translation.override(test.language):
        words = {
            "test": test,
            "title": break_lines(test.quiz.title),
            "session": break_lines(test.session.title),
            "agency": break_lines(test.session.agency.name),
            "listed": [_describe_seat(sheet) for sheet in listed],
            "papers": _describe_papers(sheets, test.language),
        }
        text = render_to_string("courses/papers/print.html", words)
    return _draw(text)


def _draw(text: str) -> bytes:
    with render_lock():
        html = HTML(string=text, base_url=ASSET_SCHEME, url_fetcher=AssetFetcher())
        content: bytes = html.write_pdf(
            font_config=font_configuration(), stylesheets=[load_faces(), _load_paper_stylesheet()]
        )
    return content


def _load_drawn_sheets(test: PaperTest, keys: list[int]) -> list[PaperSheet]:
    # A sheet that was voided since the print was asked for must not come out of the printer.
    rows = test.sheets.standing().filter(pk__in=keys).select_related("seat__person")
    return list(rows.order_by("number"))


def _describe_seat(sheet: PaperSheet) -> dict[str, Any]:
    person = sheet.seat.person
    return {
        "number": sheet.number,
        "name": break_lines(str(person)),
        "staff_number": person.staff_number or "–",
        "code": sheet.printed_code,
    }


def _describe_papers(sheets: list[PaperSheet], language: str) -> list[dict[str, Any]]:
    keys = {version for sheet in sheets for version, _options in sheet.drawn}
    # Security: without the key, which no template could then print.
    versions = ItemVersion.objects.defer("answer_key").in_bulk(keys)
    return [
        _describe_seat(sheet)
        | {
            "questions": [
                _describe_drawn(versions[version], options, language)
                for version, options in sheet.drawn
            ]
        }
        for sheet in sheets
    ]


def _describe_drawn(version: ItemVersion, order: list[str], language: str) -> dict[str, Any]:
    code, content = localise_content(version, language)
    options = content.get("options", {})
    return {
        "language": code,
        "stem": break_lines(content.get("stem", "")),
        "has_several": version.kind == ItemVersion.Kind.MULTIPLE,
        "options": [
            (label_option(place, language), break_lines(options.get(one, "")))
            for place, one in enumerate(order)
        ],
    }
