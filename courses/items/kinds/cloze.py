"""Cloze: a passage with gaps, each filled by typing or by one of the options it offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from courses.items.kinds.base import (
    AskedQuestion,
    PassagePiece,
    ShownParts,
    Words,
    list_tokens,
    require,
    split_passage,
)
from courses.items.kinds.slots import SlotKind, fold_accepted, is_accepted, is_typeable


def list_gap_options(words: Words, gap: str) -> list[str]:
    """Return the options that a gap offers: ``<gap>-…`` its own, those of no gap to all gaps."""
    gaps = sorted(words.get("targets", {}), key=len, reverse=True)
    owners = {
        option: next((one for one in gaps if option.startswith(f"{one}-")), None)
        for option in words.get("options", {})
    }
    own = [option for option, owner in owners.items() if owner == gap]
    return own or [option for option, owner in owners.items() if owner is None]


class ClozeKind(SlotKind):
    name = "cloze"
    is_correctable = True

    def validate(self, words: Words, answer_key: Any) -> None:
        gaps, tokens = answer_key["gaps"], list_tokens(words)
        require(gaps and set(gaps) == set(words.get("targets", {})), "a gap has no answer")
        require(sorted(tokens) == sorted(gaps), "the gaps do not stand in the passage once each")
        for gap, accepted in gaps.items():
            offered = list_gap_options(words, gap)
            require(accepted, "a gap has no answer")
            require(
                not offered or set(accepted) <= set(offered), "a gap does not offer its answer"
            )
            is_fit = all(is_accepted(one, [one]) and is_typeable(one) for one in accepted)
            require(offered or is_fit, "an accepted answer is empty or too long")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        gaps = answer_key["gaps"].items()
        return {"gaps": {gap: list(dict.fromkeys(accepted)) for gap, accepted in gaps}}

    def fold_key(self, answer_key: Any) -> Any:
        return {gap: fold_accepted(accepted) for gap, accepted in answer_key["gaps"].items()}

    def accept_too(self, answer_key: Any, part: str) -> Any:
        gap, _colon, value = part.partition(":")
        gaps = answer_key["gaps"]
        return {"gaps": {**gaps, gap: [*gaps.get(gap, ()), value]}}

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        # By number: the words around a gap say what it asks, and they are read before it.
        tokens = list_tokens(asked.words)
        return {gap: str(place) for place, gap in enumerate(tokens, start=1)}

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        offered = set(list_gap_options(asked.words, slot))
        return {one: text for one, text in asked.options.items() if one in offered}

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        return dict(answer_key["gaps"])

    def is_right(self, answer_key: Any, slot: str, value: str) -> bool:
        return is_accepted(value, answer_key["gaps"].get(slot, ()))

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        slots = self.build_slots(asked, answer, answer_key)
        pieces = split_passage(asked.words)
        return ShownParts(
            slots=tuple(slots.values()),
            passage=tuple(PassagePiece(html, slots.get(gap)) for html, gap in pieces),
        )
