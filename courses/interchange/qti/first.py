"""Reads QTI 1.2: questions of Common Cartridge, Canvas, Blackboard and their like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import name_question
from courses.interchange.drafts import DisplayText, DraftPart, ItemDraft, Reading, Unfit
from courses.interchange.facts import take_facts
from courses.interchange.markup import html_to_lines, html_to_text, take_media
from courses.interchange.passages import split_passage
from courses.interchange.qti.elements import find_all, name_alike
from courses.interchange.qti.first_item import (
    FirstItem,
    iter_material,
    list_labels,
    name_response,
    read_label,
    read_prompt,
)
from courses.interchange.removals import note_removal
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
_CHOSEN_GAPS = {"dropdown", "wordbank"}
_PATTERNS = {"TextRegex", "TextContainsAnswer"}
_MOST_ELEMENTS = 3_000  # of one question: twenty gaps that offer twenty words have half of it
_NUMBER_KINDS = {"numerical_question", "numeric"}


def read_first_qti(
    root: Element, files: Mapping[str, bytes], language: str, path: str, reading: Reading
) -> None:
    """Add the questions of a file of QTI 1.2 to the reading."""
    name_alike(root)
    for number, element in enumerate(find_all(root, ["item"]), start=1):
        item = FirstItem(element, files, language)
        name = clean(element.get("title", ""))
        place: DisplayText = name_question(number, name)
        place = format_lazy("{path}: {place}", path=path, place=place) if path else place

        def read(item: FirstItem = item) -> ItemDraft:
            return take_facts(_read_item(item))

        presentation = element.find("presentation")
        excerpt = "".join(iter_material(presentation)) if presentation is not None else ""
        reading.add(place, html_to_text(excerpt), read)


def _read_item(item: FirstItem) -> ItemDraft:
    # Before each answer is sought in each condition: that takes the square of them.
    if sum(1 for _one in item.root.iter()) > _MOST_ELEMENTS:
        raise Unfit(_("It has more parts than a phone can show."))
    tags = {str(one.tag) for one in item.responses}
    unknown = tags & {"response_grp", "response_xy"}
    if item.kind in _NOT_KNOWN or unknown:
        kind = item.kind or unknown.pop()
        raise Unfit(format_lazy(_("The kind “{kind}” is not known here."), kind=kind))
    if item.kind in _NOT_ASKED or not item.responses:
        raise Unfit(_("It is a text without a question."))
    return _choose_reader(item, tags)(item)


def _choose_reader(item: FirstItem, tags: set[str]) -> Callable[[FirstItem], ItemDraft]:
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
        is_blanks = all(name_response(one) in named for one in item.responses)
        return _read_blanks if is_blanks else _read_matching
    if item.responses[0].get("rcardinality", "").lower() == "ordered":
        return _read_order
    if "response_str" in tags:
        return _read_text
    return _read_choice


def _read_choice(item: FirstItem) -> ItemDraft:
    response = item.responses[0]
    labels = list_labels(response)
    right = item.list_right(response)
    base = item.base()
    parts = [read_label(item, one) for one in labels]
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


def _read_order(item: FirstItem) -> ItemDraft:
    labels = list_labels(item.responses[0])
    steps = {one.get("ident", ""): read_label(item, one) for one in labels}
    right = item.list_right(item.responses[0])
    if sorted(right) != sorted(steps):
        raise Unfit(_("Its right order does not name each step once."))
    return shape_order(item.base(), [steps[name] for name in right])


def _read_text(item: FirstItem) -> ItemDraft:
    accepted = item.list_right(item.responses[0])
    return shape_short_text(item.base(), accepted) if accepted else _read_essay(item)


def _read_essay(item: FirstItem) -> ItemDraft:
    rubrics = find_all(item.root, ["rubric", "itemrubric"])
    told = [one for one in rubrics if one.get("view", "").lower() == "scorer"]
    notes = [html_to_lines("".join(iter_material(one))) for one in told]
    return shape_essay(item.base(), note="\n".join(notes))


def _read_number(item: FirstItem) -> ItemDraft:
    best = max(item.outcomes, key=lambda one: one.points, default=None)
    if best is None or best.points <= 0:
        raise Unfit(_("No answer is marked as right."))
    if best.low is None or best.high is None:
        return shape_number(item.base(), next(iter(best.values), ""))
    low, high = read_number(best.low), read_number(best.high)
    return shape_number(item.base(), str((low + high) / 2), str(abs(high - low) / 2))


def _read_blanks(item: FirstItem) -> ItemDraft:
    """Read a text whose gaps are named in it, such as ``[colour]``."""
    found = _list_blanks(item)
    names = [one for one in _BLANK_NAME.findall(item.source()) if one in found]
    places = {name: f"[[t{n}]]" for n, name in enumerate(dict.fromkeys(names), start=1)}
    source = _BLANK_NAME.sub(lambda gap: places.get(gap[1], gap[0]), item.source())
    html, picture = take_media(source, item.files)
    stem, passage = split_passage(html, item.language)
    media = {"stem": picture} if picture else {}
    base = replace(item.base(), stem=stem, media=media)
    responses = [found[name] for name in places]
    shared = _list_shared(item, responses)
    offered = [_read_word(item, one) for one in shared]
    gaps = [_read_gap(item, one, has_own=not shared) for one in responses]
    return shape_cloze(base, passage, gaps, offered)


def _list_blanks(item: FirstItem) -> dict[str, Element]:
    """Return the responses by the names that gaps may have: some tell it, some only number it."""
    numbered = {one.get("ident", "").removeprefix("response_"): one for one in item.responses}
    return numbered | {name_response(one): one for one in item.responses}


def _list_shared(item: FirstItem, responses: list[Element]) -> list[Element]:
    """Return what all gaps offer alike, by the same names, unless these tell one gap's own."""
    listed = [list_labels(one) for one in responses]
    names = [[label.get("ident", "") for label in labels] for labels in listed]
    is_alike = bool(names and names[0]) and all(one == names[0] for one in names)
    if not is_alike or not _offers_words(item, listed[0]):
        return []
    gap = responses[0].get("ident", "").removeprefix("response_")
    return [] if names[0][0].startswith(f"{gap}-") else listed[0]


