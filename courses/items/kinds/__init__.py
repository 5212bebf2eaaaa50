"""Kinds of questions, one a module: what each takes, how it is graded and shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from courses.items.kinds import essay
from courses.items.kinds.base import (
    AnswerOption,
    AskedQuestion,
    InvalidItem,
    QuestionKind,
    ShownParts,
    Words,
    require,
)
from courses.items.kinds.categorise import CategoriseKind
from courses.items.kinds.choices import MultipleKind, SingleKind, TrueFalseKind
from courses.items.kinds.cloze import ClozeKind, list_gap_options
from courses.items.kinds.essay import EssayKind
from courses.items.kinds.matching import MatchingKind
from courses.items.kinds.numeric import NumericKind
from courses.items.kinds.ordering import OrderingKind
from courses.items.kinds.select_text import SelectTextKind
from courses.items.kinds.short_text import ShortTextKind
from courses.items.media import find_media_fault

__all__ = [
    "AnswerOption",
    "AskedQuestion",
    "InvalidItem",
    "ShownParts",
    "Words",
    "essay",
    "find_kind",
    "list_gap_options",
    "list_parts",
    "validate_question",
]

_KINDS: dict[str, QuestionKind] = {
    kind.name: kind
    for kind in (
        SingleKind(),
        MultipleKind(),
        TrueFalseKind(),
        MatchingKind(),
        OrderingKind(),
        NumericKind(),
        ShortTextKind(),
        ClozeKind(),
        SelectTextKind(),
        CategoriseKind(),
        EssayKind(),
    )
}
# Ids stand in the names and values of form fields, with a colon between them.
_ID = re.compile(r"[A-Za-z0-9-]+")


def find_kind(name: str) -> QuestionKind:
    """Return the kind. Raise `InvalidItem`."""
    if name not in _KINDS:
        raise InvalidItem(f"unknown kind {name!r}")
    return _KINDS[name]


def list_parts(words: Words) -> tuple[list[str], ...]:
    """Return the ids that answers and keys name, which are the same in every language."""
    kind_of_parts = ("options", "targets")
    return tuple(sorted(words.get(name, {})) for name in kind_of_parts)


def validate_question(
    kind: str,
    content: Mapping[str, Words],
    answer_key: Any,
    fixed_places: Mapping[str, int] | None = None,
) -> None:
    """Raise `InvalidItem` unless the key belongs to the words of every language."""
    found = find_kind(kind)
    parts = [list_parts(words) for words in content.values()]
    same = parts and all(one == parts[0] for one in parts)
    require(same, "the languages do not offer the same options")
    options, targets = parts[0]
    ids = [*options, *targets]
    require(len(set(ids)) == len(ids), "an id is of an option and of a target")
    require(all(_ID.fullmatch(one) for one in ids), "an id has other characters than allowed")
    for words in content.values():
        _validate_words(found, words, answer_key)
    _validate_places(found, options, fixed_places or {})


def _validate_words(kind: QuestionKind, words: Words, answer_key: Any) -> None:
    try:
        kind.validate(words, answer_key)
    except (AttributeError, KeyError, TypeError) as error:
        raise InvalidItem("the answer key has not the shape of its kind") from error
    fault = find_media_fault(words)
    require(not fault, fault)
    known = {*words.get("options", {}), *words.get("targets", {})}
    require(set(words.get("option_feedback", {})) <= known, "a feedback is of no option")


def _validate_places(kind: QuestionKind, options: list[str], fixed: Mapping[str, int]) -> None:
    require(kind.keeps_places or not fixed, "an option keeps a place that it cannot have")
    places = set(fixed.values())
    is_fit = set(fixed) <= set(options) and len(places) == len(fixed)
    require(is_fit, "an option keeps a place that it cannot have")
    require(places <= set(range(len(options))), "an option keeps a place that there is not")
