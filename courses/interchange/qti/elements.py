"""Reads elements of QTI 2 and 3 by one name, and their content as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import Unfit
from courses.interchange.markup import clean_html, html_to_text, take_media
from courses.interchange.xml_tree import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from courses.interchange.drafts import DraftMedia

Replace = Callable[["Element"], str | None]
_DASH = re.compile(r"-([a-z])")
_EMPTY_TAGS = {"br", "hr", "img"}
# What is not said to somebody who has not answered yet.
_LEFT_OUT = {
    *("feedbackInline", "feedbackBlock", "rubricBlock", "templateInline", "templateBlock"),
    *("stylesheet", "infoControl", "catalogInfo"),
}


@dataclass(frozen=True)
class ItemElement:
    """An item, and the files that came with it by the addresses that it names."""

    root: Element
    files: Mapping[str, bytes]
    language: str

    def find_asked(self, name: str) -> Element:
        """Return the part of the item that asks; `Unfit`: it has none."""
        found = self.root.find(name)
        if found is None:
            raise Unfit(_("It asks nothing: its text is empty."))
        return found


def name_alike(root: Element) -> None:
    """Give elements and attributes of QTI 3 the names that they have in QTI 2, in place."""
    for element in root.iter():
        name = local_name(element)
        if name.startswith("qti-"):
            element.tag = _join_words(name.removeprefix("qti-"))
        elif name:
            element.tag = name
        for key in [key for key in element.attrib if "-" in key]:
            element.attrib[_join_words(key)] = element.attrib.pop(key)


def _join_words(name: str) -> str:
    return _DASH.sub(lambda found: found[1].upper(), name)


def find_all(element: Element, names: Iterable[str]) -> list[Element]:
    """Return the elements of those names anywhere below, in order."""
    wanted = {*names}
    return [one for one in element.iter() if one.tag in wanted]


def to_html(element: Element, replace: Replace = lambda _element: None) -> str:
    """Return what is in the element as HTML; ``replace`` gives other HTML for some of it."""
    return "".join(_iter_html(element, replace))


def _iter_html(element: Element, replace: Replace) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        other = replace(child)
        if other is not None:
            yield other
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield _open_tag(child)
            yield from _iter_html(child, replace)
            yield "" if child.tag in _EMPTY_TAGS else f"</{child.tag}>"
        yield escape(child.tail or "", quote=False)


def _open_tag(element: Element) -> str:
    told = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    return f"<{element.tag}{told}>"


def read_words(element: Element, files: Mapping[str, bytes]) -> tuple[str, DraftMedia | None]:
    """Return the words of an answer, and the picture in it."""
    html, picture = take_media(to_html(element), files)
    clean_html(html)  # what cannot be shown is refused, and not left out of the words
    return html_to_text(html), picture
