"""Turns the blocks of a demo lesson into what a StreamField holds, in one language."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

PROSE = {"p", "h", "list", "steps"}
LISTS = {"list": "ul", "steps": "ol"}
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pyinnya.example/demo")
Block = dict[str, Any]


def key_of(*path: object) -> uuid.UUID:
    """The same identity on every machine, from the place in the files."""
    return uuid.uuid5(NAMESPACE, "/".join(str(step) for step in path))


def write_body(
    blocks: list[Block], language: str, *, path: str, media: Mapping[str, int]
) -> list[Block]:
    """Blocks of a lesson; neighbouring prose becomes one rich text. ``media``: ids by file."""
    written = [
        {"type": "text", "value": "".join(write_prose(block, language) for block in run)}
        if is_prose
        else {"type": kind_of(block), "value": write_struct(block, language, media)}
        for is_prose, group in groupby(blocks, key=lambda block: not PROSE.isdisjoint(block))
        for run in ([list(group)] if is_prose else [[one] for one in group])
        for block in run[:1]
    ]
    return [block | {"id": str(key_of(path, number))} for number, block in enumerate(written)]


def write_prose(block: Block, language: str) -> str:
    kind, value = next(iter(block.items()))
    if kind in LISTS:
        items = "".join(f"<li>{html(item, language)}</li>" for item in value)
        return f"<{LISTS[kind]}>{items}</{LISTS[kind]}>"
    tag = "h2" if kind == "h" else "p"
    return f"<{tag}>{html(value, language)}</{tag}>"


def kind_of(block: Block) -> str:
    kind = next(iter(block))
    return "self_check" if kind == "check" else kind


def write_struct(block: Block, language: str, media: Mapping[str, int]) -> dict[str, Any]:
    kind, value = next(iter(block.items()))
    if kind == "check":
        return {part: f"<p>{html(value[part], language)}</p>" for part in ("question", "answer")}
    if kind == "callout":
        text = f"<p>{html(value['text'], language)}</p>"
        return {"tone": value["tone"], "title": value["title"][language], "text": text}
    if kind == "image":
        words = {part: value[part][language] for part in ("alt", "caption")}
        return {"image": media[value["file"]], **words}
    return {"title": value["title"][language], "document": media[value["file"]]}


def html(words: Mapping[str, str], language: str) -> str:
    return escape(words[language], quote=False)


def write_options(options: list[dict[str, Any]], language: str, *, path: str) -> list[Block]:
    return [
        {
            "type": "option",
            "id": str(key_of(path, number)),
            "value": {"text": option[language], "is_correct": option.get("right", False)},
        }
        for number, option in enumerate(options)
    ]
