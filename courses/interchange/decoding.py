"""Decodes files of questions, and brings text in Zawgyi into Unicode before it is cleaned."""

from __future__ import annotations

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DisplayText, Reading, Unfit
from people.imports import UnreadableFile
from people.imports.decoding import decode_table
from people.text import detect_zawgyi
from people.text.formatting import lazy_digits

_BURMESE = re.compile(r"[\u1000-\u109f]")
_RUN = re.compile(r"[^<>\n]*[\u1000-\u109f][^<>\n]*")
_ALL_SHOWN = 20_000  # letters by which a file is judged as a whole


def decode_text(content: bytes) -> str:
    """Return UTF-8 or UTF-16 as text with plain line ends. Raise `Unfit`."""
    try:
        text = decode_table(content)
    except UnreadableFile as error:
        reason = _("It is not in UTF-8, so letters would be lost. Save it as UTF-8.")
        raise Unfit(reason) from error
    if "\0" in text:
        raise Unfit(_("It is not a file of text."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def convert_zawgyi(text: str, reading: Reading) -> str:
    """Return the text in Unicode, and note in the reading that it was not.

    A few letters tell nothing: where all together are surely Zawgyi, each is.
    """
    if not _BURMESE.search(text):
        return text
    runs = _RUN.findall(text)
    if detect_zawgyi(" ".join(runs)[:_ALL_SHOWN]).is_sure:
        converted = detect_zawgyi(text).unicode
    else:
        converted = _RUN.sub(lambda run: _convert_run(run[0]), text)
    if converted != text:
        reading.note(
            _("The file"), _("It was in Zawgyi and is converted: read the words through.")
        )
    return converted


def _convert_run(run: str) -> str:
    found = detect_zawgyi(run)
    return found.unicode if found.is_sure else run


def name_line(number: int) -> DisplayText:
    """Return the words for a line of a file."""
    return format_lazy(_("Line {line}"), line=lazy_digits(number))


def name_question(number: int, name: str = "") -> DisplayText:
    """Return the words for a question of a file: by number, and by what the file calls it."""
    if not name:
        return format_lazy(_("Question {number}"), number=lazy_digits(number))
    return format_lazy(_("Question {number}: {name}"), number=lazy_digits(number), name=name)
