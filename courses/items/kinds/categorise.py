"""Categorise: each option is put into one of the categories (targets)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.items.kinds.base import AskedQuestion, Words, require
from courses.items.kinds.matching import MatchingKind


class CategoriseKind(MatchingKind):
    name = "categorise"

    def validate(self, words: Words, answer_key: Any) -> None:
        pairs, categories = answer_key["pairs"], set(words.get("targets", {}))
        require(len(categories) >= 2, "fewer than two categories")
        require(set(pairs) == set(words.get("options", {})), "an answer has no category")
        require(pairs and set(pairs.values()) <= categories, "a category is not offered")

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        return asked.options

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        return asked.targets
