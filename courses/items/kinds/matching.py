"""Matching: each prompt (target) is given one of the options, some of which may be left over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.items.kinds.base import AskedQuestion, Shuffle, Words, require
from courses.items.kinds.slots import SlotKind


class MatchingKind(SlotKind):
    name = "matching"

    def validate(self, words: Words, answer_key: Any) -> None:
        pairs = answer_key["pairs"]
        require(len(pairs) >= 2, "fewer than two pairs")
        require(set(pairs) == set(words.get("targets", {})), "a prompt has no partner")
        require(set(pairs.values()) <= set(words.get("options", {})), "a partner is not offered")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        return {"pairs": dict(answer_key["pairs"])}

    def order_parts(self, words: Words, shuffle: Shuffle) -> list[str]:
        return [*shuffle(words.get("options", {})), *shuffle(words.get("targets", {}))]

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        return asked.targets

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        return asked.options

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        return {left: [right] for left, right in answer_key["pairs"].items()}
