"""Reads what an author wrote of a question as content, answer key and places, kind by kind."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override

from cms.questions.rubrics import USUAL, build_preset
from cms.rendering import render_rich_text
from courses.items.kinds.essay import USUAL_LIMIT
from courses.models import ItemVersion
from people.text.spelling import fold, to_ascii_digits

if TYPE_CHECKING:
    from cms.models.banks import BankItem

Kind = ItemVersion.Kind
_MARK = re.compile(r"\[\[\s*(\d+)\s*\]\]")  # digits of any script


@dataclass
class WrittenParts:
    """Holds what stands beside the stem: words of one language, and the key."""

    words: dict[str, Any] = field(default_factory=dict)
    answer_key: Any = None
    fixed_places: dict[str, int] = field(default_factory=dict)
    # The stream of each part that may have a picture or sound in the place of words.
    media: dict[str, Any] = field(default_factory=dict)

    def list_wordless(self) -> list[str]:
        """Return the ids of parts that say nothing and show nothing."""
        texts = {**self.words.get("options", {}), **self.words.get("targets", {})}
        return [one for one, stream in self.media.items() if not texts[one].strip() and not stream]

    def find_repeated(self) -> str:
        """Return the words that two options have in common, if nothing else tells them apart."""
        told: set[str] = set()
        for one, text in self.words.get("options", {}).items():
            words = text.strip()
            if not self.media.get(one) and words in told:
                return words
            told.add(words)
        return ""


def read_parts(item: BankItem) -> WrittenParts:
    """Return the parts of a question in its language; whether they fit is not asked."""
    parts = _READERS[item.kind](item)
    parts.words.setdefault("options", {})
    return parts


def list_block_types(kind: str) -> tuple[str, ...]:
    """Return the blocks that a question of the kind is written in."""
    return _BLOCKS[kind]


def _list_blocks(item: BankItem, name: str) -> list[Any]:
    blocks = [block for block in item.options if block.block_type == name]
    for block in blocks:
        # A block that code appends has none until it is saved, and none may share one.
        block.id = block.id or str(uuid.uuid4())
    return blocks


def _read_options(item: BankItem) -> WrittenParts:
    blocks = _list_blocks(item, "option")
    told = {one.id: str(one.value.get("feedback") or "") for one in blocks}
    words: dict[str, Any] = {"options": {one.id: str(one.value["text"]) for one in blocks}}
    if any(told.values()):
        shown = {one: format_html("<p>{}</p>", text) for one, text in told.items() if text}
        words["option_feedback"] = {one: str(html) for one, html in shown.items()}
    return WrittenParts(
        words,
        sorted(one.id for one in blocks if one.value["is_correct"]),
        {one.id: place for place, one in enumerate(blocks) if one.value.get("keeps_place")},
        {one.id: one.value["media"] for one in blocks},
    )


def _read_truth(item: BankItem) -> WrittenParts:
    # A question that is new in a form has no language yet.
    with override(item.locale.language_code if item.locale_id else get_language()):
        options = {"true": gettext("True"), "false": gettext("False")}
    truths = [bool(one.value["is_true"]) for one in _list_blocks(item, "truth")]
    return WrittenParts({"options": options}, ["true" if one else "false" for one in truths])


def _read_pairs(item: BankItem) -> WrittenParts:
    targets: dict[str, str] = {}
    options: dict[str, str] = {}
    pairs: dict[str, str] = {}
    shown: dict[str, Any] = {}
    known: dict[tuple[Any, ...], str] = {}
    lines = _list_blocks(item, "pair")
    for block in lines:
        right, stream = str(block.value["right"]), block.value["right_media"]
        # Two lines that belong to the same are offered it once.
        partner = known.setdefault(_identify(right, stream), _conceal_id(item, block.id))
        targets[block.id], pairs[block.id] = str(block.value["left"]), partner
        options.setdefault(partner, right)
        shown.setdefault(partner, stream)
    for block in _list_blocks(item, "spare"):
        text, stream = str(block.value["text"]), block.value["media"]
        if _identify(text, stream) not in known:
            one = _conceal_id(item, block.id)
            options[one], shown[one] = text, stream
    media = {one.id: one.value["media"] for one in lines} | shown
    return WrittenParts({"options": options, "targets": targets}, {"pairs": pairs}, media=media)


def _identify(text: str, stream: Any) -> tuple[Any, ...]:
    """Return what tells an answer from others: its words, and the file that it shows or plays."""
    files = ((one.block_type, getattr(one.value.chosen, "pk", None)) for one in stream)
    return fold(text), *files


def _conceal_id(item: BankItem, block_id: str) -> str:
    """Return the id of what belongs to a line, from which the line cannot be told.

    The key of the item never leaves the server, so nobody else can make it.
    """
    secret = f"{item.translation_key}/{block_id}"
    return hashlib.sha256(secret.encode()).hexdigest()[:20]


def _read_steps(item: BankItem) -> WrittenParts:
    blocks = _list_blocks(item, "step")
    options = {one.id: str(one.value["text"]) for one in blocks}
    media = {one.id: one.value["media"] for one in blocks}
    return WrittenParts({"options": options}, {"order": [*options]}, media=media)


def _read_categories(item: BankItem) -> WrittenParts:
    targets, options, pairs, media = {}, {}, {}, {}
    for block in _list_blocks(item, "category"):
        targets[block.id] = str(block.value["title"])
        for member in block.value["members"].bound_blocks:
            options[member.id], pairs[member.id] = str(member.value["text"]), block.id
            media[member.id] = member.value["media"]
    return WrittenParts({"options": options, "targets": targets}, {"pairs": pairs}, media=media)


def _read_number(item: BankItem) -> WrittenParts:
    units = {
        str(one.value["name"]).strip(): _write_plainly(one.value["factor"])
        for one in _list_blocks(item, "unit")
    }
    key: dict[str, Any] = {"value": "", "tolerance": "0", "units": units}
    for block in _list_blocks(item, "number"):
        key["value"] = _write_plainly(block.value["value"])
        key["tolerance"] = _write_plainly(block.value["tolerance"]) or "0"
    return WrittenParts({}, key)


def _write_plainly(number: str | None) -> str:
    return to_ascii_digits(number or "").strip()


def _read_accepted(item: BankItem) -> WrittenParts:
    accepted = [str(one.value["text"]) for one in _list_blocks(item, "accepted")]
    return WrittenParts({}, {"accepted": accepted})


def _read_gaps(item: BankItem) -> WrittenParts:
    options: dict[str, str] = {}
    gaps: dict[str, list[str]] = {}
    for block in _list_blocks(item, "gap"):
        accepted, wrong = (list(block.value[name].bound_blocks) for name in ("accepted", "wrong"))
        if wrong:
            options |= {f"{block.id}-{one.id}": str(one.value) for one in (*accepted, *wrong)}
            gaps[block.id] = sorted(f"{block.id}-{one.id}" for one in accepted)
        else:
            gaps[block.id] = [str(one.value) for one in accepted]
    words = {"options": options, "targets": dict.fromkeys(gaps, "")}
    return WrittenParts(words | {"passage": _place_marks(item, list(gaps))}, {"gaps": gaps})


def _read_segments(item: BankItem) -> WrittenParts:
    blocks = _list_blocks(item, "segment")
    options = {one.id: str(one.value["text"]) for one in blocks}
    words = {"options": options, "passage": _place_marks(item, list(options))}
    return WrittenParts(words, sorted(one.id for one in blocks if one.value["is_correct"]))


def _read_essay(item: BankItem) -> WrittenParts:
    language = item.locale.language_code if item.locale_id else get_language() or ""
    criteria = [_read_criterion(one, language) for one in _list_blocks(item, "criterion")]
    key: dict[str, Any] = {"rubric": criteria, "limit": USUAL_LIMIT, "is_shown": False, "note": {}}
    preset = USUAL
    for block in _list_blocks(item, "essay"):
        note = str(block.value.get("note") or "")
        key["limit"], key["is_shown"] = block.value["limit"], bool(block.value["is_shown"])
        key["note"] = {language: note} if note else {}
        preset = block.value.get("preset") or USUAL
    key["rubric"] = criteria or build_preset(preset, language)
    return WrittenParts({}, key)


def _read_criterion(block: Any, language: str) -> dict[str, Any]:
    levels = [
        {
            "id": f"{block.id}-{one.id}",
            "title": {language: str(one.value["title"])},
            "points": one.value["points"],
        }
        for one in block.value["levels"].bound_blocks
    ]
    points = max((one["points"] for one in levels), default=0)
    title = {language: str(block.value["title"])}
    return {"id": block.id, "title": title, "points": points, "levels": levels}


def _place_marks(item: BankItem, ids: list[str]) -> str:
    """Return the passage with the id of the block that each ``[[number]]`` stands for.

    Without a passage the blocks follow one another.
    """
    if not item.passage:
        return f"<p>{' '.join(f'[[{one}]]' for one in ids)}</p>"

    def replace(mark: re.Match[str]) -> str:
        place = int(mark[1])
        return f"[[{ids[place - 1]}]]" if 0 < place <= len(ids) else mark[0]

    return _MARK.sub(replace, render_rich_text(item.passage))


def merge_keys(kind: str, keys: list[Any]) -> Any:
    """Return the first key, which accepts what is typed in any language."""
    first, *others = keys
    if kind == Kind.SHORT_TEXT:
        return {"accepted": _merge(key["accepted"] for key in keys)}
    if kind == Kind.CLOZE:
        gaps = {
            gap: _merge([accepted, *(key["gaps"].get(gap, []) for key in others)])
            for gap, accepted in first["gaps"].items()
        }
        return {"gaps": gaps}
    if kind == Kind.ESSAY:
        return _merge_essays(first, others)
    return first


def _merge_essays(first: dict[str, Any], others: list[Any]) -> dict[str, Any]:
    """Return the first key with the words of all languages; points and limit are the first's."""
    named = {
        one["id"]: one["title"]
        for key in others
        for criterion in key["rubric"]
        for one in (criterion, *criterion["levels"])
    }

    def name(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "title": {**named.get(part["id"], {}), **part["title"]}}

    rubric = [
        {**name(one), "levels": [name(level) for level in one["levels"]]}
        for one in first["rubric"]
    ]
    note = {code: text for key in [*others, first] for code, text in key["note"].items()}
    return {**first, "rubric": rubric, "note": note}


