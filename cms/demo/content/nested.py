"""Writes the blocks of a demo lesson that hold lists and tables, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from courses.models import GlossaryTerm

NESTED_KINDS = {
    *("table", "quotation", "accordion", "code", "reflection", "worked_example", "terms"),
    "page_break",
}
_RICH_PARTS = {"text", "question", "task", "steps"}
_EMPTY_PARTS = {"quotation": {"url": ""}}


def write_nested(
    kind: str, value: Any, language: str, name_item: Callable[[object], str]
) -> dict[str, Any]:
    """Return the value of the block; ``name_item`` gives the id of an item by its place."""
    if kind == "table":
        return _write_table(value, language)
    if kind == "terms":
        items = [_keep_term(**term) for term in value]
        return {"terms": _name_items(items, "terms", name_item)}
    parts = {part: _write_words(part, words, language, name_item) for part, words in value.items()}
    return _EMPTY_PARTS.get(kind, {}) | parts


def _write_words(part: str, words: Any, language: str, name_item: Callable[[object], str]) -> Any:
    if isinstance(words, list):
        items = [
            {name: _write_words(name, text, language, name_item) for name, text in one.items()}
            if language not in one
            else _write_text(part, one[language])
            for one in words
        ]
        return _name_items(items, part, name_item)
    return _write_text(part, words[language] if isinstance(words, Mapping) else words)


def _write_text(part: str, text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if part in _RICH_PARTS else text


def _name_items(
    items: list[Any], part: str, name_item: Callable[[object], str]
) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": name_item(f"{part}/{number}"), "value": item}
        for number, item in enumerate(items)
    ]


def _write_table(value: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "data": [[cell[language] for cell in row] for row in value["rows"]],
        "table_header_choice": "both",
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": value["caption"][language],
    }


def _keep_term(name: dict[str, str], meaning: dict[str, str]) -> int:
    """Return the term of the glossary, which both languages of the lesson name."""
    term, _is_new = GlossaryTerm.objects.get_or_create(
        names__en=name["en"], defaults={"names": name, "meanings": meaning}
    )
    return term.pk
