"""Reads the courses of the demo from their folders: words in both languages, side by side.

A folder holds ``course.yaml``, one ``module-N.yaml`` a module, and perhaps ``final-test.yaml``.
A text is ``{"en": …, "my": …}``. A body is a list of blocks of one key each: ``p``, ``h``,
``list``, ``steps``, ``image``, ``callout``, ``check``, ``video``, ``audio``, ``download``,
``package`` or one of `cms.demo.content.nested`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from cms.bootstrap import SOURCE_LANGUAGE, TARGET_LANGUAGE

_TEXT_LANGUAGES = (SOURCE_LANGUAGE, TARGET_LANGUAGE)
COURSES_FOLDER = Path(__file__).with_name("courses")
TextByLanguage = dict[str, str]


def list_course_folders() -> list[Path]:
    return sorted(path.parent for path in COURSES_FOLDER.glob("*/course.yaml"))


def read_course(folder: Path) -> dict[str, Any]:
    """Return the course with its ``modules`` and its ``final`` test (None if it has none)."""
    final = folder / "final-test.yaml"
    return _read_yaml(folder / "course.yaml") | {
        "folder": folder,
        "modules": [_read_yaml(path) for path in sorted(folder.glob("module-*.yaml"))],
        "final": _read_yaml(final) if final.exists() else None,
    }


def _read_yaml(path: Path) -> Any:
    # The C loader is many times faster than ``safe_load``, and as safe.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def course_quizzes(course: dict[str, Any]) -> list[dict[str, Any]]:
    quizzes = [module["quiz"] for module in course["modules"]]
    return [*quizzes, course["final"]] if course["final"] else quizzes


def course_lessons(course: dict[str, Any]) -> list[dict[str, Any]]:
    return [lesson for module in course["modules"] for lesson in module["lessons"]]


def find_texts(part: Any) -> Iterator[TextByLanguage]:
    """Yield every text with its languages, wherever it stands in what was read."""
    if isinstance(part, dict):
        if part.keys() & set(_TEXT_LANGUAGES):
            yield {code: part.get(code, "") for code in _TEXT_LANGUAGES}
        part = [value for key, value in part.items() if key not in _TEXT_LANGUAGES]
    if isinstance(part, list):
        for one in part:
            yield from find_texts(one)
