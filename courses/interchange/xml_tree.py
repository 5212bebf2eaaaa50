"""Parses the XML of other systems, which may be hostile, and reads its elements."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from courses.interchange.decoding import convert_zawgyi, decode_text
from courses.interchange.drafts import Reading, Unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_ELEMENTS = 500_000
_MOST_SIGNS = 4 * _MOST_ELEMENTS  # that open or close one, or stand in a text
_DEEPEST = 100  # elements within one another: reading goes down by calling itself
_TOO_LARGE = _("It is larger than what is read here at once. Divide it.")


def parse_xml(content: bytes, reading: Reading) -> Element:
    """Return the root, with Zawgyi in Unicode. Raise `Unfit` for what is broken or hostile."""
    # Before there is a tree, which takes thirty times the memory of an empty element's text.
    if content.count(b"<") > _MOST_SIGNS:
        raise Unfit(_TOO_LARGE)
    try:
        # As text, so that Zawgyi is found; in other encodings it is not.
        root = fromstring(convert_zawgyi(decode_text(content), reading))
    except Unfit:
        root = _parse_bytes(content)
    except (ParseError, ValueError, LookupError) as error:
        raise _describe_error(error) from error
    _require_size(root)
    return root


def _require_size(root: Element) -> None:
    count, level, depth = 0, [root], 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > _MOST_ELEMENTS or depth > _DEEPEST:
            raise Unfit(_TOO_LARGE)
        level = [child for element in level for child in element]


def _parse_bytes(content: bytes) -> Element:
    try:
        return fromstring(content)
    # LookupError: an encoding that nobody knows. DefusedXmlException is a ValueError.
    except (ParseError, ValueError, LookupError) as error:
        raise _describe_error(error) from error


def _describe_error(error: Exception) -> Unfit:
    if isinstance(error, DefusedXmlException):
        return Unfit(_("It declares entities, which may hide harm, and is not read."))
    return Unfit(_("Its XML is broken and cannot be read."))


def local_name(element: Element) -> str:
    """Return the name without its namespace; ``""`` for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_text(element: Element | None, path: str) -> str:
    """Return the text of a part, stripped; ``""`` where there is none."""
    return (element.findtext(path, "") if element is not None else "").strip()
