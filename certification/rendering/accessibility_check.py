"""Reads a rendered file as a screen reader would, and says what of PDF/UA it lacks.

It reads what we write ourselves; the full examination (veraPDF) is in the tests.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

FONT = re.compile(r"/[A-Z]{6}\+Sheet(-Bold)?")
FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# Strings first, so that nothing inside of them is taken for an operator.
TOKENS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|[\w'\"*./+-]+")
PAINTING = frozenset(b"Tj TJ ' \" Do S s f F f* B B* b b* sh".split())


def faults_of(content: bytes) -> list[str]:
    """Names of faults: untagged, untitled, no-language, no-text-of-picture, font, outside."""
    reader = PdfFileReader(io.BytesIO(content))
    return list(dict.fromkeys(found(reader.root, reader.root["/Pages"]["/Kids"][0])))


def found(root: Any, page: Any) -> Iterator[str]:
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "untagged"
        return
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "untitled"
    if not root.get("/Lang"):
        yield "no-language"
    if any(is_silent(element) for element in elements(root["/StructTreeRoot"])):
        yield "no-text-of-picture"
    if not all(map(is_ours, page["/Resources"]["/Font"].values())):
        yield "font"
    if is_open(page["/Contents"].data):
        yield "outside"


def elements(node: Any) -> Iterator[Any]:
    """The elements of the structure below the node, from the top down."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, generic.DictionaryObject) and "/S" in child:
            yield child
            yield from elements(child)


def is_silent(element: Any) -> bool:
    return element["/S"] == "/Figure" and not str(element.get("/Alt", "")).strip()


def is_ours(reference: Any) -> bool:
    font = reference.get_object()
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    embedded = any(file in inner["/FontDescriptor"] for file in FILES)
    return embedded and bool(FONT.fullmatch(str(font["/BaseFont"])))


def is_open(operators: bytes) -> bool:
    """Whether anything is painted that is neither tagged nor an artifact."""
    depth = 0
    for token in TOKENS.findall(operators):
        if token in (b"BMC", b"BDC"):
            depth += 1
        elif token == b"EMC":
            depth -= 1
        elif token in PAINTING and depth == 0:
            return True
    return False
