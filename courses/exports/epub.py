"""Writes an accessible EPUB 3: a book of lessons that needs neither network nor account."""

from __future__ import annotations

import datetime as dt
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from courses.exports.contents import ExportContents
from courses.exports.fonts import cut_fonts, read_looks
from courses.exports.lesson_text import clean_xml
from courses.exports.losses import describe_losses
from courses.exports.media import Tell
from courses.exports.pages import ExportPages, build_pages
from courses.exports.zip_writer import ExportArchive

_FOLDER = "EPUB"
# Templates are HTML by name, so that their words are collected with all others.
_LESSON = "courses/exports/book/lesson.html"
_FRONT = {
    "title.xhtml": "courses/exports/book/title.html",
    "nav.xhtml": "courses/exports/book/nav.html",
    "package.opf": "courses/exports/book/package.html",
}
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def write_epub(
    contents: ExportContents, stream: IO[bytes], *, has_media: bool, tell: Tell
) -> dict[str, int]:
    """Write the book and return what does not go along, by kind."""
    # Here: WeasyPrint is loaded by the worker that draws, and by no page.
    from courses.exports.cover import draw_cover

    built = build_pages(contents, _name_page, has_media=has_media, is_book=True)
    archive = ExportArchive(stream)
    # First and as it is: readers know a book by the beginning of its file.
    archive.add("mimetype", "application/epub+zip", is_packed=False)
    archive.add("META-INF/container.xml", _CONTAINER)
    _add(archive, "cover.png", draw_cover(contents))
    with translation.override(contents.language):
        context = _describe_book(contents, built)
        for name, template in _FRONT.items():
            _add(archive, name, _render(template, context))
    for page in built.pages:
        with translation.override(page.language):
            _add(archive, _name_page(page.number), _render(_LESSON, {"page": page}))
    for path, content in read_looks(context["fonts"]).items():
        _add(archive, path, content)
    built.media.write_into(archive, tell, folder=f"{_FOLDER}/")
    archive.close()
    return built.losses


def _name_page(number: int) -> str:
    return f"lesson-{number:03d}.xhtml"


def _add(archive: ExportArchive, name: str, content: str | bytes) -> None:
    archive.add(f"{_FOLDER}/{name}", content)


def _render(template: str, context: dict[str, Any]) -> str:
    text = render_to_string(template, context)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'


def _describe_book(contents: ExportContents, built: ExportPages) -> dict[str, Any]:
    title = clean_xml(contents.title)
    words = [title, contents.summary, contents.publisher, contents.course.title]
    return {
        "contents": contents,
        "title": title,
        "summary": clean_xml(contents.summary),
        "chapters": built.chapters,
        "pages": built.pages,
        "media": [*built.media.packed.values()],
        "fonts": cut_fonts("".join([built.collect_letters(), *words])),
        "languages": list(dict.fromkeys([contents.language, *(p.language for p in built.pages)])),
        "changed_at": contents.changed_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "losses": describe_losses(built.losses),
        **_describe_access(built),
    }


def _describe_access(built: ExportPages) -> dict[str, Any]:
    """Return what readers with disabilities ask of a book before they open it (schema.org)."""
    held = built.features
    kinds = {file.content_type.partition("/")[0] for file in built.media.packed.values()}
    sees, hears = bool(kinds & {"image", "video"}), bool(kinds & {"audio", "video"})
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
    ]
    features += ["alternativeText"] if "picture" in held else []
    features += ["transcript"] if "transcript" in held else []
    features += ["captions"] if "video" in kinds else []
    return {
        "access_modes": ["textual", *["visual"] * sees, *["auditory"] * hears],
        "access_features": features,
        # Nobody has looked through the films for flashes.
        "hazard": "unknown" if "video" in kinds else "none",
        "access_summary": _(
            "All text can be read aloud and enlarged. Pictures have descriptions, films and"
            " recordings have transcripts, and answers stand at the end of each lesson."
        ),
    }
