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

from courses.items.files import load_pictures, name_picture
from courses.items.media import STEM, label_options, read_media
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
    papers, pictures = _describe_papers(sheets, test.language)
    with translation.override(test.language):
        words = {
            "test": test,
            "title": break_lines(test.quiz.title),
            "session": break_lines(test.session.title),
            "agency": break_lines(test.session.agency.name),
            "listed": [_describe_seat(sheet) for sheet in listed],
            "papers": papers,
        }
        text = render_to_string("courses/papers/print.html", words)
    return _draw(text, pictures)


def _draw(text: str, pictures: dict[str, bytes]) -> bytes:
    with render_lock():
        html = HTML(string=text, base_url=ASSET_SCHEME, url_fetcher=AssetFetcher(pictures))
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


def _describe_papers(
    sheets: list[PaperSheet], language: str
) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Return the sheets as the template prints them, and the pictures that they show."""
    keys = {version for sheet in sheets for version, _options in sheet.drawn}
    # Security: without the key, which no template could then print.
    versions = ItemVersion.objects.defer("answer_key").in_bulk(keys)
    pictures = load_pictures(
        media
        for version in versions.values()
        for media in read_media(localise_content(version, language)[1]).values()
    )
    papers = [
        _describe_seat(sheet)
        | {
            "questions": [
                _describe_drawn(versions[version], options, language, {*pictures})
                for version, options in sheet.drawn
            ]
        }
        for sheet in sheets
    ]
    return papers, pictures


def _describe_drawn(
    version: ItemVersion, order: list[str], language: str, kept: set[str]
) -> dict[str, Any]:
    code, content = localise_content(version, language)
    options = label_options(content)
    shown = {
        slot: {"name": ASSET_SCHEME + name, "alt": media.alt}
        for slot, media in read_media(content).items()
        if (name := name_picture(media)) in kept
    }
    for one in shown.keys() & options.keys():
        # The picture says it; its words stand there only when it is lost.
        options[one] = content["options"][one]
    return {
        "language": code,
        "stem": break_lines(content.get("stem", "")),
        "picture": shown.get(STEM),
        "has_several": version.kind == ItemVersion.Kind.MULTIPLE,
        "options": [
            (
                label_option(place, language),
                break_lines(options.get(one, "")),
                shown.get(one),
            )
            for place, one in enumerate(order)
        ],
    }
