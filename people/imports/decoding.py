"""Decodes uploaded text: Unicode only, or any encoding that spreadsheets write."""

import codecs

from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue
from people.imports.report import Problem, UnreadableFile

# Excel reads a CSV file as UTF-8 only behind this mark.
UTF8_BOM = codecs.BOM_UTF8.decode()
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_table(content: bytes) -> str:
    """Return UTF-8 or UTF-16 without its mark. Raise `UnreadableFile` with the wrong line."""
    encoding = _guess_encodings(content)[0]
    try:
        if encoding.startswith("utf-16"):
            return content.decode(encoding)
        return content.decode().removeprefix(UTF8_BOM)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _(
            "The file is not in UTF-8: letters would be lost. Send the workbook itself (.xlsx), or"
            " save it as “CSV UTF-8 (Comma delimited)” and send that."
        )
        raise UnreadableFile([Problem(line, "", message)]) from error


def decode_any(content: bytes) -> str:
    """Return text in UTF-8, UTF-16 or Windows-1252. Raise `InvalidValue` for other content."""
    for encoding in _guess_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Windows-1252 decodes almost anything: a NUL says that it was no text.
        if "\0" not in text:
            return text
    raise InvalidValue(_("The file is not a list in text. Save it as “CSV UTF-8” and try again."))


def _guess_encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if content.startswith(_UTF16_BOMS):
        return ("utf-16",)
    # UTF-16 without a mark: one of the two bytes of each ASCII letter is zero.
    if b"\0" in content[:4]:
        return ("utf-16-le",) if content[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8", "cp1252")
