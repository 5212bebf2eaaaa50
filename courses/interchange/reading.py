"""Finds the format of a file of questions by its content, and reads it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from django.utils.translation import gettext_lazy as _

from courses.interchange.archives import is_archive, is_shown, open_archive, read_archive
from courses.interchange.decoding import decode_text
from courses.interchange.drafts import Reading, Unfit
from courses.interchange.markup import limit_pixels
from courses.interchange.moodle import read_moodle_xml
from courses.interchange.plain import (
    SHEET_ENDINGS,
    is_aiken,
    is_gift,
    read_aiken,
    read_gift,
    read_packed_sheet,
    read_sheet,
)
from courses.interchange.plain.columns import REQUIRED
from courses.interchange.qti import read_package, read_qti
from courses.interchange.xml_tree import local_name, parse_xml
from people.imports import tables

MOST_QUESTIONS = 5_000  # of one file: a bank with more cannot be edited on one page
_SEPARATORS = ",;\t"
_PACKED_ENDINGS = (".zip", ".imscc", ".xml", ".txt")

Reader = Callable[[bytes, str], Reading]


def read_questions(content: bytes, language: str = "") -> Reading:
    """Return the questions of a file in any format that is known here.

    A file that cannot be read at all is refused as one place.
    """
    try:
        with limit_pixels():
            reading = _find_reader(content)(content, language)
    except Unfit as unfit:
        reading = Reading()
        reading.refuse(_("The file"), unfit.reason)
    if len(reading.drafts) > MOST_QUESTIONS:
        reading = Reading()
        reading.refuse(_("The file"), _("It holds more than 5,000 questions. Divide it."))
    return reading


def _find_reader(content: bytes, *, read_others: Reader | None = None) -> Reader:
    if not content.strip():
        raise Unfit(_("It is empty."))
    if is_archive(content):
        return _find_archive_reader(content, read_others or _read_package)
    if _is_xml(content):
        root = parse_xml(content, Reading())
        return read_moodle_xml if local_name(root) == "quiz" else read_qti
    return _find_text_reader(decode_text(content))


def _find_text_reader(text: str) -> Reader:
    if _is_sheet(text):
        return read_sheet
    if is_aiken(text):
        return read_aiken
    if is_gift(text):
        return read_gift
    raise Unfit(
        _("It is in no format that is known here: GIFT, Aiken, Moodle XML, QTI or a sheet.")
    )


def _is_xml(content: bytes) -> bool:
    head = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and not head.startswith((b"<p", b"<b>", b"<i>"))


def _find_archive_reader(content: bytes, read_others: Reader) -> Reader:
    with open_archive(content) as archive:
        paths = archive.namelist()
    if "xl/workbook.xml" in paths:
        return read_sheet
    # A package of questions may hold a sheet for learners.
    has_manifest = any(path.endswith("imsmanifest.xml") for path in paths)
    has_sheet = any(path.lower().endswith(SHEET_ENDINGS) for path in filter(is_shown, paths))
    return read_packed_sheet if has_sheet and not has_manifest else read_others


def _read_package(content: bytes, language: str) -> Reading:
    """Read a package, or the file that was packed into it, as files are that we hand out."""
    try:
        return read_package(content, language)
    except Unfit as unfit:
        found = dict(_list_packed(read_archive(content)))
        name = re.compile(rf"-{re.escape(language)}\.[^/]*$")
        own = [path for path in found if len(found) == 1 or name.search(path)]
        if len(own) == 1:
            packed, read = found[own[0]]
            return read(packed, language)
        if found:
            told = _("It holds several files of questions. Unpack it, and bring one at a time.")
            raise Unfit(told) from unfit
        raise


def _list_packed(files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[bytes, Reader]]]:
    """Yield the files that hold questions, by path, each with what reads it."""
    for path, content in files.items():
        if is_shown(path) and path.lower().endswith(_PACKED_ENDINGS):
            with suppress(Unfit):
                # Once only: an archive may hold itself.
                read = _find_reader(content, read_others=read_package)
                if read is not read_qti:  # those were looked at as parts of the package
                    yield path, (content, read)


def _is_sheet(text: str) -> bool:
    heading = next(iter(text.split("\n", 1)), "")
    separator = tables.detect_separator(heading, _SEPARATORS)
    try:
        cells = next(csv.reader([heading], delimiter=separator), [])
    except csv.Error:  # a line of other text, longer than any cell
        return False
    return {*REQUIRED} <= {*tables.name_columns(cells)}
