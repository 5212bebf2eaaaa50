"""Lets pages know whether published figures of the plan have changed: who publishes registers."""

from __future__ import annotations

from collections.abc import Callable

_readers: dict[str, Callable[[], str]] = {}


def register_publisher(name: str, read_tag: Callable[[], str]) -> None:
    """Have what the publisher returns be part of the tag: it is another one after any change."""
    _readers[name] = read_tag


def read_publication_tag() -> str:
    """Return what stays the same as long as everything published does."""
    return " ".join(read() for _name, read in sorted(_readers.items()))
