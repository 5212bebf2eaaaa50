"""Questions that are answered by ticking: one of several, some of several, true or false."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

from courses.items.kinds.base import (
    AskedQuestion,
    QuestionKind,
    ShownParts,
    Shuffle,
    Words,
    build_option,
    require,
)


class MultipleKind(QuestionKind):
    """Some of the options are right; ticking all of them earns nothing."""

    name = "multiple"
    is_printable = True
    keeps_places = True
    is_correctable = True

    def validate(self, words: Words, answer_key: Any) -> None:
        right = set(answer_key)
        require(
            right and right <= set(words.get("options", {})),
            "the right options are not among the options",
        )

    def read_key(self, answer_key: Any) -> list[str]:
        return sorted(set(answer_key))

    def accepts(self, answer_key: Any, part: str) -> bool:
        return part in answer_key

    def read_answer(self, asked: AskedQuestion, posted: Iterable[str]) -> list[str] | None:
        answer = sorted(set(posted))
        return answer if set(answer) <= set(asked.order) else None

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        right, given = set(answer_key), set(answer)
        if not right:
            return Fraction(0)
        # Of the wrong ones, not of the right ones: whoever ticks everything has nothing.
        wrong = Fraction(len(given - right), wrong_options or len(right))
        return max(Fraction(len(given & right), len(right)) - wrong, Fraction(0))

    def build_right_answer(self, answer_key: Any) -> list[str]:
        return sorted(answer_key)

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        return ShownParts(
            options=tuple(build_option(asked, one, answer, answer_key) for one in asked.options)
        )


class SingleKind(MultipleKind):
    """Exactly one of the options is right."""

    name = "single"

    def validate(self, words: Words, answer_key: Any) -> None:
        super().validate(words, answer_key)
        require(len(set(answer_key)) == 1, "one answer means exactly one right option")

    def read_answer(self, asked: AskedQuestion, posted: Iterable[str]) -> list[str] | None:
        answer = super().read_answer(asked, posted)
        return answer if answer is None or len(answer) <= 1 else None

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        given = set(answer)
        return Fraction(len(given) == 1 and given == set(answer_key))


class TrueFalseKind(SingleKind):
    """A sentence that is true or false; *true* always stands first."""

    name = "true_false"
    keeps_places = False

    def validate(self, words: Words, answer_key: Any) -> None:
        options = set(words.get("options", {}))
        require(options == {"true", "false"}, "the options are not true and false")
        super().validate(words, answer_key)

    def order_parts(self, words: Words, shuffle: Shuffle) -> list[str]:
        return ["true", "false"]
