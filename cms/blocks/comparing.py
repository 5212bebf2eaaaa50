"""Writes blocks for those who compare two versions of a page: in words, and line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import BlockComparison, diff_text
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.utils.text import text_from_html

_END_OF_LINE = re.compile(r"</(?:p|h\d|li)>|<br ?/?>")
# Upstream compares the words of these as they stand, and goes into those that hold others.
_COMPARED_UPSTREAM = (blocks.CharBlock, blocks.TextBlock)
_HOLDERS = (blocks.StructBlock, blocks.StreamBlock, blocks.ListBlock)


def compare_in_words(body: blocks.StreamBlock) -> None:
    """Let all that the body is written in be compared as readers of it would name it."""
    for block in _list_inner(body):
        if not isinstance(block, (*_COMPARED_UPSTREAM, *_HOLDERS)):
            # On each block: of classes of our own, migrations would write down the names.
            block.get_comparison_class = _find_comparison


def _list_inner(block: Any) -> Iterator[Any]:
    below = getattr(block, "child_blocks", {}).values()
    for one in (*below, *filter(None, [getattr(block, "child_block", None)])):
        yield one
        yield from _list_inner(one)


def _find_comparison() -> type[BlockComparison]:
    return _WordsComparison


class _WordsComparison(BlockComparison):
    """Compares what a block says; upstream shows how it is stored, or runs lines together."""

    def htmlvalue(self, val: Any) -> SafeString:
        return _break_lines(escape(self._read(val)))

    def htmldiff(self) -> SafeString:
        return _break_lines(diff_text(self._read(self.val_a), self._read(self.val_b)).to_html())

    def _read(self, value: Any) -> str:
        for kind, read in _READERS.items():
            if isinstance(self.block, kind):
                return read(self.block, value)
        if value is None:
            return ""
        html = _END_OF_LINE.sub(r"\g<0>\n", str(self.block.render_basic(value)))
        return str(text_from_html(html))


def _break_lines(html: str) -> SafeString:
    return mark_safe(html.replace("\n", "<br>"))  # noqa: S308 - escaped by who hands it in


def _read_table(block: Any, value: Any) -> str:
    rows = (value or {}).get("data") or []
    lines = [" | ".join(cell or "" for cell in row) for row in rows]
    return "\n".join(filter(None, [(value or {}).get("table_caption"), *lines]))


def _read_choice(block: Any, value: Any) -> str:
    names = {str(key): str(name) for key, name in block.field.choices}
    return names.get(str(value), str(value or ""))


def _read_boolean(block: Any, value: Any) -> str:
    return _("Yes") if value else _("No")


_READERS: dict[type[blocks.Block], Callable[[Any, Any], str]] = {
    TableBlock: _read_table,
    blocks.ChoiceBlock: _read_choice,
    blocks.BooleanBlock: _read_boolean,
}
