"""Says what of the HTML of a question does not arrive: scripts, drawings, tables, raised signs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext_lazy as _

_REMOVED: tuple[tuple[re.Pattern[str], Any], ...] = (
    (
        re.compile(
            r"<(?:script|style|iframe|form|input|button|textarea|select|link|meta|base)\b"
            # A few spaces only: of a long run of them each would be a beginning of the rest.
            r"|<[a-z][^<>]*\son[a-z]+\s*=|=\s{0,9}[\"']?\s{0,9}(?:java|vb)script\s{0,9}:",
            re.IGNORECASE,
        ),
        _("Scripts, styles, frames or fields in its text are left out: a question has words."),
    ),
    (
        re.compile(r"<(?:svg|canvas)\b", re.IGNORECASE),
        _("A drawing in its text is left out. Bring it as a picture (PNG, JPEG, GIF, WebP)."),
    ),
    (
        re.compile(r"<su[bp]\b", re.IGNORECASE),
        _("Raised or lowered signs in its text became plain ones: read it through."),
    ),
    (
        re.compile(r"<table\b", re.IGNORECASE),
        _("A table in its text became lines: read it through."),
    ),
)
# Of the question that is read now: its texts are cleaned in many places, each by itself.
_watched: ContextVar[dict[str, Any] | None] = ContextVar("watched", default=None)


@contextmanager
def watch_removals() -> Iterator[Collection[Any]]:
    """Give what is left out of the texts that are read within, each once."""
    found: dict[str, Any] = {}
    token = _watched.set(found)
    try:
        yield found.values()
    finally:
        _watched.reset(token)


def note_removals(html: str) -> None:
    """Note what cleaning takes out of the text."""
    for pattern, told in _REMOVED:
        if pattern.search(html):
            note_removal(told)


def note_removal(told: Any) -> None:
    """Note that something is left out of the question that is read now, if one is."""
    if (found := _watched.get()) is not None:
        found[str(told)] = told
