"""Finds objects of a file that WeasyPrint is about to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def find_page(pdf: pydyf.PDF) -> Any:
    """Return the first page, which is the only one of a certificate."""
    return next(list_pages(pdf))


def list_pages(pdf: pydyf.PDF) -> Iterator[Any]:
    """Yield the pages in their order."""
    yield from (o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/Page")


def resolve_reference(pdf: pydyf.PDF, reference: bytes) -> Any:
    """Return the object that a reference such as ``b"7 0 R"`` names."""
    return pdf.objects[int(reference.split()[0])]
