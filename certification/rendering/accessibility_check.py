"""Finds what a rendered file lacks of PDF/UA.

It reads what we write ourselves; the full validation by veraPDF is in the tests.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_SHEET_FONT = re.compile(r"/[A-Z]{6}\+Sheet(-Bold)?")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# Strings first, so that nothing inside of them is taken for an operator.
_TOKENS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|[\w'\"*./+-]+")
_PAINTING_OPERATORS = frozenset(b"Tj TJ ' \" Do S s f F f* B B* b b* sh".split())


def accessibility_faults(content: bytes) -> list[str]:
    """Return the faults: untagged, untitled, no-language, no-text-of-picture, font, outside."""
    reader = PdfFileReader(io.BytesIO(content))
    return list(dict.fromkeys(_iter_faults(reader.root, reader.root["/Pages"]["/Kids"][0])))


def _iter_faults(root: Any, page: Any) -> Iterator[str]:
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        # Without a structure tree none of the other questions can be asked.
        yield "untagged"
        return
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "untitled"
    if not root.get("/Lang"):
        yield "no-language"
    if any(_lacks_alt_text(element) for element in _iter_elements(root["/StructTreeRoot"])):
        yield "no-text-of-picture"
    if not all(map(_is_sheet_font, page["/Resources"]["/Font"].values())):
        yield "font"
    if has_untagged_content(page["/Contents"].data):
        yield "outside"


def _iter_elements(node: Any) -> Iterator[Any]:
    """Yield the structure elements below the node, from the top down."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, generic.DictionaryObject) and "/S" in child:
            yield child
            yield from _iter_elements(child)


def _lacks_alt_text(element: Any) -> bool:
    return element["/S"] == "/Figure" and not str(element.get("/Alt", "")).strip()


def _is_sheet_font(reference: Any) -> bool:
    font = reference.get_object()
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    embedded = any(file in inner["/FontDescriptor"] for file in _FONT_FILES)
    return embedded and bool(_SHEET_FONT.fullmatch(str(font["/BaseFont"])))


def has_untagged_content(operators: bytes) -> bool:
    """Whether anything is painted that is neither tagged nor an artifact."""
    depth = 0
    for token in _TOKENS.findall(operators):
        if token in (b"BMC", b"BDC"):
            depth += 1
        elif token == b"EMC":
            depth -= 1
        elif token in _PAINTING_OPERATORS and depth == 0:
            return True
    return False
