"""Reads QTI 1.2: questions of Common Cartridge, Canvas, Blackboard and their like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import name_question
from courses.interchange.drafts import DisplayText, DraftPart, ItemDraft, Reading, Unfit
from courses.interchange.facts import take_facts
from courses.interchange.markup import (
    clean_html,
    clean_told,
    html_to_text,
    take_media,
    text_to_html,
)
from courses.interchange.passages import split_passage
from courses.interchange.qti.conditions import Outcome, list_outcomes
from courses.interchange.qti.elements import find_all, name_alike
from courses.interchange.shapes import (
    TRUE_FALSE,
    Gap,
    read_number,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_short_text,
    shape_true_false,
)
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
_FIELD_NAMES = ("question_type", "cc_profile", "bbmd_questiontype")
_KNOWN_FIELDS = {"tag", "skill", "level", "difficulty"}
_NOT_ASKED = {"text_only_question"}
_NOT_KNOWN = {
    *("calculated_question", "file_upload_question", "cc.pattern_match.v0p1"),
    *("fill_in_multiple_numeric_blanks_question",),
}
_BLANK_NAME = re.compile(r"\[([^\[\]\s]+)\]")
_TRUE_FALSE_KINDS = {"true_false_question", "cc.true_false.v0p1", "true/false"}
_ESSAY_KINDS = {"essay_question", "cc.essay.v0p1", "essay"}
_BLANK_KINDS = {"fill_in_multiple_blanks_question", "multiple_dropdowns_question"}
_SORTING_KINDS = {"categorization_question"}
_NUMBER_KINDS = {"numerical_question", "numeric"}


@dataclass(frozen=True)
class _OldItem:
    """An item, and the files that came with it."""

    root: Element
    files: Mapping[str, bytes]
    language: str

    @cached_property
    def kind(self) -> str:
        """Return the kind that the system of the file gave the question."""
        for label, entry in self._fields():
            if label in _FIELD_NAMES:
                return entry.lower()
        return next((one.text or "" for one in find_all(self.root, _FIELD_NAMES)), "").lower()

    @cached_property
    def responses(self) -> list[Element]:
        return find_all(self._presentation, _RESPONSES)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return list_outcomes(self.root)

    @cached_property
    def _presentation(self) -> Element:
        found = self.root.find("presentation")
        if found is None:
            raise Unfit(_("It asks nothing: its text is empty."))
        return found

    def source(self) -> str:
        """Return what is asked as HTML that is not clean yet."""
        return "".join(_iter_material(self._presentation, {*_RESPONSES, "render_choice"}))

    def base(self) -> ItemDraft:
        html, picture = take_media(self.source(), self.files)
        general = [html for name, html in self._feedback() if "general" in name]
        return ItemDraft(
            kind="",
            stem=clean_html(html),
            answer_key=None,
            language=self.language,
            feedback="".join(general),
            media={"stem": picture} if picture else {},
            tags=tuple(dict.fromkeys(self._list_tags())),
            source_name=clean(self.root.get("title", "")),
        )

    def _list_tags(self) -> Iterator[str]:
        """Yield the tags of the item, and what else is known of it as tags."""
        for label, entry in self._fields():
            if label in _KNOWN_FIELDS and entry:
                yield entry if label == "tag" else f"{label}:{entry}"

    def _fields(self) -> Iterator[tuple[str, str]]:
        for one in find_all(self.root, ["qtimetadatafield"]):
            label, entry = (
                clean(one.findtext(name) or "") for name in ("fieldlabel", "fieldentry")
            )
            yield label.lower(), entry

    def told(self, value: str) -> str:
        """Return what is said to whoever chooses the answer."""
        names = {name for one in self.outcomes if one.values == {value} for name in one.feedback}
        return "".join(html for name, html in self._feedback() if name in names)

    def list_right(self, response: Element) -> list[str]:
        """Return the values that are right of the response: those of the most points."""
        name = response.get("ident", "")
        worth = [(one.points, one.right[name]) for one in self.outcomes if one.right.get(name)]
        most = max((points for points, _values in worth), default=Decimal(0))
        is_single = response.get("rcardinality", "Single").lower() == "single"
        least = most if is_single and response.tag == "response_lid" else Decimal(0)
        kept = (values for points, values in worth if points > 0 and points >= least)
        return list(dict.fromkeys(value for values in kept for value in values))

    def _feedback(self) -> list[tuple[str, str]]:
        found = find_all(self.root, ["itemfeedback"])
        return [(one.get("ident", ""), clean_told("".join(_iter_material(one)))) for one in found]


def read_first_qti(
    root: Element, files: Mapping[str, bytes], language: str, path: str, reading: Reading
) -> None:
    """Add the questions of a file of QTI 1.2 to the reading."""
    name_alike(root)
    for number, element in enumerate(find_all(root, ["item"]), start=1):
        item = _OldItem(element, files, language)
        name = clean(element.get("title", ""))
        place: DisplayText = name_question(number, name)
        place = format_lazy("{path}: {place}", path=path, place=place) if path else place

        def read(item: _OldItem = item) -> ItemDraft:
            return take_facts(_read_item(item))

        presentation = element.find("presentation")
        excerpt = "".join(_iter_material(presentation)) if presentation is not None else ""
        reading.add(place, html_to_text(excerpt), read)


def _read_item(item: _OldItem) -> ItemDraft:
    tags = {str(one.tag) for one in item.responses}
    unknown = tags & {"response_grp", "response_xy"}
    if item.kind in _NOT_KNOWN or unknown:
        kind = item.kind or unknown.pop()
        raise Unfit(format_lazy(_("The kind “{kind}” is not known here."), kind=kind))
    if item.kind in _NOT_ASKED or not item.responses:
        raise Unfit(_("It is a text without a question."))
    return _choose_reader(item, tags)(item)


def _choose_reader(item: _OldItem, tags: set[str]) -> Callable[[_OldItem], ItemDraft]:
    if item.kind in _ESSAY_KINDS:
        return _read_essay
    if item.kind in _BLANK_KINDS:
        return _read_blanks
    if item.kind in _NUMBER_KINDS or "response_num" in tags:
        return _read_number
    if item.kind in _SORTING_KINDS:
        return _read_categories
    if len(item.responses) > 1:
        named = {*_BLANK_NAME.findall(item.source())}
        is_blanks = all(_name_response(one) in named for one in item.responses)
        return _read_blanks if is_blanks else _read_matching
    if item.responses[0].get("rcardinality", "").lower() == "ordered":
        return _read_order
    if "response_str" in tags:
        return _read_text
    return _read_choice


def _read_choice(item: _OldItem) -> ItemDraft:
    response = item.responses[0]
    labels = _list_labels(response)
    right = item.list_right(response)
    base = item.base()
    parts = [_read_label(item, one) for one in labels]
    shown = {f"o{n}": one.media for n, one in enumerate(parts, start=1) if one.media}
    texts = [one.words for one in parts]
    names = [one.get("ident", "") for one in labels]
    words = dict(zip((text.lower() for text in texts), names, strict=True))
    if {*words} == {*TRUE_FALSE} and len(right) == 1:
        told = {word: item.told(name) for word, name in words.items()}
        return shape_true_false(base, is_true=words["true"] == right[0], told=told)
    is_multiple = response.get("rcardinality", "Single").lower() != "single"
    answers = [(text, name in right) for text, name in zip(texts, names, strict=True)]
    told_each = [item.told(name) for name in names]
    base = replace(base, media={**base.media, **shown})
    return shape_choice(base, answers, is_multiple=is_multiple, told=told_each)


def _read_order(item: _OldItem) -> ItemDraft:
    labels = _list_labels(item.responses[0])
    steps = {one.get("ident", ""): _read_label(item, one) for one in labels}
    right = item.list_right(item.responses[0])
    if sorted(right) != sorted(steps):
        raise Unfit(_("Its right order does not name each step once."))
    return shape_order(item.base(), [steps[name] for name in right])


def _read_text(item: _OldItem) -> ItemDraft:
    accepted = item.list_right(item.responses[0])
    return shape_short_text(item.base(), accepted) if accepted else _read_essay(item)


def _read_essay(item: _OldItem) -> ItemDraft:
    return shape_essay(item.base())


def _read_number(item: _OldItem) -> ItemDraft:
    best = max(item.outcomes, key=lambda one: one.points, default=None)
    if best is None or best.points <= 0:
        raise Unfit(_("No answer is marked as right."))
    if best.low is None or best.high is None:
        return shape_number(item.base(), next(iter(best.values), ""))
    low, high = read_number(best.low), read_number(best.high)
    return shape_number(item.base(), str((low + high) / 2), str(abs(high - low) / 2))


def _read_blanks(item: _OldItem) -> ItemDraft:
    """Read a text whose gaps are named in it, such as ``[colour]``."""
    found = _list_blanks(item)
    names = [one for one in _BLANK_NAME.findall(item.source()) if one in found]
    places = {name: f"[[t{n}]]" for n, name in enumerate(dict.fromkeys(names), start=1)}
    source = _BLANK_NAME.sub(lambda gap: places.get(gap[1], gap[0]), item.source())
    html, picture = take_media(source, item.files)
    stem, passage = split_passage(html, item.language)
    media = {"stem": picture} if picture else {}
    base = replace(item.base(), stem=stem, media=media)
    if item.kind != "multiple_dropdowns_question":
        return shape_cloze(base, passage, [_read_typed_gap(item, found[name]) for name in places])
    shared = _list_shared([found[name] for name in places])
    offered = [_read_word(item, one) for one in shared]
    gaps = [_read_gap(item, found[name], has_own=not shared) for name in places]
    return shape_cloze(base, passage, gaps, offered)


def _list_blanks(item: _OldItem) -> dict[str, Element]:
    """Return the responses by the names that gaps may have: some tell it, some only number it."""
    numbered = {one.get("ident", "").removeprefix("response_"): one for one in item.responses}
    return numbered | {_name_response(one): one for one in item.responses}


def _list_shared(responses: list[Element]) -> list[Element]:
    """Return what all gaps offer alike, by the same names, unless these tell one gap's own."""
    listed = [_list_labels(one) for one in responses]
    names = [[label.get("ident", "") for label in labels] for labels in listed]
    if not names or not names[0] or any(one != names[0] for one in names):
        return []
    gap = responses[0].get("ident", "").removeprefix("response_")
    return [] if names[0][0].startswith(f"{gap}-") else listed[0]


