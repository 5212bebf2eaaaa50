"""Writes questions as a sheet, CSV or XLSX: a row each, as `sheet` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftFacts, ItemDraft, Unfit, Written
from courses.interchange.losses import Capacity, write_parts
from courses.interchange.markup import looks_like_html, text_to_html
from courses.interchange.plain.columns import (
    COLUMNS,
    FACTS,
    GAPS,
    MARKER_NOTE,
    MATCHES,
    MEDIA_COLUMNS,
    MOST_PARTS,
    OPTIONS,
    RIGHT_MARK,
    SEPARATOR,
    TOLD,
    WRONG_MARK,
)
from courses.interchange.plain.pictures import PictureNames
from courses.interchange.plain.sheet import KINDS
from courses.interchange.shapes import find_marker_note
from people.files import Sheet, write_tables

_HELD = {
    "feedback",
    "hint",
    "option_feedback",
    "tags",
    "units",
    "rubric",
    "marker_note",
    "facts",
    "note",
    "media",
}
_PICTURED = {"single": "o", "multiple": "o", "ordering": "o", "categorise": "o", "matching": "ot"}
_PLAIN = re.compile(r"<p>([^<>]*)</p>")


def write_sheet(drafts: Iterable[ItemDraft], suffix: str = "xlsx") -> Written:
    """Return the questions as a sheet with their columns in its first line, and its pictures."""
    rows: list[dict[str, str]] = []
    pictures = PictureNames()

    def write(draft: ItemDraft, number: int) -> str:
        rows.append(_write_row(draft) | pictures.name_media(draft, number))
        return ""

    capacity = Capacity(suffix.upper(), KINDS, _HELD, _PICTURED)
    _parts, written = write_parts(drafts, capacity, write)
    # Those of pictures only as far as there are some: without any nobody has to look past them.
    used = {column for row in rows for column in row}
    columns = [*COLUMNS, *(column for column in MEDIA_COLUMNS if column in used)]
    lines = [[row.get(column, "") for column in columns] for row in rows]
    written.content = write_tables(Sheet("questions", columns, lines), suffix=suffix)
    written.files = pictures.files
    return written


def _write_row(draft: ItemDraft) -> dict[str, str]:
    cells = {
        "kind": draft.kind,
        "name": draft.source_name,
        "language": draft.language,
        "question": _write_html(draft.stem),
        "feedback": _write_html(draft.feedback),
        "hint": _write_html(draft.hint),
        "tags": _join(draft.tags),
        **_write_facts(draft.facts),
        **_place(TOLD, [_write_html(draft.option_feedback.get(one, "")) for one in draft.options]),
    }
    return {**cells, **_WRITERS[draft.kind](draft)}


def _write_facts(facts: DraftFacts) -> dict[str, str]:
    level = str(facts.level or "")
    return dict(zip(FACTS, (facts.skill, level, facts.difficulty, facts.note), strict=True))


def _write_choice(draft: ItemDraft) -> dict[str, str]:
    right = (str(n) for n, one in enumerate(draft.options, start=1) if one in draft.answer_key)
    return {"right": "; ".join(right), **_place(OPTIONS, draft.options.values())}


def _write_true_false(draft: ItemDraft) -> dict[str, str]:
    return {"right": draft.answer_key[0]}


def _write_matching(draft: ItemDraft) -> dict[str, str]:
    pairs = draft.answer_key["pairs"]
    lines = [(draft.options[right], draft.targets[left]) for left, right in pairs.items()]
    used = {*pairs.values()}
    lines += [(text, "") for name, text in draft.options.items() if name not in used]
    return _place(OPTIONS, [one for one, _to in lines]) | _place(
        MATCHES, [to for _one, to in lines]
    )


def _write_categories(draft: ItemDraft) -> dict[str, str]:
    pairs = draft.answer_key["pairs"]
    named = [draft.targets[pairs[name]] for name in draft.options]
    return {
        "right": _join(draft.targets.values()),
        **_place(OPTIONS, draft.options.values()),
        **_place(MATCHES, named),
    }


def _write_order(draft: ItemDraft) -> dict[str, str]:
    return _place(OPTIONS, [draft.options[name] for name in draft.answer_key["order"]])


def _write_number(draft: ItemDraft) -> dict[str, str]:
    key = draft.answer_key
    units = _join(f"{unit}={factor}" for unit, factor in key["units"].items())
    return {"right": key["value"], "tolerance": key["tolerance"], "units": units}


def _write_short_text(draft: ItemDraft) -> dict[str, str]:
    return _place(OPTIONS, draft.answer_key["accepted"])


def _write_cloze(draft: ItemDraft) -> dict[str, str]:
    gaps = draft.answer_key["gaps"]
    shared = [text for name, text in draft.options.items() if name.startswith("o")]
    words = [_join(_list_gap_words(draft, gap, accepted)) for gap, accepted in gaps.items()]
    passage = re.sub(r"\[\[t(\d+)\]\]", r"[[\1]]", draft.passage)
    return {"passage": passage, **_place(GAPS, words), **_place(OPTIONS, shared)}


def _list_gap_words(draft: ItemDraft, gap: str, accepted: list[str]) -> Iterator[str]:
    own = [name for name in draft.options if name.startswith(f"{gap}-")]
    if own and set(own) == set(accepted):
        raise Unfit(_("A sheet has no way to write the signs in its answers."))
    for name in own or accepted:
        word = draft.options.get(name, name)
        if word.startswith(WRONG_MARK):
            raise Unfit(_("A sheet has no way to write the signs in its answers."))
        yield word if name in accepted else f"{WRONG_MARK}{word}"


def _write_select_text(draft: ItemDraft) -> dict[str, str]:
    passage = draft.passage
    for name, text in draft.options.items():
        if re.search(r"\[\[|\]\]|^\*", text):
            raise Unfit(_("A sheet has no way to write the signs in its answers."))
        mark = RIGHT_MARK if name in draft.answer_key else ""
        passage = passage.replace(f"[[{name}]]", f"[[{mark}{escape(text)}]]")
    return {"passage": passage}


def _write_essay(draft: ItemDraft) -> dict[str, str]:
    rubric = draft.answer_key["rubric"]
    titles = [one["title"].get(draft.language, "") for one in rubric]
    points = _place(MATCHES, [str(one["points"]) for one in rubric])
    return {**_place(OPTIONS, titles), **points, MARKER_NOTE: find_marker_note(draft)}


def _place(columns: list[str], texts: Iterable[str]) -> dict[str, str]:
    listed = list(texts)
    if len(listed) > MOST_PARTS:
        raise Unfit(_("It has more parts than a sheet has columns."))
    return dict(zip(columns, listed, strict=False))


def _join(words: Iterable[str]) -> str:
    listed = list(words)
    if any("|" in word for word in listed):
        raise Unfit(_("A sheet has no way to write the signs in its answers."))
    return SEPARATOR.join(listed)


def _write_html(html: str) -> str:
    """Return what a person would type where that is read as the same HTML, else the HTML."""
    plain = _PLAIN.fullmatch(html)
    text = unescape(plain[1]) if plain else ""
    return text if text and not looks_like_html(text) and text_to_html(text) == html else html


_WRITERS: Mapping[str, Callable[[ItemDraft], dict[str, str]]] = {
    "single": _write_choice,
    "multiple": _write_choice,
    "true_false": _write_true_false,
    "matching": _write_matching,
    "ordering": _write_order,
    "numeric": _write_number,
    "short_text": _write_short_text,
    "cloze": _write_cloze,
    "select_text": _write_select_text,
    "categorise": _write_categories,
    "essay": _write_essay,
}
