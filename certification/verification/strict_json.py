"""Parses JSON strictly: refuses text that two readers could take for two documents."""

from __future__ import annotations

import json
from typing import Any


class AmbiguousJSON(Exception):
    """The text is no JSON (``document`` is None), or JSON that readers take differently."""

    def __init__(self, document: Any = None) -> None:
        super().__init__("not strict")
        self.document = document


def is_same_json(one: Any, other: Any) -> bool:
    """Whether both are equal, types included."""
    # Compared as text: in Python True == 1 and 1 == 1.0.
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def loads_strict(content: bytes) -> Any:
    """Return the document; raise AmbiguousJSON for doubled keys, NaN, and what is no JSON."""
    doubts: list[str] = []

    def pair(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        if len(read) != len(pairs):
            doubts.append("a key twice")
        return read

    def constant(name: str) -> None:
        doubts.append(name)

    try:
        text = content.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=pair, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        raise AmbiguousJSON from error
    if doubts:
        raise AmbiguousJSON(document)
    return document
