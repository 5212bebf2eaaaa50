"""Hands out lists as CSV and XLSX, as spreadsheets read them, without formulas of strangers."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

__all__ = ["BOM", "Echo", "SafeExport", "plain"]

BOM = b"\xef\xbb\xbf"
STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def plain(text: str) -> str:
    """The text without control characters; before what would be computed, an apostrophe."""
    kept = "".join(letter for letter in text if letter.isprintable() or letter in "\n\u200b")
    return f"'{kept}" if kept.startswith(STARTS_A_FORMULA) else kept


class SafeExport(SpreadsheetExportMixin):
    """``list_export`` names what is exported; Burmese survives in Excel."""

    custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: dict.fromkeys(SpreadsheetExportMixin.FORMATS, plain),
    }

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BOM
        yield from super().stream_csv(queryset)
