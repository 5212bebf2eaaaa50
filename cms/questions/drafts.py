"""Turns questions of files into questions of banks and back; nothing is saved here."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from cms.blocks import SHORT_TEXT
from cms.models.banks import BankItem, render_item
from cms.questions.facts import split_tags
from cms.questions.parts import Kind, read_parts
from cms.questions.rubrics import USUAL
from cms.rich_text.readable import make_readable
from courses.interchange import ItemDraft
from courses.items.kinds import list_gap_options
from courses.items.kinds.essay import USUAL_LIMIT, RubricCriterion, read_task
from courses.items.media import STEM
from people.text.languages import in_language

_Block = dict[str, Any]
Stored = Mapping[str, list[_Block]]  # the block of the picture or sound of a part
_WHOLE_POINTS = 10  # as `courses.interchange` gives a text that is marked as a whole
_TOKEN = re.compile(r"\[\[([A-Za-z0-9-]+)\]\]")


def build_item(draft: ItemDraft, stored: Stored | None = None) -> BankItem:
    """Return an unsaved question with the words and the key of the draft; its ids are new.

    ``stored`` are the pictures and sounds of the draft, which is without them else. It belongs to
    no bank and no language yet, and has no skill: of the draft only the code is known. The caller
    has checked the draft by `validate_question`; how long a text may be, `full_clean` says.
    """
    media: Stored = defaultdict(list, stored or {})
    blocks = _BUILDERS[draft.kind](draft, media)
    return BankItem(
        kind=draft.kind,
        stem=_write_text(draft.stem),
        media=media[STEM],
        passage=_write_text(_number_marks(draft)),
        options=[{"id": str(uuid.uuid4()), **block} for block in blocks],
        feedback=_write_text(draft.feedback),
        hint=_write_text(draft.hint),
        tags=", ".join(draft.tags),
        level=draft.facts.level,
        difficulty=draft.facts.difficulty,
        note=draft.facts.note,
    )


def _write_text(html: str) -> str:
    # Of a file: with a line break as HTML writes it, the question would open in no editor.
    return make_readable(html, tuple(SHORT_TEXT))


def read_item(item: BankItem) -> dict[str, Any]:
    """Return the fields of the draft that the question is: words of its language, and its key.

    What reads files adds its pictures and sounds (`cms.question_files.storing`), and what takes
    questions along what is known of them.
    """
    words, parts = render_item(item), read_parts(item)
    names = ("stem", "passage", "feedback", "hint")
    return {
        "kind": item.kind,
        "language": item.locale.language_code,
        **{name: str(words.get(name, "")) for name in names},
        "options": dict(words["options"]),
        "targets": dict(words.get("targets", {})),
        "option_feedback": dict(words.get("option_feedback", {})),
        "answer_key": parts.answer_key,
        "tags": tuple(split_tags(item.tags)),
    }


def _block(name: str, /, **value: Any) -> _Block:
    return {"type": name, "value": value}


def _build_list(values: Iterable[Any]) -> list[_Block]:
    return [{"type": "item", "id": str(uuid.uuid4()), "value": one} for one in values]


def _build_options(draft: ItemDraft, media: Stored) -> list[_Block]:
    told = {one: unescape(strip_tags(html)).strip() for one, html in draft.option_feedback.items()}
    return [
        _block(
            "option",
            text=text,
            media=media[one],
            is_correct=one in draft.answer_key,
            keeps_place=False,
            feedback=told.get(one, ""),
        )
        for one, text in draft.options.items()
    ]


def _build_truth(draft: ItemDraft, _media: Stored) -> list[_Block]:
    return [_block("truth", is_true="true" in draft.answer_key)]


def _build_pairs(draft: ItemDraft, media: Stored) -> list[_Block]:
    pairs, right = draft.answer_key["pairs"], draft.options
    spare = [one for one in right if one not in pairs.values()]
    return [
        *(
            _block(
                "pair",
                left=text,
                media=media[target],
                right=right[pairs[target]],
                right_media=media[pairs[target]],
            )
            for target, text in draft.targets.items()
        ),
        *(_block("spare", text=right[one], media=media[one]) for one in spare),
    ]


def _build_steps(draft: ItemDraft, media: Stored) -> list[_Block]:
    order = draft.answer_key["order"]
    return [_block("step", text=draft.options[one], media=media[one]) for one in order]


def _build_categories(draft: ItemDraft, media: Stored) -> list[_Block]:
    pairs = draft.answer_key["pairs"]
    return [
        _block(
            "category",
            title=title,
            members=_build_list(
                {"text": text, "media": media[one]}
                for one, text in draft.options.items()
                if pairs[one] == target
            ),
        )
        for target, title in draft.targets.items()
    ]


def _build_number(draft: ItemDraft, _media: Stored) -> list[_Block]:
    key = draft.answer_key
    units = key.get("units", {})
    return [
        _block("number", value=key["value"], tolerance=key.get("tolerance", "0")),
        *(_block("unit", name=name, factor=factor) for name, factor in units.items()),
    ]


def _build_accepted(draft: ItemDraft, _media: Stored) -> list[_Block]:
    return [_block("accepted", text=one) for one in draft.answer_key["accepted"]]


def _build_gaps(draft: ItemDraft, _media: Stored) -> list[_Block]:
    """Return a block a gap, in the order of the passage; a word bank is repeated in each."""
    words = {"targets": draft.targets, "options": draft.options}
    blocks = []
    for gap in _TOKEN.findall(draft.passage):
        accepted, offered = draft.answer_key["gaps"][gap], list_gap_options(words, gap)
        wrong = [draft.options[one] for one in offered if one not in accepted]
        right = [draft.options[one] if offered else one for one in accepted]
        blocks.append(_block("gap", accepted=_build_list(right), wrong=_build_list(wrong)))
    return blocks


def _build_segments(draft: ItemDraft, _media: Stored) -> list[_Block]:
    return [
        _block("segment", text=draft.options[one], is_correct=one in draft.answer_key)
        for one in _TOKEN.findall(draft.passage)
    ]


def _build_essay(draft: ItemDraft, _media: Stored) -> list[_Block]:
    key = draft.answer_key
    rules = {"limit": key.get("limit", USUAL_LIMIT), "is_shown": bool(key.get("is_shown"))}
    note = in_language(key.get("note", {}), draft.language)
    # Of a file that brings no rubric the text is marked by one to start with.
    criteria = [] if _is_whole(key["rubric"]) else read_task(key, draft.language).rubric
    return [
        _block("essay", **rules, preset=USUAL, note=note),
        *(_block("criterion", title=one.title, levels=_build_levels(one)) for one in criteria),
    ]


def _is_whole(rubric: list[dict[str, Any]]) -> bool:
    """Return whether it is what readers of files make of a text without criteria."""
    return (
        len(rubric) == 1 and not rubric[0].get("levels") and rubric[0]["points"] == _WHOLE_POINTS
    )


def _build_levels(criterion: RubricCriterion) -> list[_Block]:
    """Return the levels; one that a file leaves without words is called by its points."""
    return [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {"title": one.title or str(one.points), "points": one.points},
        }
        for one in criterion.levels
    ]


def _number_marks(draft: ItemDraft) -> str:
    """Return the passage with each id as the place of its block, as an author writes it."""
    places = {one: n for n, one in enumerate(_TOKEN.findall(draft.passage), start=1)}
    return _TOKEN.sub(lambda mark: f"[[{places[mark[1]]}]]", draft.passage)


_BUILDERS: dict[str, Callable[[ItemDraft, Stored], list[_Block]]] = {
    Kind.SINGLE: _build_options,
    Kind.MULTIPLE: _build_options,
    Kind.TRUE_FALSE: _build_truth,
    Kind.MATCHING: _build_pairs,
    Kind.ORDERING: _build_steps,
    Kind.CATEGORISE: _build_categories,
    Kind.NUMERIC: _build_number,
    Kind.SHORT_TEXT: _build_accepted,
    Kind.CLOZE: _build_gaps,
    Kind.SELECT_TEXT: _build_segments,
    Kind.ESSAY: _build_essay,
}
