"""Reads an item of QTI 2 or 3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftMedia, DraftPart, ItemDraft, Unfit
from courses.interchange.markup import (
    clean_html,
    clean_told,
    html_to_lines,
    html_to_text,
    take_media,
)
from courses.interchange.passages import ask_to_select, split_passage
from courses.interchange.plain.gift import BLANK
from courses.interchange.qti.elements import (
    ItemElement,
    find_all,
    name_alike,
    read_words,
    to_html,
)
from courses.interchange.removals import note_removal
from courses.interchange.shapes import (
    TRUE_FALSE,
    Gap,
    read_points,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_select_text,
    shape_short_text,
    shape_true_false,
)
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_INLINE = ("inlineChoiceInteraction", "textEntryInteraction")
_NUMBERS = {"integer", "float"}
_GAPS = {"gap", "hottext"}


class _Item(ItemElement):
    """An item of QTI 2 or 3."""

    @cached_property
    def body(self) -> Element:
        return self.find_asked("itemBody")

    @cached_property
    def interactions(self) -> list[Element]:
        return [one for one in self.body.iter() if str(one.tag).endswith("Interaction")]

    def list_right(self, interaction: Element) -> list[str]:
        """Return the values that are right: those stated, else those that bring points."""
        declared = self.find_declaration(interaction)
        values = [] if declared is None else declared.findall("correctResponse/value")
        if values:
            return [" ".join((one.text or "").split()) for one in values]
        entries = [] if declared is None else declared.findall("mapping/mapEntry")
        worth = [
            (one.get("mapKey", ""), read_points(one.get("mappedValue", "0"))) for one in entries
        ]
        most = max((points for _key, points in worth), default=Decimal(0))
        is_one = declared is not None and declared.get("cardinality") == "single"
        least = most if is_one else Decimal(0)
        return [key for key, points in worth if points > 0 and points >= least]

    def list_accepted(self, interaction: Element) -> list[str]:
        """Return all the words that are typed rightly: the one stated, and those of its worth."""
        declared = self.find_declaration(interaction)
        right = self.list_right(interaction)
        entries = [] if declared is None else declared.findall("mapping/mapEntry")
        worth = {
            clean(one.get("mapKey", "")): read_points(one.get("mappedValue", "0"))
            for one in entries
        }
        least = worth.get(clean(right[0]), Decimal(1)) if right else Decimal(1)
        return [*right, *(key for key, points in worth.items() if points >= least > 0)]

    def list_marker_blocks(self) -> list[Element]:
        """Return what is said to those who mark an essay; what is marked by itself has none."""
        if not find_all(self.root, ["extendedTextInteraction"]):
            return []
        blocks = find_all(self.root, ["rubricBlock"])
        return [one for one in blocks if "scorer" in one.get("view", "").split()]

    def find_declaration(self, interaction: Element) -> Element | None:
        name = interaction.get("responseIdentifier")
        found = self.root.findall("responseDeclaration")
        return next((one for one in found if one.get("identifier") == name), None)

    def base(self, html: str) -> ItemDraft:
        """Return what every question has, with what is asked."""
        html, picture = take_media(html, self.files)
        return ItemDraft(
            kind="",
            stem=clean_html(html),
            answer_key=None,
            language=self.language,
            feedback="".join(self._list_feedback().values()),
            media={"stem": picture} if picture else {},
            source_name=clean(self.root.get("title", "")),
        )

    def ask(self, interaction: Element) -> ItemDraft:
        """Return what every question has, where one part of the text is answered."""
        prompt = interaction.find("prompt")
        before = to_html(self.body, lambda one: "" if one is interaction else None)
        return self.base(before + (to_html(prompt) if prompt is not None else ""))

    def told(self, name: str) -> str:
        """Return what is said to whoever chooses the answer."""
        return next((html for one, html in self._modal() if one == name), "")

    def _list_feedback(self) -> dict[str, str]:
        """Return what is said whatever is chosen, each once."""
        choices = {one.get("identifier") for one in self.body.iter()}
        return {name: html for name, html in self._modal() if name not in choices}

    def _modal(self) -> list[tuple[str, str]]:
        found = {one: one.find("contentBody") for one in self.root.findall("modalFeedback")}
        return [
            (one.get("identifier", ""), clean_told(to_html(one if body is None else body)))
            for one, body in found.items()
        ]


def read_qti_item(root: Element, files: Mapping[str, bytes], language: str = "") -> ItemDraft:
    """Return the question of an ``assessmentItem`` of QTI 2 or 3. Raise `Unfit`."""
    name_alike(root)
    item = _Item(root, files, language)
    _take_instructions(item)
    if root.find("templateDeclaration") is not None or root.get("adaptive") == "true":
        raise Unfit(_("It makes its numbers or its way by itself, which questions here do not."))
    names = {str(one.tag) for one in item.interactions}
    if not names:
        raise Unfit(_("It is a text without a question."))
    unknown = sorted(names - {*_READERS, *_INLINE})
    if unknown:
        reason = _("The kind “{kind}” is not known here.")
        raise Unfit(format_lazy(reason, kind=", ".join(unknown)))
    if names <= {*_INLINE}:
        return _read_inline(item)
    if len(item.interactions) > 1:
        raise Unfit(_("It asks several things at once. Divide it."))
    return _READERS[names.pop()](item, item.interactions[0])


def _take_instructions(item: _Item) -> None:
    """Let what is said to those who answer stand in the text; what others are told is noted."""
    kept = {*item.list_marker_blocks()}
    for block in find_all(item.root, ["rubricBlock"]):
        if "candidate" in block.get("view", "candidate").split():
            block.tag = "div"
        elif block not in kept and to_html(block).strip():
            note_removal(_("What it says to those who teach or mark is left out."))


def _read_choice(item: _Item, interaction: Element) -> ItemDraft:
    choices = interaction.findall("simpleChoice")
    right = item.list_right(interaction)
    base = item.ask(interaction)
    names = [one.get("identifier", "") for one in choices]
    if {name.lower() for name in names} == {*TRUE_FALSE}:
        told = {name.lower(): item.told(name) for name in names}
        if len(right) != 1:
            raise Unfit(_("No answer is marked as right."))
        return shape_true_false(base, is_true=right[0].lower() == "true", told=told)
    texts, media = _read_parts(item, choices, dict(base.media))
    answers = [(text, name in right) for text, name in zip(texts, names, strict=True)]
    declared = item.find_declaration(interaction)
    is_multiple = declared is not None and declared.get("cardinality") == "multiple"
    told_each = [
        item.told(name) or _read_inline_feedback(one)
        for name, one in zip(names, choices, strict=True)
    ]
    return shape_choice(
        replace(base, media=media), answers, is_multiple=is_multiple, told=told_each
    )


def _read_inline_feedback(choice: Element) -> str:
    found = choice.find("feedbackInline")
    return clean_told(to_html(found)) if found is not None else ""


def _read_parts(
    item: _Item, parts: list[Element], media: dict[str, DraftMedia]
) -> tuple[list[str], dict[str, DraftMedia]]:
    """Return the words of the parts, and their pictures beside those that there are."""
    texts = []
    for number, part in enumerate(parts, start=1):
        text, picture = read_words(part, item.files)
        texts.append(text)
        if picture:
            media[f"o{number}"] = picture
    return texts, media


def _read_order(item: _Item, interaction: Element) -> ItemDraft:
    steps = _read_named(item, interaction, "simpleChoice")
    right = item.list_right(interaction)
    if sorted(right) != sorted(steps):
        raise Unfit(_("Its right order does not name each step once."))
    return shape_order(item.ask(interaction), [steps[name] for name in right])


def _read_named(item: _Item, parent: Element, tag: str) -> dict[str, DraftPart]:
    """Return the parts by their names."""
    return {
        one.get("identifier", ""): DraftPart(*read_words(one, item.files))
        for one in parent.findall(tag)
    }


def _read_plain(item: _Item, part: Element) -> str:
    text, picture = read_words(part, item.files)
    if picture:
        raise Unfit(_("Its parts hold pictures, which they cannot here."))
    return text


def _read_match(item: _Item, interaction: Element) -> ItemDraft:
    sets = [
        _read_named(item, part, "simpleAssociableChoice")
        for part in interaction.findall("simpleMatchSet")
    ]
    pairs = _split_pairs(item.list_right(interaction))
    if len(sets) != 2 or any(left not in sets[0] or right not in sets[1] for left, right in pairs):
        raise Unfit(_("Its pairs name parts that are not there."))
    lefts = [left for left, _right in pairs]
    if len({*lefts}) < len(lefts):
        raise Unfit(_("A part of it goes with several others, which it cannot here."))
    base, first, second = item.ask(interaction), *sets
    named = dict(pairs)
    is_sorting = _is_sorting(interaction, named, first, second)
    if len(named) < len(first):
        lacking = _("A thing belongs to no category."), _("A part of it has no right answer.")
        raise Unfit(lacking[not is_sorting])
    listed = [(one, second[named[name]]) for name, one in first.items()]
    if is_sorting:
        return shape_categories(base, listed, second.values())
    used = {*named.values()}
    return shape_matching(base, listed, [one for name, one in second.items() if name not in used])


def _is_sorting(
    interaction: Element,
    named: Mapping[str, str],
    first: Mapping[str, DraftPart],
    second: Mapping[str, DraftPart],
) -> bool:
    """Return whether things are sorted into few categories rather than matched one by one."""
    told = interaction.get("class", "").split()
    if "categorise" in told or "matching" in told:
        return "categorise" in told
    return len(second) < len(first) and len({*named.values()}) < len(named)


def _split_pairs(values: list[str]) -> list[tuple[str, str]]:
    pairs = [value.split() for value in values]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise Unfit(_("No answer is marked as right."))
    return [(left, right) for left, right in pairs]


def _read_gap_match(item: _Item, interaction: Element) -> ItemDraft:
    words = {
        one.get("identifier", ""): _read_plain(item, one) for one in interaction.findall("gapText")
    }
    if interaction.find("gapImg") is not None:
        raise Unfit(_("Its parts hold pictures, which they cannot here."))
    gaps = [one.get("identifier", "") for one in find_all(interaction, ["gap"])]
    right: dict[str, list[str]] = {name: [] for name in gaps}
    for word, gap in _split_pairs(item.list_right(interaction)):
        if word not in words or gap not in right:
            raise Unfit(_("Its pairs name parts that are not there."))
        right[gap].append(words[word])
    html = _mark_parts(interaction, gaps, "t", {"prompt", "gapText"})
    base = item.ask(interaction)
    if not html_to_text(base.stem):
        stem, html = split_passage(html, item.language)
        base = replace(base, stem=stem)
    return shape_cloze(base, clean_html(html), [Gap(right[name]) for name in gaps], words.values())


def _mark_parts(interaction: Element, names: list[str], letter: str, hidden: set[str]) -> str:
    """Return the text of the interaction with a mark in the place of each gap or word."""
    places = {name: f"[[{letter}{n}]]" for n, name in enumerate(names, start=1)}

    def mark(one: Element) -> str | None:
        if one.tag in hidden:
            return ""
        return places.get(one.get("identifier", "")) if one.tag in _GAPS else None

    return to_html(interaction, mark)


def _read_hottext(item: _Item, interaction: Element) -> ItemDraft:
    parts = {
        one.get("identifier", ""): _read_plain(item, one)
        for one in find_all(interaction, ["hottext"])
    }
    right = item.list_right(interaction)
    passage = clean_html(_mark_parts(interaction, [*parts], "o", {"prompt"}))
    segments = [(text, name in right) for name, text in parts.items()]
    base = item.ask(interaction)
    if not html_to_text(base.stem):
        base = replace(base, stem=ask_to_select(item.language))
    return shape_select_text(base, passage, segments)


def _read_essay(item: _Item, interaction: Element) -> ItemDraft:
    notes = [html_to_lines(to_html(one)) for one in item.list_marker_blocks()]
    return shape_essay(item.ask(interaction), note="\n".join(notes))


def _read_inline(item: _Item) -> ItemDraft:
    """Read a text with fields in it: one alone is a question of its own."""
    first = item.interactions[0]
    is_alone = len(item.interactions) == 1 and first.tag == "textEntryInteraction"
    if is_alone and not find_all(item.body, ["hr"]):
        return _read_text_entry(item, first)
    numbers = {id(one): f"[[t{n}]]" for n, one in enumerate(item.interactions, start=1)}
    html, picture = take_media(to_html(item.body, lambda one: numbers.get(id(one))), item.files)
    stem, passage = split_passage(html, item.language)
    media = {"stem": picture} if picture else {}
    base = replace(item.base(""), stem=stem, media=media)
    return shape_cloze(base, passage, [_read_gap(item, one) for one in item.interactions])


def _read_gap(item: _Item, interaction: Element) -> Gap:
    right = item.list_accepted(interaction)
    if interaction.tag == "textEntryInteraction":
        return Gap(right)
    choices = {
        one.get("identifier", ""): _read_plain(item, one)
        for one in interaction.findall("inlineChoice")
    }
    return Gap([choices[one] for one in right if one in choices], list(choices.values()))


def _read_text_entry(item: _Item, entry: Element) -> ItemDraft:
    base = item.base(to_html(item.body, lambda one: BLANK if one is entry else None))
    if base.stem.endswith(f"<p>{BLANK}</p>"):
        base = replace(base, stem=base.stem.removesuffix(f"<p>{BLANK}</p>"))
    declared = item.find_declaration(entry)
    accepted = item.list_accepted(entry)
    if declared is not None and declared.get("baseType") in _NUMBERS:
        if not accepted:
            raise Unfit(_("No answer is marked as right."))
        return shape_number(base, accepted[0], _find_tolerance(item))
    return shape_short_text(base, accepted)


def _find_tolerance(item: _Item) -> str:
    """Return the tolerance by which a number is compared."""
    compared = next(iter(find_all(item.root, ["equal"])), None)
    if compared is None or compared.get("toleranceMode", "exact") == "exact":
        return "0"
    if compared.get("toleranceMode") != "absolute":
        raise Unfit(_("Its tolerance is a share of the number, which it cannot be here."))
    ways = compared.get("tolerance", "0").split()
    if len({*ways}) != 1:
        raise Unfit(_("Its tolerance differs up and down, which it cannot here."))
    return ways[0]


_READERS: dict[str, Callable[[_Item, Element], ItemDraft]] = {
    "choiceInteraction": _read_choice,
    "orderInteraction": _read_order,
    "matchInteraction": _read_match,
    "gapMatchInteraction": _read_gap_match,
    "hottextInteraction": _read_hottext,
    "extendedTextInteraction": _read_essay,
}
