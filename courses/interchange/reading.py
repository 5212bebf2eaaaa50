"""Finds the format of a file of questions by its content, and reads it."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from courses.interchange.archives import is_archive, is_shown
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


def _find_reader(content: bytes) -> Reader:
    if not content.strip():
        raise Unfit(_("It is empty."))
    if is_archive(content):
        return _find_archive_reader(content)
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


def _find_archive_reader(content: bytes) -> Reader:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            paths = archive.namelist()
    except zipfile.BadZipFile as error:
        raise Unfit(_("The package is broken and cannot be opened.")) from error
    if "xl/workbook.xml" in paths:
        return read_sheet
    # A package of questions may hold a sheet for learners.
    has_manifest = any(path.endswith("imsmanifest.xml") for path in paths)
    has_sheet = any(path.lower().endswith(SHEET_ENDINGS) for path in filter(is_shown, paths))
    return read_packed_sheet if has_sheet and not has_manifest else read_package


def _is_sheet(text: str) -> bool:
    heading = next(iter(text.split("\n", 1)), "")
    separator = tables.detect_separator(heading, _SEPARATORS)
    try:
        cells = next(csv.reader([heading], delimiter=separator), [])
    except csv.Error:  # a line of other text, longer than any cell
        return False
    return {*REQUIRED} <= {*tables.name_columns(cells)}
