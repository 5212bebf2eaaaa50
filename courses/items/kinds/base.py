"""Defines what a kind of question is: what it asks, takes, grades and shows. Pure: no row here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from courses.items.media import PartMedia, label_options, read_media, shorten_words

Words = Mapping[str, Any]  # the content of a version in one language
Shuffle = Callable[[Iterable[str]], list[str]]
_TOKEN = re.compile(r"\[\[([A-Za-z0-9-]+)\]\]")


class InvalidItem(ValueError):
    """The question cannot be asked: its key, options or languages contradict each other."""


@dataclass(frozen=True)
class AnswerOption:
    """Holds an option as shown, ``id`` as posted; ``is_right`` stays False before grading.

    ``letter`` names it in a list of words, which shows no picture and plays no sound.
    """

    id: str
    text: str
    is_chosen: bool
    is_right: bool = False
    feedback: str = ""
    media: PartMedia | None = None
    letter: str = ""

    @property
    def words(self) -> str:
        """Return it in words: without text what its picture shows or its sound says."""
        return self.text or (shorten_words(self.media.words) if self.media else "")

    @property
    def name(self) -> str:
        """Return its letter and its words."""
        # Not what a sound says: who reads it there need not listen.
        is_heard = self.media is not None and not self.media.is_picture
        words = self.text if is_heard else self.words
        return " – ".join(filter(None, (self.letter, words)))


@dataclass(frozen=True)
class AnswerSlot:
    """Holds a part that is answered by itself: one of its options, or (without) typed text.

    ``is_right`` and ``right`` stay empty before grading.
    """

    id: str
    label: str
    options: tuple[AnswerOption, ...] = ()
    typed: str = ""
    is_right: bool = False
    right: str = ""
    feedback: str = ""
    media: PartMedia | None = None

    @property
    def name(self) -> str:
        """Return its label in words: without text what its picture shows."""
        return self.label or (shorten_words(self.media.words) if self.media else "")

    @property
    def given(self) -> str:
        return self.typed or next((one.name for one in self.options if one.is_chosen), "")

    @property
    def given_words(self) -> str:
        """Return what was given without its letter, which another paper gives to another."""
        return self.typed or next((one.words for one in self.options if one.is_chosen), "")


@dataclass(frozen=True)
class PassagePiece:
    """Holds sanitised HTML of a passage, and the gap or the words to choose that follow it."""

    html: str
    slot: AnswerSlot | None = None
    option: AnswerOption | None = None


@dataclass(frozen=True)
class ShownParts:
    """Holds what is answered: options to choose, slots, or a passage with either in it."""

    options: tuple[AnswerOption, ...] = ()
    slots: tuple[AnswerSlot, ...] = ()
    passage: tuple[PassagePiece, ...] = ()

    @property
    def legend(self) -> tuple[AnswerOption, ...]:
        """Return what slots offer by letters, to be shown beside them."""
        offered = self.slots[0].options if self.slots else ()
        return tuple(one for one in offered if one.letter)

    @property
    def shape(self) -> str:
        """Return the name of what holds the parts."""
        return "passage" if self.passage else "slots" if self.slots else "options"


@dataclass(frozen=True)
class AskedQuestion:
    """Holds a question as one person sees it: words, drawn order, and names of units."""

    words: Words
    order: Collection[str]
    units: Collection[str] = ()

    @property
    def options(self) -> dict[str, str]:
        """Return the options in the order drawn."""
        texts = self.words.get("options", {})
        return {one: texts.get(one, "") for one in self.order if one in texts}

    @cached_property
    def media(self) -> dict[str, PartMedia]:
        return read_media(self.words)

    @property
    def targets(self) -> dict[str, str]:
        """Return the targets: in the order drawn, others after them."""
        texts = self.words.get("targets", {})
        drawn = [one for one in self.order if one in texts]
        return {one: texts[one] for one in dict.fromkeys([*drawn, *sorted(texts)])}


class QuestionKind:
    """A kind of question; each subclass has one instance, found by `find_kind`."""

    name: ClassVar[str]
    is_printable: ClassVar[bool] = False
    keeps_places: ClassVar[bool] = False  # some options may keep their place in every paper
    is_marked_by_person: ClassVar[bool] = False
    is_correctable: ClassVar[bool] = False  # another key may be put beside that of a version

    def validate(self, words: Words, answer_key: Any) -> None:
        """Raise `InvalidItem` unless the key belongs to the words of one language."""
        raise NotImplementedError

    def read_key(self, answer_key: Any) -> Any:
        """Return the key in the one form in which it is stored and compared."""
        raise NotImplementedError

    def fold_key(self, answer_key: Any) -> Any:
        """Return the key in a form in which keys that give the same points are equal."""
        return self.read_key(answer_key)

    def accepts(self, answer_key: Any, part: str) -> bool:
        """Return whether the key takes the part of an answer by itself."""
        return False

    def accept_too(self, answer_key: Any, part: str) -> Any:
        """Return a key that takes the part of an answer too. Raise `InvalidItem`."""
        raise InvalidItem(f"a key of the kind {self.name} is not widened")

    def list_units(self, answer_key: Any) -> list[str]:
        """Return all that a page may know of the key before grading: the names of units."""
        return []

    def order_parts(self, words: Words, shuffle: Shuffle) -> list[str]:
        """Return the ids of the parts in the order that an attempt shows."""
        return shuffle(words.get("options", {}))

    def read_answer(self, asked: AskedQuestion, posted: Iterable[str]) -> list[str] | None:
        """Return the answer as stored, sorted; None when it does not belong to the question."""
        raise NotImplementedError

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        """Return the share that is right, 1 exactly for the right answer; never raises.

        ``wrong_options``: how many could be chosen wrongly; 0: not known.
        """
        raise NotImplementedError

    def build_right_answer(self, answer_key: Any) -> list[str]:
        """Return an answer that gets all points."""
        raise NotImplementedError

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        """Return the parts as shown with the answer; with a key what was right stands with it."""
        raise NotImplementedError

    def describe_answer(self, asked: AskedQuestion, answer: Collection[str]) -> list[str]:
        """Return the answer in words."""
        texts = label_options(asked.words)
        return [texts[one] for one in answer if one in texts]


def require(condition: object, message: str) -> None:
    if not condition:
        raise InvalidItem(message)


def list_tokens(words: Words) -> list[str]:
    """Return the ids of the gaps or words to choose in the passage, in order."""
    return _TOKEN.findall(words.get("passage", ""))


def split_passage(words: Words) -> list[tuple[str, str]]:
    """Return the HTML before each gap with the id of the gap; the end has none."""
    pieces = [*_TOKEN.split(words.get("passage", "")), ""]
    return list(zip(pieces[::2], pieces[1::2], strict=True))


def build_option(
    asked: AskedQuestion, option: str, answer: Collection[str], answer_key: Any
) -> AnswerOption:
    """Return an option of the question that is chosen by its own id."""
    is_right = answer_key is not None and option in answer_key
    told = asked.words.get("option_feedback", {}) if answer_key is not None else {}
    return AnswerOption(
        option,
        asked.options[option],
        option in answer,
        is_right,
        told.get(option, ""),
        asked.media.get(option),
    )
