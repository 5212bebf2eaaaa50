"""Writes questions in the formats of other systems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DisplayText, ItemDraft, Written
from courses.interchange.moodle import write_moodle_xml
from courses.interchange.plain import write_aiken, write_gift, write_sheet
from courses.interchange.qti import FIRST_PACKAGES, write_qti_package


@dataclass(frozen=True)
class FileFormat:
    """A format that is written: what its files are called, and how."""

    title: DisplayText
    ending: str
    content_type: str
    write: Callable[[Sequence[ItemDraft]], Written]


_ZIP = "application/zip"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, FileFormat] = {
    "gift": FileFormat("GIFT (Moodle)", "gift.txt", "text/plain; charset=utf-8", write_gift),
    "aiken": FileFormat("Aiken", "aiken.txt", "text/plain; charset=utf-8", write_aiken),
    "moodle": FileFormat("Moodle XML", "xml", "application/xml", write_moodle_xml),
    "xlsx": FileFormat(_("Excel sheet"), "xlsx", _XLSX, partial(write_sheet, suffix="xlsx")),
    "csv": FileFormat(
        _("CSV sheet"), "csv", "text/csv; charset=utf-8", partial(write_sheet, suffix="csv")
    ),
    "qti12": FileFormat("QTI 1.2", "zip", _ZIP, FIRST_PACKAGES["qti12"]),
    "qti21": FileFormat("QTI 2.1", "zip", _ZIP, write_qti_package),
    "qti22": FileFormat("QTI 2.2", "zip", _ZIP, partial(write_qti_package, version="2.2")),
    "qti30": FileFormat("QTI 3.0", "zip", _ZIP, partial(write_qti_package, version="3.0")),
    "cc11": FileFormat("Common Cartridge 1.1", "imscc", _ZIP, FIRST_PACKAGES["cc11"]),
    "cc13": FileFormat("Common Cartridge 1.3", "imscc", _ZIP, FIRST_PACKAGES["cc13"]),
}
