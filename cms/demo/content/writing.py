"""Turns the blocks of a demo lesson into what a StreamField holds, in one language."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

from cms.demo.content.nested import NESTED_KINDS, write_nested

_PROSE_KINDS = {"p", "h", "list", "steps"}
_LIST_TAGS = {"list": "ul", "steps": "ol"}
# Keys of the demo must be the same on every machine, so that it may be loaded again.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pyinnya.example/demo")
Block = dict[str, Any]


def stable_key(*path: object) -> uuid.UUID:
    """Return the same identity on every machine, made from the place in the files."""
    return uuid.uuid5(_NAMESPACE, "/".join(str(step) for step in path))


def write_body(
    blocks: list[Block], language: str, *, path: str, media: Mapping[str, int]
) -> list[Block]:
    """Return the blocks of a lesson; neighbouring prose becomes one rich text.

    ``media`` gives the ids of pictures, documents and packages by file.
    """
    written = [
        {"type": "text", "value": "".join(_write_prose(block, language) for block in run)}
        if is_prose
        else {
            "type": _block_kind(block),
            "value": _write_struct(block, language, media, path=f"{path}/{place}"),
        }
        for place, (is_prose, group) in enumerate(
            groupby(blocks, key=lambda block: not _PROSE_KINDS.isdisjoint(block))
        )
        for run in ([list(group)] if is_prose else [[one] for one in group])
        for block in run[:1]
    ]
    return [block | {"id": str(stable_key(path, number))} for number, block in enumerate(written)]


def _write_prose(block: Block, language: str) -> str:
    kind, value = next(iter(block.items()))
    if kind in _LIST_TAGS:
        items = "".join(f"<li>{escape_words(item, language)}</li>" for item in value)
        return f"<{_LIST_TAGS[kind]}>{items}</{_LIST_TAGS[kind]}>"
    tag = "h2" if kind == "h" else "p"
    return f"<{tag}>{escape_words(value, language)}</{tag}>"


def _block_kind(block: Block) -> str:
    kind = next(iter(block))
    return "self_check" if kind == "check" else kind


def _write_struct(
    block: Block, language: str, media: Mapping[str, int], *, path: str
) -> dict[str, Any]:
    kind, value = next(iter(block.items()))
    if kind in NESTED_KINDS:
        # By the place in its run and by its kind: two of a kind side by side are not in the demo.
        return write_nested(kind, value, language, lambda item: str(stable_key(path, kind, item)))
    if kind == "check":
        return {
            part: f"<p>{escape_words(value[part], language)}</p>"
            for part in ("question", "answer")
        }
    if kind == "callout":
        text = f"<p>{escape_words(value['text'], language)}</p>"
        return {"tone": value["tone"], "title": value["title"][language], "text": text}
    if kind == "image":
        words = {part: value[part][language] for part in ("alt", "caption")}
        return {"image": media[value["file"]], **words}
    return {"title": value["title"][language], **_write_block_file(kind, value, language, media)}


def _write_block_file(
    kind: str, value: dict[str, Any], language: str, media: Mapping[str, int]
) -> dict[str, Any]:
    if kind == "download":
        return {"document": media[value["file"]]}
    if kind == "package":
        words = f"<p>{escape_words(value['words'], language)}</p>"
        return {"package": media[value["file"]], "words": words}
    transcript = f"<p>{escape_words(value['transcript'], language)}</p>"
    written = {kind: media[value["file"]], "transcript": transcript}
    if kind == "video":
        written["captions"] = media[value["captions"][language]]
    return written


def escape_words(words: Mapping[str, str], language: str) -> str:
    # Quotes stay as they are: the text stands between tags, never in an attribute.
    return escape(words[language], quote=False)


def write_picture(
    words: dict[str, Any], language: str, *, path: str, drawings: Mapping[str, int]
) -> list[Block]:
    """Return the block of what is drawn for a part of a question; nothing where nothing is."""
    if "drawing" not in words:
        return []
    value = {"image": drawings[words["drawing"]], "alt": words[language]}
    return [{"type": "picture", "id": str(stable_key(path, "picture")), "value": value}]


def write_options(
    options: list[dict[str, Any]], language: str, *, path: str, drawings: Mapping[str, int]
) -> list[Block]:
    """Return the answers: one that is drawn has its words with the picture."""
    return [
        {
            "type": "option",
            "id": str(stable_key(path, number)),
            "value": {
                "text": "" if "drawing" in option else option[language],
                "media": write_picture(
                    option, language, path=f"{path}/{number}", drawings=drawings
                ),
                "is_correct": option.get("right", False),
                "keeps_place": option.get("keeps_place", False),
            },
        }
        for number, option in enumerate(options)
    ]


def write_parts(
    parts: list[dict[str, Any]], language: str, *, path: str, drawings: Mapping[str, int]
) -> list[Block]:
    """Return the blocks of a question of any kind, each with an id that languages share."""
    return [
        {
            "type": name,
            "id": str(stable_key(path, number)),
            "value": _write_value(value, language, path=f"{path}/{number}", drawings=drawings),
        }
        for number, (name, value) in enumerate(next(iter(part.items())) for part in parts)
    ]


def _write_value(
    value: dict[str, Any], language: str, *, path: str, drawings: Mapping[str, int]
) -> dict[str, Any]:
    """Return the parts of a block; what belongs to a line may be drawn."""
    written = {
        part: _write_part(words, language, path=f"{path}/{part}") for part, words in value.items()
    }
    for member in written.get("members", []):
        member["value"] = {"text": member["value"], "media": []}
    right = value.get("right", {})
    if "drawing" in right:
        shown = write_picture(right, language, path=f"{path}/right", drawings=drawings)
        written |= {"right": "", "right_media": shown}
    return written


def _write_part(words: Any, language: str, *, path: str) -> Any:
    if isinstance(words, list):
        ids = [str(stable_key(path, number)) for number in range(len(words))]
        return [
            {"type": "item", "id": one, "value": _write_part(text, language, path=path)}
            for one, text in zip(ids, words, strict=True)
        ]
    if not isinstance(words, dict):
        return words
    if language in words:
        return words[language]
    # A level of a rubric has words and points.
    return {name: _write_part(part, language, path=path) for name, part in words.items()}
