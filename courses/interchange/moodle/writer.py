"""Writes Moodle XML."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftMedia, ItemDraft, Unfit, Written
from courses.interchange.facts import list_fact_tags
from courses.interchange.losses import Capacity, write_parts
from courses.interchange.moodle.cloze import write_embedded_answers
from courses.interchange.moodle.parts import FILES_AT
from courses.interchange.passages import join_passage
from courses.interchange.shapes import find_marker_note, read_number

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "numeric": "numerical",
    "short_text": "shortanswer",
    "cloze": "cloze",
    "essay": "essay",
}
_CAPACITY = Capacity(
    "Moodle XML",
    _TYPES,
    {"feedback", "hint", "option_feedback", "tags", "facts", "media", "units", "marker_note"},
    # What belongs to a line is plain text there.
    {"single": "o", "multiple": "o", "matching": "t", "ordering": "o"},
)
# Moodle holds a unit by how many make one of the answer's: not every factor can be turned round.
_LONGEST_FACTOR = 15
_GAP = re.compile(r"\[\[(t\d+)\]\]")


def write_moodle_xml(drafts: Iterable[ItemDraft]) -> Written:
    """Return the questions as Moodle XML in UTF-8."""
    parts, written = write_parts(drafts, _CAPACITY, _write_question)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *parts, "</quiz>", ""]
    written.content = "\n".join(lines).encode()
    return written


def _write_question(draft: ItemDraft, _number: int) -> str:
    kind, stem, parts = _TYPES[draft.kind], draft.stem, ""
    if draft.kind == "cloze":
        kind, stem, parts = _write_cloze(draft)
    else:
        parts = _WRITERS[draft.kind](draft)
    tags = "".join(f"<tag>{_write_plain(tag)}</tag>" for tag in list_fact_tags(draft))
    return "".join(
        (
            f"<question type={quoteattr(kind)}>",
            f"<name>{_write_plain(draft.source_name)}</name>",
            _write_html("questiontext", stem, draft.media.get("stem")),
            _write_html("generalfeedback", draft.feedback),
            "<defaultgrade>1</defaultgrade>",
            parts,
            _write_html("hint", draft.hint) if draft.hint else "",
            f"<tags>{tags}</tags>" if tags else "",
            "</question>",
        )
    )


def _write_choice(draft: ItemDraft) -> str:
    is_single = draft.kind == "single"
    share = f"{100 / len(draft.answer_key):.5f}".rstrip("0").rstrip(".")
    wrong = "0" if is_single else "-100"
    answers = (
        _write_answer(draft, name, share if name in draft.answer_key else wrong)
        for name in draft.options
    )
    single = "true" if is_single else "false"
    return f"<single>{single}</single><shuffleanswers>true</shuffleanswers>" + "".join(answers)


def _write_answer(draft: ItemDraft, name: str, share: str) -> str:
    text = escape(draft.options[name], quote=False)
    inner = _write_inner(text, draft.media.get(name))
    told = _write_html("feedback", draft.option_feedback.get(name, ""))
    return f'<answer fraction="{share}" format="html">{inner}{told}</answer>'


def _write_true_false(draft: ItemDraft) -> str:
    right = draft.answer_key[0]
    # By these words Moodle, and our reader, know which is which, whatever the language.
    named = replace(draft, options={name: name for name in draft.options})
    return "".join(
        _write_answer(named, name, "100" if name == right else "0") for name in draft.options
    )


def _write_matching(draft: ItemDraft) -> str:
    pairs = draft.answer_key["pairs"]
    lines = [
        (_write_inner(escape(draft.targets[left], quote=False), draft.media.get(left)), right)
        for left, right in pairs.items()
    ]
    used = {*pairs.values()}
    lines += [(_write_plain(""), name) for name in draft.options if name not in used]
    return "".join(
        f'<subquestion format="html">{left}'
        f"<answer>{_write_plain(draft.options[right])}</answer></subquestion>"
        for left, right in lines
    )


def _write_order(draft: ItemDraft) -> str:
    return "".join(
        _write_answer(draft, name, str(place))
        for place, name in enumerate(draft.answer_key["order"], start=1)
    )


def _write_number(draft: ItemDraft) -> str:
    key = draft.answer_key
    units = "".join(
        f"<unit><multiplier>{_turn_round(factor)}</multiplier>"
        f"<unit_name>{escape_xml(unit)}</unit_name></unit>"
        for unit, factor in key["units"].items()
    )
    return (
        f'<answer fraction="100" format="plain_text"><text>{key["value"]}</text>'
        f"<feedback><text></text></feedback><tolerance>{key['tolerance']}</tolerance></answer>"
        + (f"<units>{units}</units>" if units else "")
    )


def _turn_round(factor: str) -> str:
    turned = 1 / read_number(factor)
    text = f"{turned:f}"
    if len(text) > _LONGEST_FACTOR:
        raise Unfit(_("The factor of a unit cannot be written exactly."))
    return text


def _write_short_text(draft: ItemDraft) -> str:
    return "".join(
        f'<answer fraction="100" format="plain_text">'
        f"{_write_plain(text.replace('*', chr(92) + '*'))}"
        "<feedback><text></text></feedback></answer>"
        for text in draft.answer_key["accepted"]
    )


def _write_essay(draft: ItemDraft) -> str:
    note = find_marker_note(draft)
    told = f'<graderinfo format="plain_text">{_write_plain(note)}</graderinfo>' if note else ""
    return f"<responseformat>editor</responseformat><responserequired>1</responserequired>{told}"


def _write_cloze(draft: ItemDraft) -> tuple[str, str, str]:
    """Return type, text and parts: words in the gaps, or a list of words that all gaps share."""
    shared = [name for name in draft.options if name.startswith("o")]
    if not shared:
        passage = _GAP.sub(lambda gap: _write_gap(draft, gap[1]), draft.passage)
        return "cloze", join_passage(draft.stem, passage), ""
    gaps = draft.answer_key["gaps"]
    if len(shared) < len(draft.options) or any(len(accepted) > 1 for accepted in gaps.values()):
        raise Unfit(_("Moodle has no gap that takes several of the words that all gaps share."))
    places = {name: place for place, name in enumerate(shared, start=1)}
    passage = _GAP.sub(lambda gap: f"[[{places[gaps[gap[1]][0]]}]]", draft.passage)
    words = "".join(
        f"<selectoption>{_write_plain(draft.options[name])}<group>1</group></selectoption>"
        for name in shared
    )
    return "gapselect", join_passage(draft.stem, passage), words


def _write_gap(draft: ItemDraft, gap: str) -> str:
    own = [name for name in draft.options if name.startswith(f"{gap}-")]
    accepted = [draft.options.get(one, one) for one in draft.answer_key["gaps"][gap]]
    return write_embedded_answers(accepted, [draft.options[name] for name in own])


def _write_html(name: str, html: str, picture: DraftMedia | None = None) -> str:
    return f'<{name} format="html">{_write_inner(html, picture)}</{name}>'


def _write_inner(html: str, picture: DraftMedia | None = None) -> str:
    if not picture:
        return _write_plain(html)
    address, words = quoteattr(f"{FILES_AT}/{picture.name}"), picture.words
    shown = f"<img src={address} alt={quoteattr(words)}>"
    if picture.is_sound:
        # What is said stands where a browser shows it that plays nothing.
        shown = f'<audio controls="controls" src={address}>{escape(words, quote=False)}</audio>'
    content = base64.b64encode(picture.content).decode()
    file = f'<file name={quoteattr(picture.name)} path="/" encoding="base64">{content}</file>'
    return _write_plain(f"{html}{shown}") + file


def _write_plain(text: str) -> str:
    return f"<text>{escape_xml(text)}</text>"


_WRITERS: dict[str, Callable[[ItemDraft], str]] = {
    "single": _write_choice,
    "multiple": _write_choice,
    "true_false": _write_true_false,
    "matching": _write_matching,
    "ordering": _write_order,
    "numeric": _write_number,
    "short_text": _write_short_text,
    "essay": _write_essay,
}
