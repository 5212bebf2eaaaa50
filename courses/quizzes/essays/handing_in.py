"""Puts the essays of a paper that is handed in into the queue, and takes them out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from courses.items.kinds import find_kind
from courses.models import Attempt, AttemptItem, Essay, EssayMark
from people.models import Person


def is_for_person(item: AttemptItem) -> bool:
    """Return whether somebody has to mark the answer: an empty one has no points at once."""
    kind = find_kind(item.version.kind)
    return kind.is_marked_by_person and bool(item.answer) and item.version.withdrawn_at is None


def queue_essays(attempt: Attempt, items: Iterable[AttemptItem], *, at: dt.datetime) -> bool:
    """Queue what a person marks of a locked paper; return whether anything waits."""
    quiz = attempt.quiz
    rules = {"marker_count": quiz.marker_count, "marker_threshold": quiz.marker_threshold}
    rows = [
        Essay(attempt_item=item, quiz=quiz, handed_in_at=at, **rules)
        for item in items
        if is_for_person(item)
    ]
    Essay.objects.bulk_create(rows)
    return bool(rows)


def recall_essays(attempt: Attempt) -> bool:
    """Take the essays of a paper that is opened again out of the queue; return whether it did.

    Not when somebody has begun to mark one: their work must not be lost.
    """
    mine = Essay.objects.filter(attempt_item__attempt=attempt)
    if EssayMark.objects.filter(essay__in=mine).exists():
        return False
    mine.delete()
    return True


def forget_essays(person: Person) -> None:
    """Take what waits out of the queue, and blank what was said of what was marked."""
    mine = Essay.objects.filter(attempt_item__attempt__enrolment__person=person)
    mine.filter(decided_at=None).delete()
    marks = EssayMark.objects.filter(essay__in=mine)
    marks.update(comment="")
    # No empty one: what has a reason is a correction.
    marks.exclude(reason="").update(reason="–")
