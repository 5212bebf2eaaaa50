"""Tells of lessons in an outline how long they are read and what they weigh; and what lacks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page, Revision

from cms.authoring import estimate_minutes
from cms.gate import Obstacle
from cms.models import CoursePage, LessonPage
from cms.office.content.before_publishing import list_publishing_problems, sort_for_publishing
from cms.office.courses.bringing_out import list_drafts
from courses.models import LessonVersion

# Each is read as it would be published, in a handful of queries.
_DRAFTS_READ = 20


@dataclass(frozen=True)
class LessonFacts:
    """What a lesson takes: the minutes said, those its text takes, the bytes as published."""

    said: int
    read: int
    weight: int | None

    @property
    def differs(self) -> bool:
        """Return whether the text takes far more or less than what learners are told."""
        return self.read > self.said * 2 or self.said > max(self.read * 3, 10)


def read_lesson_facts(pages: Iterable[Page]) -> dict[int, LessonFacts]:
    """Return the facts of the lessons among the pages, in two queries however many there are."""
    lessons = [page for page in pages if page.specific_class is LessonPage]
    drafts = Revision.objects.in_bulk([one.latest_revision_id for one in lessons])
    weights = _read_weights(lessons)
    found = {}
    for page in lessons:
        draft = drafts.get(page.latest_revision_id)
        if draft is not None:
            text = " ".join(_iter_words(_load_body(draft.content)))
            facts = int(draft.content.get("minutes") or 0), estimate_minutes(text)
            found[page.pk] = LessonFacts(*facts, weights.get(page.translation_key))
    return found


def _load_body(content: dict[str, Any]) -> Any:
    body = content.get("body") or "[]"
    return json.loads(body) if isinstance(body, str) else body


def _iter_words(value: Any) -> Iterator[str]:
    """Yield the texts of stored blocks; ids and names of kinds are none."""
    if isinstance(value, str):
        yield unescape(strip_tags(value))
    elif isinstance(value, list):
        for one in value:
            yield from _iter_words(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("id", "type", "kind"):
                yield from _iter_words(one)


def _read_weights(lessons: list[Page]) -> dict[Any, int]:
    if not lessons:
        return {}
    keys, language = [one.translation_key for one in lessons], lessons[0].locale.language_code
    versions = LessonVersion.objects.filter(lesson__key__in=keys, language=language)
    # The newest comes last, and stays.
    return dict(versions.order_by("number").values_list("lesson__key", "wire_bytes"))


@dataclass(frozen=True)
class MissingParts:
    """What keeps drafts of a course from being published, and how many were not looked at."""

    found: list[tuple[Page, list[Obstacle]]]
    unread: int


def list_missing(course: CoursePage) -> MissingParts:
    """Return what is missing before the drafts of the course are published, in their order.

    What they find published by then, since it is published with them, is not missing.
    """
    drafts, missing = sort_for_publishing(list_drafts(course)), []
    ready: set[str] = set()
    for page in drafts[:_DRAFTS_READ]:
        problems = list_publishing_problems(page)
        if left := [one for one in problems if ready.isdisjoint(one.awaits)]:
            missing.append((page, left))
        elif not getattr(page, "is_first_test", False):  # of which nobody passes
            ready.add(page.specific_class._meta.model_name)
    return MissingParts(missing, max(len(drafts) - _DRAFTS_READ, 0))
