"""Shows a quiz paper in a language: what may be seen before it is marked, and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from courses.models import Attempt, AttemptItem, ItemVersion, Lesson
from people.text.languages import FALLBACK_LANGUAGES


@dataclass(frozen=True)
class Option:
    id: str
    text: str
    is_chosen: bool
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """``stem`` and ``feedback`` are sanitised HTML; the last two stay empty on an open paper."""

    position: int
    kind: str
    stem: str
    language: str
    options: tuple[Option, ...]
    is_right: bool = False
    feedback: str = ""

    @property
    def is_answered(self) -> bool:
        return any(option.is_chosen for option in self.options)


def words_in(version: ItemVersion, language: str) -> tuple[str, Mapping[str, Any]]:
    """The question in the language, else in Burmese, English, or what there is."""
    for code in (language, *FALLBACK_LANGUAGES, *version.content):
        if code in version.content:
            return code, version.content[code]
    return language, {}


def open_paper(
    attempt: Attempt, *, language: str, kept: Mapping[int, Collection[str]] | None = None
) -> list[Question]:
    """The questions without any trace of the key; ``kept`` are answers not yet saved."""
    kept = kept or {}
    return [
        _question(item, language, kept.get(item.position, item.answer)) for item in _items(attempt)
    ]


def marked_paper(attempt: Attempt, *, language: str) -> list[Question]:
    """The questions with what was right and why; only for a quiz that shows its answers."""
    return [_question(item, language, item.answer, marked=True) for item in _items(attempt)]


def _items(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.items.select_related("version"))


def _question(
    item: AttemptItem, language: str, answer: Collection[str], *, marked: bool = False
) -> Question:
    code, words = words_in(item.version, language)
    key = item.version.answer_key if marked else ()
    return Question(
        position=item.position,
        kind=item.version.kind,
        stem=words.get("stem", ""),
        language=code,
        options=tuple(
            Option(one, words.get("options", {}).get(one, ""), one in answer, one in key)
            for one in item.option_order
        ),
        is_right=marked and bool(item.points),
        feedback=words.get("feedback", "") if marked else "",
    )


def lessons_to_reread(attempt: Attempt) -> list[Lesson]:
    """Lessons of the modules whose questions were not answered rightly, in order."""
    wrong = attempt.items.filter(points=0).values("version__item")
    lessons = Lesson.objects.live().filter(module__course=attempt.quiz.course_id)
    if attempt.quiz.module_id:
        asked = lessons.filter(module=attempt.quiz.module_id) if wrong.exists() else lessons.none()
    else:
        asked = lessons.filter(module__quizzes__quiz_items__item__in=wrong).distinct()
    return list(
        asked.select_related("module__course").order_by("module__position", "position", "pk")
    )
