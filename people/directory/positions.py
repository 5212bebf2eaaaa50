"""Finds positions on record by words of their names."""

from __future__ import annotations

from collections.abc import Iterable

from people.models import Posting
from people.text.spelling import fold
from people.text.zawgyi import to_unicode

PositionNames = dict[str, str]


def find_positions(
    words: str, among: Iterable[PositionNames] | None = None
) -> list[PositionNames]:
    """Return the positions with the words in a name: of all on record, or of those given.

    A nation has few of them: to read each name once is a third of looking into every posting.
    """
    asked = fold(to_unicode(words))
    known = _list_known_positions() if among is None else among
    return [one for one in known if any(asked in fold(name) for name in one.values())]


def _list_known_positions() -> Iterable[PositionNames]:
    """Return every position that somebody has or had, once."""
    return Posting.objects.order_by().values_list("position", flat=True).distinct()
