"""Ordering: each step is given its place, from 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.items.kinds.base import AskedQuestion, Words, require
from courses.items.kinds.slots import SlotKind
from people.text.formatting import number


class OrderingKind(SlotKind):
    name = "ordering"

    def validate(self, words: Words, answer_key: Any) -> None:
        order = answer_key["order"]
        require(len(order) >= 2, "fewer than two steps")
        require(sorted(order) == sorted(words.get("options", {})), "a step has no place")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        return {"order": list(answer_key["order"])}

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        return asked.options

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        return {str(place): number(place) for place in range(1, len(asked.options) + 1)}

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        return {one: [str(place)] for place, one in enumerate(answer_key["order"], start=1)}
