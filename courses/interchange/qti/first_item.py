"""Reads what each item of QTI 1.2 has: what is asked, what is right, what is said and known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from courses.interchange.drafts import DraftPart, ItemDraft
from courses.interchange.markup import (
    clean_html,
    clean_told,
    html_to_text,
    take_media,
    text_to_html,
)
from courses.interchange.qti.conditions import Outcome, list_outcomes
from courses.interchange.qti.elements import ItemElement, find_all
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
_FIELD_NAMES = ("question_type", "cc_profile", "bbmd_questiontype")
_KNOWN_FIELDS = {"tag", "skill", "level", "difficulty"}


class FirstItem(ItemElement):
    """An item of QTI 1.2."""

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
        return self.find_asked("presentation")

    def source(self) -> str:
        """Return what is asked as HTML that is not clean yet."""
        return "".join(iter_material(self._presentation, {*_RESPONSES, "render_choice"}))

    def base(self) -> ItemDraft:
        html, picture = take_media(self.source(), self.files)
        general = [html for name, html in self._feedback if "general" in name]
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
        return "".join(html for name, html in self._feedback if name in names)

    def list_right(self, response: Element) -> list[str]:
        """Return the values that are right of the response: those of the most points."""
        name = response.get("ident", "")
        worth = [(one.points, one.right[name]) for one in self.outcomes if one.right.get(name)]
        most = max((points for points, _values in worth), default=Decimal(0))
        is_single = response.get("rcardinality", "Single").lower() == "single"
        least = most if is_single and response.tag == "response_lid" else Decimal(0)
        kept = (values for points, values in worth if points > 0 and points >= least)
        return list(dict.fromkeys(value for values in kept for value in values))

    @cached_property
    def _feedback(self) -> list[tuple[str, str]]:
        found = find_all(self.root, ["itemfeedback"])
        return [(one.get("ident", ""), clean_told("".join(iter_material(one)))) for one in found]


def name_response(response: Element) -> str:
    """Return the words before what the response offers."""
    return html_to_text("".join(iter_material(response, {"render_choice", "render_fib"})))


def list_labels(response: Element) -> list[Element]:
    """Return what the response offers."""
    return find_all(response, ["response_label"])


def read_prompt(item: FirstItem, response: Element) -> DraftPart:
    """Return what stands before what the response offers, with its picture."""
    return _read_part(item, "".join(iter_material(response, {"render_choice", "render_fib"})))


def read_label(item: FirstItem, label: Element) -> DraftPart:
    """Return one of the things that are offered, with its picture."""
    return _read_part(item, "".join(iter_material(label)))


def _read_part(item: FirstItem, html: str) -> DraftPart:
    html, media = take_media(html, item.files)
    clean_html(html)  # what cannot be shown is refused, and not left out of the words
    return DraftPart(html_to_text(html), media)


def iter_material(element: Element, without: set[str] | None = None) -> Iterator[str]:
    """Yield the HTML of the material below the element, in order."""
    images = {one.get("label", ""): one for one in element.findall("matimage")}
    placed: set[Element] = set()
    for child in element:
        if child.tag in (without or ()) or child in placed:
            continue
        if child.tag == "mattext":
            text = "".join(child.itertext())
            # Many write HTML and call it plain.
            is_html = "html" in child.get("texttype", "") or "<" in text
            # ILIAS says in the text where an image stands, and behind the text which it is.
            places = {label for label in images if label and f'src="{label}"' in text}
            placed |= {images[label] for label in places}
            for label in places:
                text = text.replace(f'src="{label}"', f'src="{_read_address(images[label])}"')
            yield text if is_html else text_to_html(text)
        elif child.tag == "matimage":
            yield f'<img src="{_read_address(child)}" alt="{escape(child.get("label", ""))}">'
        else:
            yield from iter_material(child, without)


def _read_address(image: Element) -> str:
    return escape(image.get("uri", ""))