def _read_gap(item: _OldItem, response: Element, *, has_own: bool) -> Gap:
    texts = {one.get("ident", ""): _read_word(item, one) for one in _list_labels(response)}
    accepted = [texts.get(one, one) for one in item.list_right(response)]
    return Gap(accepted, list(texts.values()) if has_own else [])


def _read_typed_gap(item: _OldItem, response: Element) -> Gap:
    """Read the words that are typed rightly: all that are listed, though Canvas scores one."""
    listed = [_read_word(item, one) for one in _list_labels(response)]
    return Gap(listed or item.list_right(response))


def _read_word(item: _OldItem, label: Element) -> str:
    part = _read_label(item, label)
    if part.media:
        raise Unfit(_("Its parts hold pictures, which they cannot here."))
    return part.words


def _read_matching(item: _OldItem) -> ItemDraft:
    """Read parts each of which takes one of the same answers."""
    listed = _list_offered(item)
    pairs = []
    for response, named in zip(item.responses, listed, strict=True):
        right = item.list_right(response)
        if len(right) != 1 or right[0] not in named:
            raise Unfit(_("A part of it has no right answer."))
        pairs.append((_read_prompt(item, response), named[right[0]]))
    others = (one for one in listed[0].values() if one != DraftPart(""))
    return shape_matching(item.base(), pairs, others)