def _offers_words(item: FirstItem, labels: list[Element]) -> bool:
    """Return whether words are chosen in a gap; the newer quizzes of Canvas say so of each."""
    types = {label.get("answer_type", "") for label in labels}
    return item.kind == "multiple_dropdowns_question" or bool(types & _CHOSEN_GAPS)


def _read_gap(item: FirstItem, response: Element, *, has_own: bool) -> Gap:
    labels = list_labels(response)
    right = item.list_right(response)
    texts = {one.get("ident", ""): _read_word(item, one) for one in labels}
    if _offers_words(item, labels):
        return Gap([texts.get(one, one) for one in right], [*texts.values()] if has_own else [])
    ways = {label.get("scoring_algorithm", "") for label in labels}
    if ways & _PATTERNS:
        raise Unfit(_("A gap takes what looks like its words, which is not known here."))
    if "TextCloseEnough" in ways:
        note_removal(_("A gap took words with small slips. Now they must be exact."))
    # All that are listed are right, though Canvas scores one.
    return Gap([*texts.values()] or right)


def _read_word(item: FirstItem, label: Element) -> str:
    part = read_label(item, label)
    if part.media:
        raise Unfit(_("Its parts hold pictures, which they cannot here."))
    return part.words


def _read_matching(item: FirstItem) -> ItemDraft:
    """Read parts each of which takes one of the same answers."""
    listed = _list_offered(item)
    pairs = []
    for response, named in zip(item.responses, listed, strict=True):
        right = item.list_right(response)
        if len(right) != 1 or right[0] not in named:
            raise Unfit(_("A part of it has no right answer."))
        pairs.append((read_prompt(item, response), named[right[0]]))
    others = (one for one in listed[0].values() if one != DraftPart(""))
    return shape_matching(item.base(), pairs, others)


def _read_categories(item: FirstItem) -> ItemDraft:
    """Read groups each of which takes some of the same things."""
    listed = _list_offered(item)
    placed: dict[DraftPart, DraftPart] = {}
    titles = [read_prompt(item, response) for response in item.responses]
    for title, response, named in zip(titles, item.responses, listed, strict=True):
        for thing in map(named.get, item.list_right(response)):
            if thing is None or thing in placed:
                raise Unfit(_("A thing of it belongs to two categories, or is not there."))
            placed[thing] = title
    if any(thing not in placed for thing in listed[0].values()):
        raise Unfit(_("A thing belongs to no category."))
    places = [(thing, placed[thing]) for thing in listed[0].values()]
    return shape_categories(item.base(), places, titles)


def _list_offered(item: FirstItem) -> list[dict[str, DraftPart]]:
    """Return what each response offers by name. Raise `Unfit` unless it is the same."""
    listed = [
        {one.get("ident", ""): read_label(item, one) for one in list_labels(response)}
        for response in item.responses
    ]
    if not listed[0] or any(
        Counter(one.values()) != Counter(listed[0].values()) for one in listed
    ):
        raise Unfit(_("It asks several things at once. Divide it."))
    return listed
