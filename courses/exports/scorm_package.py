"""Writes a SCORM 1.2 package: the lessons as pages of one part, done when each was seen."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import translation

from courses.exports.contents import ExportContents
from courses.exports.fonts import cut_fonts, read_looks
from courses.exports.lesson_text import clean_xml
from courses.exports.losses import describe_losses
from courses.exports.media import Tell
from courses.exports.pages import ExportPages, build_pages
from courses.exports.zip_writer import ExportArchive

_ASSETS = Path(__file__).parent / "assets"


def write_scorm(
    contents: ExportContents, stream: IO[bytes], *, has_media: bool, tell: Tell
) -> dict[str, int]:
    """Write the package and return what does not go along, by kind."""
    built = build_pages(contents, _name_page, has_media=has_media, is_book=False)
    files = _write_files(contents, built)
    archive = ExportArchive(stream)
    for path, content in files.items():
        archive.add(path, content)
    built.media.write_into(archive, tell)
    # Of all files it is the one that names the others.
    archive.add("imsmanifest.xml", _write_manifest(contents, [*files, *built.media.packed]))
    archive.close()
    return built.losses


def _name_page(number: int) -> str:
    # All lessons are in one page, which shows one at a time: it speaks to the system once.
    return f"#lesson-{number}"


def _write_files(contents: ExportContents, built: ExportPages) -> dict[str, str | bytes]:
    with translation.override(contents.language):
        page = render_to_string(
            "courses/exports/scorm/index.html", _describe_package(contents, built)
        )
    fonts = cut_fonts(built.collect_letters() + page)
    script = (_ASSETS / "scorm.js").read_bytes()
    return {"index.html": page, "scorm.js": script, **read_looks(fonts)}


def _describe_package(contents: ExportContents, built: ExportPages) -> dict[str, Any]:
    return {
        "contents": contents,
        "title": clean_xml(contents.title),
        "summary": clean_xml(contents.summary),
        "chapters": built.chapters,
        "losses": describe_losses(built.losses),
    }


def _write_manifest(contents: ExportContents, paths: list[str]) -> str:
    context = {"contents": contents, "title": clean_xml(contents.title)[:200], "paths": paths}
    text = render_to_string("courses/exports/scorm/manifest.html", context)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'
