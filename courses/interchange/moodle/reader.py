"""Reads the questions of a Moodle XML file, each by its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import name_question
from courses.interchange.drafts import DisplayText, DraftPart, ItemDraft, Reading, Unfit
from courses.interchange.facts import take_facts
from courses.interchange.markup import MEDIA_LEFT_OUT, html_to_lines, html_to_text
from courses.interchange.moodle.cloze import read_embedded_answers, read_source
from courses.interchange.moodle.parts import read_base, read_text
from courses.interchange.passages import split_passage
from courses.interchange.plain.gift import PARTS_LEFT_OUT
from courses.interchange.shapes import (
    Gap,
    read_number,
    read_points,
    read_wildcard_text,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_short_text,
    shape_true_false,
)
from courses.interchange.xml_tree import find_text, local_name, parse_xml
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST_NUMBER = 6  # a longer one, cut, names no word either
_GAP_NUMBER = re.compile(r"\[\[(\d+)\]\]")
_FULL = Decimal(100)
_LONGEST_EXCERPT = 2_000  # of HTML, which has fewer words


@dataclass
class _Question:
    """A question of the file, what all kinds have of it, and what is read otherwise of it."""

    element: Element
    base: ItemDraft
    notes: list[DisplayText] = field(default_factory=list)

    def answers(self) -> list[tuple[Element, Decimal]]:
        """Return the answers with their share of the points in percent."""
        return [(one, read_points(one.get("fraction", "0"))) for one in self._find("answer")]

    def note_parts(self) -> None:
        """Note that some answers had a part of the points."""
        if any(0 < share < _FULL for _element, share in self.answers()):
            self.notes.append(PARTS_LEFT_OUT)

    def _find(self, path: str) -> list[Element]:
        return self.element.findall(path)

    def text(self, path: str) -> str:
        return find_text(self.element, path)


def read_moodle_xml(content: bytes, language: str = "") -> Reading:
    """Return the questions of a Moodle XML file. Raise `Unfit` for no such file."""
    reading = Reading()
    root = parse_xml(content, reading)
    if local_name(root) != "quiz":
        raise Unfit(_("It is no Moodle XML file."))
    tag = ""
    questions = [one for one in root if local_name(one) == "question"]
    for number, element in enumerate(questions, start=1):
        if element.get("type") == "category":
            tag = clean(find_text(element, "category/text").rpartition("/")[2])
            tag = "" if tag.startswith("$") else tag
            continue
        _read_question(element, number, tag, language, reading)
    return reading


def _read_question(
    element: Element, number: int, tag: str, language: str, reading: Reading
) -> None:
    place = name_question(number, clean(find_text(element, "name/text")))
    excerpt = html_to_text(find_text(element, "questiontext/text")[:_LONGEST_EXCERPT])
    notes: list[DisplayText] = []

    def read() -> ItemDraft:
        kind = element.get("type", "")
        if kind not in _READERS:
            reason = _("The kind “{kind}” is not known here.")
            raise Unfit(_NOT_ASKED.get(kind) or format_lazy(reason, kind=kind))
        base = read_base(element, language)
        if any(read_text(one).picture for one in _list_told(element)):
            notes.append(MEDIA_LEFT_OUT)
        tags = tuple(dict.fromkeys(filter(None, [tag, *base.tags])))
        return _READERS[kind](_Question(element, take_facts(replace(base, tags=tags)), notes))

    reading.add(place, excerpt, read)
    for reason in notes:
        reading.note(place, reason, excerpt)


def _list_told(element: Element) -> list[Element]:
    """Return what is told to somebody who has answered, or asks for a hint."""
    paths = ("generalfeedback", "hint", "answer/feedback")
    return [one for path in paths for one in element.findall(path)]


_NOT_ASKED = {"description": _("It is a text without a question.")}


def _read_choice(question: _Question) -> ItemDraft:
    is_multiple = question.text("single").lower() in ("false", "0")
    listed, told, media = [], [], dict(question.base.media)
    shares = []
    for number, (element, share) in enumerate(question.answers(), start=1):
        text = read_text(element)
        if text.picture:
            media[f"o{number}"] = text.picture
        listed.append((text.plain, share > 0 if is_multiple else share >= _FULL))
        told.append(read_text(element.find("feedback")).html)
        shares.append(share)
    if len({share for share in shares if share > 0}) > 1:
        question.notes.append(PARTS_LEFT_OUT)
    base = replace(question.base, media=media)
    return shape_choice(base, listed, is_multiple=is_multiple, told=told)


def _read_true_false(question: _Question) -> ItemDraft:
    told, right = {}, ""
    for element, share in question.answers():
        word = read_text(element).plain.lower()
        told[word] = read_text(element.find("feedback")).html
        right = word if share >= _FULL else right
    if right not in ("true", "false"):
        raise Unfit(_("No answer is marked as right."))
    return shape_true_false(question.base, is_true=right == "true", told=told)


def _read_short_text(question: _Question) -> ItemDraft:
    full = [element for element, share in question.answers() if share >= _FULL]
    question.note_parts()
    accepted = [read_wildcard_text(element.findtext("text", "")) for element in full]
    return shape_short_text(_add_told(question.base, full), accepted)


def _read_number(question: _Question) -> ItemDraft:
    full = [element for element, share in question.answers() if share >= _FULL]
    question.note_parts()
    if len(full) != 1:
        raise Unfit(_("It has several numbers as its answer, or none."))
    units = {}
    for unit in question.element.findall("units/unit"):
        multiplier = read_number(find_text(unit, "multiplier") or "1")
        if not multiplier:
            raise Unfit(_("A unit has no factor."))
        # Theirs is how many of the unit make one of the answer's, ours how many of those it is.
        units[find_text(unit, "unit_name")] = round(1 / multiplier, 15)
    base = _add_told(question.base, full)
    tolerance = find_text(full[0], "tolerance") or "0"
    return shape_number(base, find_text(full[0], "text"), tolerance, units)


def _add_told(base: ItemDraft, answers: list[Element]) -> ItemDraft:
    """Put what is said to a right answer of typed words behind the explanation."""
    told = [read_text(one.find("feedback")).html for one in answers]
    return replace(base, feedback="".join(dict.fromkeys([base.feedback, *told])))


def _read_matching(question: _Question) -> ItemDraft:
    parts = [
        (read_text(one).part, clean(find_text(one, "answer/text")))
        for one in question.element.findall("subquestion")
    ]
    pairs = [(left, right) for left, right in parts if left != DraftPart("")]
    others = [right for left, right in parts if left == DraftPart("")]
    return shape_matching(question.base, pairs, others)


def _read_order(question: _Question) -> ItemDraft:
    listed = sorted(question.answers(), key=lambda pair: pair[1])
    return shape_order(question.base, [read_text(one).part for one, _place in listed])


def _read_essay(question: _Question) -> ItemDraft:
    told = question.element.iter("graderinfo")
    notes = [html_to_lines(read_text(one).html) for one in told]
    return shape_essay(question.base, note="\n".join(notes))


def _read_gaps(question: _Question) -> ItemDraft:
    """Read gaps that are filled from words listed below the text; the number names the word."""
    words, groups = [], set()
    for one in question.element:
        if local_name(one) in ("selectoption", "dragbox"):
            words.append(clean(find_text(one, "text")))
            groups.add(find_text(one, "group") or "1")
    if len(groups) > 1:
        question.notes.append(_("Its words were in groups. Now each gap offers all of them."))
    source = read_source(read_text(question.element.find("questiontext")))
    numbers = [int(one[:_LONGEST_NUMBER]) for one in _GAP_NUMBER.findall(source)]
    if any(not 0 < number <= len(words) for number in numbers):
        raise Unfit(_("A gap names a word that is not there."))
    order = iter(range(1, len(numbers) + 1))
    html = _GAP_NUMBER.sub(lambda _gap: f"[[t{next(order)}]]", source)
    gaps = [Gap([words[number - 1]]) for number in numbers]
    return _shape_gaps(question, html, gaps, words)


def _read_cloze(question: _Question) -> ItemDraft:
    raw = read_text(question.element.find("questiontext"))
    html, gaps, is_partial = read_embedded_answers(raw)
    if is_partial:
        question.notes.append(PARTS_LEFT_OUT)
    return _shape_gaps(question, html, gaps, [])


def _shape_gaps(question: _Question, html: str, gaps: list[Gap], words: list[str]) -> ItemDraft:
    stem, passage = split_passage(html, question.base.language)
    return shape_cloze(replace(question.base, stem=stem), passage, gaps, words)


_READERS: dict[str, Callable[[_Question], ItemDraft]] = {
    "multichoice": _read_choice,
    "multichoiceset": _read_choice,
    "truefalse": _read_true_false,
    "shortanswer": _read_short_text,
    "numerical": _read_number,
    "matching": _read_matching,
    "ordering": _read_order,
    "essay": _read_essay,
    "gapselect": _read_gaps,
    "ddwtos": _read_gaps,
    "cloze": _read_cloze,
}