def _read_categories(item: _OldItem) -> ItemDraft:
    """Read groups each of which takes some of the same things."""
    listed = _list_offered(item)
    placed: dict[DraftPart, DraftPart] = {}
    titles = [_read_prompt(item, response) for response in item.responses]
    for title, response, named in zip(titles, item.responses, listed, strict=True):
        for thing in map(named.get, item.list_right(response)):
            if thing is None or thing in placed:
                raise Unfit(_("A thing of it belongs to two categories, or is not there."))
            placed[thing] = title
    if any(thing not in placed for thing in listed[0].values()):
        raise Unfit(_("A thing belongs to no category."))
    places = [(thing, placed[thing]) for thing in listed[0].values()]
    return shape_categories(item.base(), places, titles)


def _list_offered(item: _OldItem) -> list[dict[str, DraftPart]]:
    """Return what each response offers by name. Raise `Unfit` unless it is the same."""
    listed = [
        {one.get("ident", ""): _read_label(item, one) for one in _list_labels(response)}
        for response in item.responses
    ]
    if not listed[0] or any(
        Counter(one.values()) != Counter(listed[0].values()) for one in listed
    ):
        raise Unfit(_("It asks several things at once. Divide it."))
    return listed


def _name_response(response: Element) -> str:
    return html_to_text("".join(_iter_material(response, {"render_choice", "render_fib"})))


def _list_labels(response: Element) -> list[Element]:
    return find_all(response, ["response_label"])


def _read_prompt(item: _OldItem, response: Element) -> DraftPart:
    return _read_part(item, "".join(_iter_material(response, {"render_choice", "render_fib"})))


def _read_label(item: _OldItem, label: Element) -> DraftPart:
    return _read_part(item, "".join(_iter_material(label)))


def _read_part(item: _OldItem, html: str) -> DraftPart:
    html, media = take_media(html, item.files)
    clean_html(html)  # what cannot be shown is refused, and not left out of the words
    return DraftPart(html_to_text(html), media)


def _iter_material(element: Element, without: set[str] | None = None) -> Iterator[str]:
    """Yield the HTML of the material below the element, in order."""
    for child in element:
        if child.tag in (without or ()):
            continue
        if child.tag == "mattext":
            text = "".join(child.itertext())
            # Many write HTML and call it plain.
            is_html = "html" in child.get("texttype", "") or "<" in text
            yield text if is_html else text_to_html(text)
        elif child.tag == "matimage":
            yield f'<img src="{child.get("uri", "")}" alt="{child.get("label", "")}">'
        else:
            yield from _iter_material(child, without)