def _merge(lists: Any) -> list[str]:
    return list(dict.fromkeys(one for texts in lists for one in texts))


def list_foreign_parts(item: BankItem) -> list[str]:
    """Return the labels of blocks that belong to another kind."""
    known = list_block_types(item.kind)
    labels = {block.block_type: str(block.block.label) for block in item.options}
    return [label for name, label in labels.items() if name not in known]


_READERS: dict[str, Callable[[BankItem], WrittenParts]] = {
    Kind.SINGLE: _read_options,
    Kind.MULTIPLE: _read_options,
    Kind.TRUE_FALSE: _read_truth,
    Kind.MATCHING: _read_pairs,
    Kind.ORDERING: _read_steps,
    Kind.CATEGORISE: _read_categories,
    Kind.NUMERIC: _read_number,
    Kind.SHORT_TEXT: _read_accepted,
    Kind.CLOZE: _read_gaps,
    Kind.SELECT_TEXT: _read_segments,
    Kind.ESSAY: _read_essay,
}
_BLOCKS: dict[str, tuple[str, ...]] = {
    Kind.SINGLE: ("option",),
    Kind.MULTIPLE: ("option",),
    Kind.TRUE_FALSE: ("truth",),
    Kind.MATCHING: ("pair", "spare"),
    Kind.ORDERING: ("step",),
    Kind.CATEGORISE: ("category",),
    Kind.NUMERIC: ("number", "unit"),
    Kind.SHORT_TEXT: ("accepted",),
    Kind.CLOZE: ("gap",),
    Kind.SELECT_TEXT: ("segment",),
    Kind.ESSAY: ("essay", "criterion"),
}
