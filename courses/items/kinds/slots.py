"""Shares what kinds have in common whose parts are answered one by one: ``slot:value``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from courses.items.kinds.base import (
    AnswerOption,
    AnswerSlot,
    AskedQuestion,
    QuestionKind,
    ShownParts,
)
from people.text.formatting import letter
from people.text.names import fold_unspaced

MAX_TYPED_LENGTH = 200
_SHOWN_RIGHT = 4  # of all languages together the accepted ones may be many


def split_answer(answer: Iterable[str]) -> dict[str, str] | None:
    """Return the values by slot, without empty ones; None when a slot has two."""
    pairs = sorted({tuple(one.partition(":")[::2]) for one in answer})
    filled = [(slot, value.strip()) for slot, value in pairs if value.strip()]
    found = dict(filled)
    return found if len(found) == len(filled) else None


def join_answer(values: Mapping[str, str]) -> list[str]:
    """Return the answer as stored."""
    return sorted(f"{slot}:{value}" for slot, value in values.items())


def is_typeable(text: str) -> bool:
    # PostgreSQL keeps no NUL in JSON.
    return len(text) <= MAX_TYPED_LENGTH and "\0" not in text


def fold_accepted(accepted: Iterable[str]) -> list[str]:
    """Return what of typed words is compared, each once."""
    return sorted({fold_unspaced(one) for one in accepted})


def is_accepted(text: str, accepted: Iterable[str]) -> bool:
    """Return whether the typed text is one of the accepted ones, however it is spelt."""
    # Cut: whoever fills the database by another way must not make folding slow.
    folded = fold_unspaced(text[:MAX_TYPED_LENGTH])
    return bool(folded) and folded in {fold_unspaced(one) for one in accepted}


class SlotKind(QuestionKind):
    """Each slot is answered by itself, and the share of right slots is what is right."""

    def list_slots(self, asked: AskedQuestion) -> Mapping[str, str]:
        """Return the labels by slot, in order."""
        raise NotImplementedError

    def list_values(self, asked: AskedQuestion, slot: str) -> Mapping[str, str]:
        """Return the texts by value that the slot can be given; empty where it is typed."""
        raise NotImplementedError

    def list_right(self, answer_key: Any) -> dict[str, list[str]]:
        """Return the right values by slot, the one to show first."""
        raise NotImplementedError

    def is_right(self, answer_key: Any, slot: str, value: str) -> bool:
        return value in self.list_right(answer_key).get(slot, ())

    def accepts(self, answer_key: Any, part: str) -> bool:
        slot, _colon, value = part.partition(":")
        return self.is_right(answer_key, slot, value)

    def read_answer(self, asked: AskedQuestion, posted: Iterable[str]) -> list[str] | None:
        values, slots = split_answer(posted), self.list_slots(asked)
        if values is None or not values.keys() <= set(slots):
            return None
        fits = all(self._can_take(asked, slot, value) for slot, value in values.items())
        return join_answer(values) if fits else None

    def _can_take(self, asked: AskedQuestion, slot: str, value: str) -> bool:
        offered = self.list_values(asked, slot)
        return value in offered if offered else is_typeable(value)

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        right, values = self.list_right(answer_key), split_answer(answer)
        if not right or not values or not values.keys() <= right.keys():
            return Fraction(0)
        count = sum(self.is_right(answer_key, slot, value) for slot, value in values.items())
        return Fraction(count, len(right))

    def build_right_answer(self, answer_key: Any) -> list[str]:
        return join_answer({slot: found[0] for slot, found in self.list_right(answer_key).items()})

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        return ShownParts(slots=tuple(self.build_slots(asked, answer, answer_key).values()))

    def build_slots(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any
    ) -> dict[str, AnswerSlot]:
        """Return the slots by id as shown."""
        given = split_answer(answer) or {}
        return {
            slot: self._build_slot(asked, slot, label, given.get(slot, ""), answer_key)
            for slot, label in self.list_slots(asked).items()
        }

    def _build_slot(
        self, asked: AskedQuestion, slot: str, label: str, given: str, answer_key: Any
    ) -> AnswerSlot:
        options = self._build_options(asked, slot, given)
        typed, media = "" if options else given, asked.media.get(slot)
        shown = AnswerSlot(slot, label, options, typed, media=media)
        return shown if answer_key is None else self._mark_slot(shown, asked, given, answer_key)

    def _build_options(
        self, asked: AskedQuestion, slot: str, given: str
    ) -> tuple[AnswerOption, ...]:
        """Return what the slot offers, by letters where some of it is more than a text."""
        texts = self.list_values(asked, slot)
        is_lettered = not asked.media.keys().isdisjoint(texts)
        return tuple(
            AnswerOption(
                f"{slot}:{value}",
                text,
                value == given,
                media=asked.media.get(value),
                letter=letter(place) if is_lettered else "",
            )
            for place, (value, text) in enumerate(texts.items())
        )

    def _mark_slot(
        self, shown: AnswerSlot, asked: AskedQuestion, given: str, answer_key: Any
    ) -> AnswerSlot:
        names = {one.id.partition(":")[2]: one.name for one in shown.options}
        right = [names.get(one, one) for one in self.list_right(answer_key).get(shown.id, ())]
        told = asked.words.get("option_feedback", {})
        return replace(
            shown,
            is_right=self.is_right(answer_key, shown.id, given),
            right=" / ".join(right[:_SHOWN_RIGHT]),
            feedback=told.get(given, "") or told.get(shown.id, ""),
        )

    def describe_answer(self, asked: AskedQuestion, answer: Collection[str]) -> list[str]:
        slots = self.build_slots(asked, answer, None).values()
        return [
            " – ".join(filter(None, (one.name, one.given_words))) for one in slots if one.given
        ]
