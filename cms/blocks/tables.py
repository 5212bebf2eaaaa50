"""Defines the block that holds a table, whose words are translated cell by cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block import blocks as table_block
from wagtail_localize.segments import StringSegmentValue

_CAPTION = "caption"
# More is read by nobody on a phone, and is a file to keep.
_MOST_ROWS, _MOST_COLUMNS = 100, 12


class TableBlock(table_block.TableBlock):
    """A table with a caption; its first row or column, or both, are headings."""

    def __init__(self, **kwargs: Any) -> None:
        # Handsontable has no Burmese, and says so in the console of each author.
        options = {"startRows": 3, "startCols": 2, "language": "en-US"}
        super().__init__(**{"table_options": options, **kwargs})

    def value_from_form(self, value: str) -> Any:
        # Upstream breaks on the empty field of a form that a script did not fill.
        return json.loads(value) if value else None

    def clean(self, value: Any) -> Any:
        if self.is_deferred_validation:
            return super().clean(value)  # a draft may be unfinished
        if not any(_list_cells(value)):
            raise ValidationError(_("The table is empty. Write into its cells."))
        if len(value["data"]) > _MOST_ROWS or len(value["data"][0]) > _MOST_COLUMNS:
            raise ValidationError(
                _("%(rows)s rows and %(columns)s columns are the most: offer it as a file."),
                params={"rows": _MOST_ROWS, "columns": _MOST_COLUMNS},
            )
        if not (value.get("table_caption") or "").strip():
            raise ValidationError(_("Say in the caption what the table shows."))
        return super().clean(value)

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """Return caption and cells for translators; equal cells once.

        A cell is named by its words: a row that is moved or put in between loses nothing.
        """
        texts = {_name_text(text): text for text in _list_cells(value)}
        caption = (value or {}).get("table_caption") or ""
        named = ({_CAPTION: caption} if caption else {}) | texts
        return [StringSegmentValue(name, text) for name, text in named.items()]

    def restore_translated_segments(
        self, value: Any, segments: Iterable[StringSegmentValue]
    ) -> dict[str, Any]:
        words = {segment.path: segment.render_text() for segment in segments}
        rows = [
            [words.get(_name_text(cell), cell) if cell else cell for cell in row]
            for row in value["data"]
        ]
        caption = words.get(_CAPTION, value.get("table_caption") or "")
        return value | {"data": rows, "table_caption": caption}

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


def _list_cells(value: Any) -> Iterator[str]:
    rows = (value or {}).get("data") or []
    yield from (cell for row in rows for cell in row if cell and cell.strip())


def _name_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
