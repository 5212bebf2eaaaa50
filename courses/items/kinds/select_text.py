"""Select in text: words of a passage are ticked where they stand."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from courses.items.kinds.base import (
    AskedQuestion,
    PassagePiece,
    ShownParts,
    Shuffle,
    Words,
    list_tokens,
    require,
    split_passage,
)
from courses.items.kinds.choices import MultipleKind


class SelectTextKind(MultipleKind):
    name = "select_text"
    is_printable = False
    keeps_places = False

    def validate(self, words: Words, answer_key: Any) -> None:
        super().validate(words, answer_key)
        is_whole = sorted(list_tokens(words)) == sorted(words.get("options", {}))
        require(is_whole, "the words to choose do not stand in the passage once each")

    def order_parts(self, words: Words, shuffle: Shuffle) -> list[str]:
        return sorted(words.get("options", {}))  # where they stand, the passage says

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        options = {one.id: one for one in super().present(asked, answer, answer_key).options}
        pieces = split_passage(asked.words)
        return ShownParts(
            options=tuple(options[one] for one in list_tokens(asked.words) if one in options),
            passage=tuple(PassagePiece(html, option=options.get(one)) for html, one in pieces),
        )
