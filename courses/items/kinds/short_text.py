"""Short text: a word or a few, compared folded with those that are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.items.kinds.base import AskedQuestion, Words, require
from courses.items.kinds.slots import SlotKind, fold_accepted, is_accepted, is_typeable


class ShortTextKind(SlotKind):
    name = "short_text"
    is_correctable = True

    def validate(self, words: Words, answer_key: Any) -> None:
        accepted = answer_key["accepted"]
        require(accepted, "no answer is accepted")
        # What cannot be folded could be typed by nobody.
        is_fit = all(is_accepted(one, [one]) and is_typeable(one) for one in accepted)
        require(is_fit, "an accepted answer is empty or too long")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        return {"accepted": list(dict.fromkeys(answer_key["accepted"]))}

    def fold_key(self, answer_key: Any) -> Any:
        return fold_accepted(answer_key["accepted"])

    def accept_too(self, answer_key: Any, part: str) -> Any:
        return {"accepted": [*answer_key["accepted"], part.partition(":")[2]]}

    def order_parts(self, words: Words, shuffle: Any) -> list[str]:
        return []

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        return {"text": ""}

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        return {}

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        return {"text": list(answer_key["accepted"])}

    def is_right(self, answer_key: Any, slot: str, value: str) -> bool:
        return is_accepted(value, answer_key["accepted"])
