"""Essay: a text of some length that a person marks by a rubric; no program grades it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courses.items.kinds.base import (
    AnswerSlot,
    AskedQuestion,
    QuestionKind,
    ShownParts,
    Words,
    require,
)
from courses.items.kinds.slots import split_answer
from people.text import detect_zawgyi
from people.text.languages import in_language
from people.text.spelling import clean_lines

LONGEST_ESSAY = 10_000  # code points: what a form posts and a row keeps
USUAL_LIMIT = 3_000  # characters as a person reads them
SHORTEST_LIMIT = 200  # below it a short answer is asked
_MOST_CRITERIA, _MOST_LEVELS, _MOST_POINTS = 12, 12, 100
_MOST_UNNAMED_POINTS = 20  # without levels of its own a criterion has one for each point


@dataclass(frozen=True)
class RubricLevel:
    """How well a criterion is met, and the points for it."""

    id: str
    title: str
    points: int


@dataclass(frozen=True)
class RubricCriterion:
    """What is looked at in a text; ``points`` are those of its best level."""

    id: str
    title: str
    levels: tuple[RubricLevel, ...]

    @property
    def points(self) -> int:
        return max(level.points for level in self.levels)


@dataclass(frozen=True)
class EssayTask:
    """What is asked of a text: how long it may be, and by what it is marked.

    ``note`` is for markers alone; the rubric is the learner's too where ``is_shown``.
    """

    limit: int
    rubric: tuple[RubricCriterion, ...]
    is_shown: bool = False
    note: str = ""

    @property
    def points(self) -> int:
        return sum(one.points for one in self.rubric)

    def list_chosen(self, choices: Mapping[str, str]) -> list[tuple[RubricCriterion, RubricLevel]]:
        """Return the criteria with the level chosen of each; without those that have none."""
        return [
            (one, level)
            for one in self.rubric
            for level in one.levels
            if level.id == choices.get(one.id)
        ]

    def sum_share(self, choices: Mapping[str, str]) -> Fraction:
        """Return the share of all points that the chosen levels give."""
        points = sum(level.points for _criterion, level in self.list_chosen(choices))
        return Fraction(points, self.points)


def read_task(answer_key: Any, language: str | None = None) -> EssayTask:
    """Return what the key of an essay asks, in words of the language."""
    criteria = tuple(_read_criterion(one, language) for one in answer_key["rubric"])
    limit, is_shown = answer_key.get("limit", USUAL_LIMIT), bool(answer_key.get("is_shown"))
    note = in_language(answer_key.get("note", {}), language)
    return EssayTask(limit, criteria, is_shown, note)


def _read_criterion(written: Mapping[str, Any], language: str | None) -> RubricCriterion:
    title = _name(written["title"], language)
    levels = tuple(
        RubricLevel(one["id"], _name(one["title"], language), one["points"])
        for one in written.get("levels", ())
    )
    if not levels:
        points = range(written["points"] + 1)
        levels = tuple(RubricLevel(f"{written['id']}-{n}", "", n) for n in points)
    return RubricCriterion(written["id"], title, levels)


def _name(titles: Mapping[str, str], language: str | None) -> str:
    # A draft of a file names a language that may be none of ours, or none.
    return in_language(titles, language) or next(iter(titles.values()), "")


class EssayKind(QuestionKind):
    name = "essay"
    is_marked_by_person = True

    def validate(self, words: Words, answer_key: Any) -> None:
        rubric = answer_key["rubric"]
        require(0 < len(rubric) <= _MOST_CRITERIA, "a rubric has too few or too many criteria")
        ids = [one["id"] for one in rubric]
        require(len(set(ids)) == len(ids), "two criteria have one id")
        for one in rubric:
            _validate_criterion(one)
        limit = answer_key.get("limit", USUAL_LIMIT)
        is_fit = _is_number(limit) and SHORTEST_LIMIT <= limit <= LONGEST_ESSAY
        require(is_fit, "the limit is too long or too short")

    def read_key(self, answer_key: Any) -> dict[str, Any]:
        return {
            "rubric": [_read_written(one) for one in answer_key["rubric"]],
            "limit": answer_key.get("limit", USUAL_LIMIT),
            "is_shown": bool(answer_key.get("is_shown")),
            "note": dict(answer_key.get("note", {})),
        }

    def order_parts(self, words: Words, shuffle: Any) -> list[str]:
        return []

    def read_answer(self, asked: AskedQuestion, posted: Iterable[str]) -> list[str] | None:
        values = split_answer(posted)
        if values is None or not values.keys() <= {"text"}:
            return None
        text = values.get("text", "")
        # Twice: in Unicode some signs of Zawgyi are two, and what was stored is read again.
        if len(text) > 2 * LONGEST_ESSAY:
            return None
        reading = detect_zawgyi(text)
        text = clean_lines(reading.unicode if reading.is_sure else text)
        return [f"text:{text}"] if text else []

    def grade_share(
        self, answer_key: Any, answer: Collection[str], wrong_options: int
    ) -> Fraction:
        return Fraction(0)

    def build_right_answer(self, answer_key: Any) -> list[str]:
        return []

    def present(
        self, asked: AskedQuestion, answer: Collection[str], answer_key: Any = None
    ) -> ShownParts:
        return ShownParts(slots=(AnswerSlot("text", "", typed=read_text(answer)),))

    def describe_answer(self, asked: AskedQuestion, answer: Collection[str]) -> list[str]:
        text = read_text(answer)
        return [text] if text else []


def read_text(answer: Collection[str]) -> str:
    """Return the text of an answer as stored."""
    return (split_answer(answer) or {}).get("text", "")


def _validate_criterion(one: Mapping[str, Any]) -> None:
    require(any(one["title"].values()), "a criterion has no title")
    levels = one.get("levels", [])
    if not levels:
        is_fit = _is_number(one["points"]) and 0 < one["points"] <= _MOST_UNNAMED_POINTS
        require(is_fit, "a criterion has no points, or too many without levels")
        return
    require(2 <= len(levels) <= _MOST_LEVELS, "a criterion has too few or too many levels")
    ids = [level["id"] for level in levels]
    require(len(set(ids)) == len(ids), "two levels have one id")
    for level in levels:
        require(any(level["title"].values()), "a level has no title")
        is_fit = _is_number(level["points"]) and 0 <= level["points"] <= _MOST_POINTS
        require(is_fit, "a level has points that there are not")
    require(max(level["points"] for level in levels) > 0, "no level of a criterion has points")


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_written(one: Mapping[str, Any]) -> dict[str, Any]:
    levels = [
        {"id": level["id"], "title": dict(level["title"]), "points": level["points"]}
        for level in one.get("levels", ())
    ]
    points = max((level["points"] for level in levels), default=one.get("points", 0))
    found = {"id": one["id"], "title": dict(one["title"]), "points": points}
    return found | ({"levels": levels} if levels else {})
