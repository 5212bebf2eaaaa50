"""Reads GIFT, the text format of Moodle: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import convert_zawgyi, decode_text, name_line
from courses.interchange.drafts import ItemDraft, Reading, Unfit
from courses.interchange.facts import take_facts
from courses.interchange.markup import (
    clean_html,
    clean_told,
    looks_like_html,
    read_plain,
    text_to_html,
)
from courses.interchange.shapes import (
    read_number,
    read_wildcard_text,
    shape_choice,
    shape_essay,
    shape_matching,
    shape_number,
    shape_short_text,
    shape_true_false,
)
from people.text import clean

BLANK = "_____"  # as Moodle shows the gap of a question whose text goes on behind its answers
_LOOKS_LIKE = re.compile(r"^\s*(?:::|\$CATEGORY:|//)|(?<!\\)\{", re.MULTILINE)
_TITLE = re.compile(r"\s*::(.*?)(?<!\\)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TAGS = re.compile(r"\[tag:(.*?)(?<!\\)\]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%")
_RANGE = re.compile(r"(.+?)\.\.(.+)")
_ESCAPED = re.compile(r"\\([~=#{}:\\])")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
# Characters of their own while a question is taken apart: nothing escaped is mistaken for a sign.
_HIDDEN = {sign: chr(0xE000 + n) for n, sign in enumerate("~=#{}:\\")}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})


@dataclass
class _Block:
    """The lines of one question, and what the lines above said of it."""

    line: int
    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True)
class _Answer:
    sign: str
    raw: str
    style: str
    weight: Decimal | None
    feedback: str

    @property
    def text(self) -> str:
        return _to_text(self.raw, self.style)


def is_gift(text: str) -> bool:
    return bool(_LOOKS_LIKE.search(text))


def read_gift(content: bytes, language: str = "") -> Reading:
    """Return the questions of a GIFT file. Raise `Unfit` for no text."""
    reading = Reading()
    for block in _iter_blocks(convert_zawgyi(decode_text(content), reading)):
        _read_block(block, language, reading)
    return reading


def _iter_blocks(text: str) -> Iterator[_Block]:
    """Yield what stands between empty lines; comments and categories are taken out."""
    category: list[str] = []
    block = _Block(1)
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if found := _CATEGORY.fullmatch(line):
            category = [found[1].strip().split("/")[-1]]
        elif line.lstrip().startswith("//"):
            block.tags += map(_unescape_tag, _TAGS.findall(line))
        elif line.strip():
            if not block.lines:
                block.line = number
            block.lines.append(line)
        elif block.lines:
            yield replace(block, tags=[*_name_category(category), *block.tags])
            block = _Block(number)


def _name_category(category: list[str]) -> list[str]:
    return [one for one in category if one and not one.startswith("$")]


def _unescape_tag(tag: str) -> str:
    return re.sub(r"\\([\[\]\\])", r"\1", tag)


def _read_block(block: _Block, language: str, reading: Reading) -> None:
    place, text = name_line(block.line), block.text.strip()
    notes: list[object] = []
    reading.add(place, text, lambda: _read_question(block, language, notes))
    for reason in notes:
        reading.note(place, reason, text)


def _read_question(block: _Block, language: str, notes: list[object]) -> ItemDraft:
    text = _ESCAPED.sub(lambda found: _HIDDEN[found[1]], block.text)
    title = ""
    if found := _TITLE.match(text):
        title, text = _show(found[1]), text[found.end() :]
    text, style = _take_format(text)
    stem, answers, tail = _split_answers(text)
    answers, _sign, told = answers.partition("####")
    kept = f"{stem.rstrip()} {BLANK}{tail.rstrip()}" if tail.strip() else stem
    base = ItemDraft(
        kind="",
        stem=_to_html(kept, style),
        answer_key=None,
        language=language,
        feedback=_to_told(*_take_format(told, style)),
        tags=tuple(dict.fromkeys(filter(None, map(clean, block.tags)))),
        source_name=clean(title),
    )
    return _shape(take_facts(base), answers.strip(), style, notes)


def _split_answers(text: str) -> tuple[str, str, str]:
    """Return what stands before, within and behind the braces."""
    stem, opened, rest = text.partition("{")
    answers, closed, tail = rest.partition("}")
    if not opened:
        raise Unfit(_("It is a text without a question: it has no answers in braces."))
    if not closed or "{" in answers:
        raise Unfit(_("The brace that opens its answers is not closed."))
    if "{" in tail:
        raise Unfit(_("It has answers in braces twice."))
    return stem, answers, tail


def _shape(base: ItemDraft, answers: str, style: str, notes: list[object]) -> ItemDraft:
    if not answers:
        return shape_essay(base)
    if answers.startswith("#"):
        return _shape_number(base, answers[1:], style, notes)
    word, *told = answers.split("#")
    if word.strip().upper() in _TRUE | _FALSE:
        return _shape_true_false(base, word.strip().upper() in _TRUE, told, style)
    listed = list(_iter_answers(answers, style))
    # What stands before the first sign is another format's, such as Moodle's for gaps.
    if not listed or answers[0] not in "=~":
        raise Unfit(_("Its answers have neither “=” nor “~” before them."))
    if any(one.sign == "~" for one in listed):
        return _shape_choice(base, listed, notes)
    if any("->" in one.raw for one in listed):
        return _shape_matching(base, listed)
    return _shape_short_text(base, listed, notes)


def _shape_true_false(base: ItemDraft, is_true: bool, told: list[str], style: str) -> ItemDraft:
    # The first is said to whoever answers wrongly, the second to the others.
    wrong, right = [_to_told(*_take_format(one, style)) for one in [*told, "", ""][:2]]
    named = {"true": right, "false": wrong} if is_true else {"true": wrong, "false": right}
    return shape_true_false(base, is_true=is_true, told=named)


def _shape_choice(base: ItemDraft, answers: list[_Answer], notes: list[object]) -> ItemDraft:
    is_multiple = not any(one.sign == "=" for one in answers)
    if is_multiple:
        listed = [(one.text, (one.weight or 0) > 0) for one in answers]
        points = {one.weight for one in answers if (one.weight or 0) > 0}
        is_graded = len(points) > 1
    else:
        right = [one.sign == "=" and one.weight in (None, 100) for one in answers]
        listed = [(one.text, is_it) for one, is_it in zip(answers, right, strict=True)]
        is_graded = any(one.weight for one in answers if one.weight not in (None, 100))
    if is_graded:
        notes.append(PARTS_LEFT_OUT)
    told = [one.feedback for one in answers]
    return shape_choice(base, listed, is_multiple=is_multiple, told=told)


# What is said where a system gives single answers points of their own.
PARTS_LEFT_OUT = _("Its answers had points of their own. The right ones count, and no others.")


def _shape_matching(base: ItemDraft, answers: list[_Answer]) -> ItemDraft:
    split = [(one.style, *one.raw.partition("->")) for one in answers]
    if not all(sign for _style, _left, sign, _right in split):
        raise Unfit(_("A pair has no “->” between its parts."))
    parts = [(_to_text(left, how), _to_text(right, how)) for how, left, _sign, right in split]
    pairs = [(left, right) for left, right in parts if left]
    return shape_matching(base, pairs, [right for left, right in parts if not left])


def _shape_short_text(base: ItemDraft, answers: list[_Answer], notes: list[object]) -> ItemDraft:
    full = [one for one in answers if one.weight in (None, 100)]
    if any(0 < (one.weight or 0) < 100 for one in answers):
        notes.append(PARTS_LEFT_OUT)
    told = _join_feedback(base, [one.feedback for one in full])
    accepted = [read_wildcard_text(one.text) for one in full]
    return shape_short_text(replace(base, feedback=told), accepted)


def _shape_number(base: ItemDraft, text: str, style: str, notes: list[object]) -> ItemDraft:
    answers = list(_iter_answers(text if "=" in text else f"={text}", style))
    full = [one for one in answers if one.weight in (None, 100) and one.sign == "="]
    if any(0 < (one.weight or 0) < 100 for one in answers):
        notes.append(PARTS_LEFT_OUT)
    if len(full) != 1:
        raise Unfit(_("It has several numbers as its answer, or none."))
    told = _join_feedback(base, [full[0].feedback])
    return shape_number(replace(base, feedback=told), *read_span(full[0].text))


def read_span(text: str) -> tuple[str, str]:
    """Return the number and its tolerance of ``3:0.5`` or ``2.5..3.5``."""
    if found := _RANGE.fullmatch(text.strip()):
        low, high = read_number(found[1]), read_number(found[2])
        return str((low + high) / 2), str(abs(high - low) / 2)
    value, _sign, tolerance = text.partition(":")
    return value, tolerance


def _iter_answers(text: str, style: str) -> Iterator[_Answer]:
    for sign, told in re.findall(r"([=~])([^=~]*)", text):
        answer, _sign, feedback = told.partition("#")
        weight = None
        if found := _WEIGHT.match(answer := answer.strip()):
            weight, answer = Decimal(found[1]), answer[found.end() :]
        answer, own_style = _take_format(answer, style)
        feedback, told_style = _take_format(feedback, style)
        yield _Answer(sign, answer, own_style, weight, _to_told(feedback, told_style))


def _join_feedback(base: ItemDraft, told: list[str]) -> str:
    """Return the explanation, and behind it what is said to a right answer of typed words."""
    return "".join(dict.fromkeys([base.feedback, *told]))


def _take_format(text: str, style: str = "moodle") -> tuple[str, str]:
    if found := _FORMAT.match(text):
        return text[found.end() :].strip(), found[1].lower()
    return text.strip(), style


def _is_html(text: str, style: str) -> bool:
    # Moodle's own format and Markdown hold text or HTML; where no tag is seen, “a<b” is no tag.
    return style == "html" or (style != "plain" and looks_like_html(text))


def _to_html(text: str, style: str) -> str:
    text = _show(text)
    return clean_html(text) if _is_html(text, style) else text_to_html(text)


def _to_told(text: str, style: str) -> str:
    text = _show(text)
    return clean_told(text) if _is_html(text, style) else text_to_html(text)


def _to_text(text: str, style: str) -> str:
    text = _show(text)
    return read_plain(text) if _is_html(text, style) else clean(text)


def _show(text: str) -> str:
    """Return the text with the signs that were escaped, and its line ends."""
    return text.replace("\\n", "\n").translate(_SHOWN).strip()
