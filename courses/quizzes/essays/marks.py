"""Only writer of given marks; they decide the essay, and the last essay decides the paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from django.db import transaction
from django.utils import timezone

from courses.items.kinds.essay import EssayTask, read_task
from courses.models import AttemptItem, Essay, EssayMark
from courses.quizzes.essays.decision import decide_share, measure_difference
from courses.quizzes.essays.leases import hold_draft, keep_words, lock_essay
from courses.quizzes.marking import decide_paper, lock_paper
from people.history import office_acted
from people.models import Person

_STEP = Decimal("0.01")


class RubricIncomplete(Exception):
    """A criterion has no level chosen, or one that it does not have."""

    def __init__(self, criteria: list[str]) -> None:
        super().__init__(criteria)
        self.criteria = criteria


def give_marks(
    essay: Essay,
    *,
    by: Person,
    choices: Mapping[str, str],
    comment: str = "",
    at: dt.datetime | None = None,
) -> EssayMark:
    """Give the marks of one person; with the last that is wanted the essay is decided.

    Raise `RubricIncomplete`, `EssayGone` and `EssayTaken`; the draft is kept then.
    """
    at = at or timezone.now()
    with transaction.atomic():
        keep_words(lock_essay(essay), by, choices, comment)
    with transaction.atomic():
        locked = lock_essay(essay)
        draft = hold_draft(locked, by, at)
        share = grade_choices(read_task(locked.attempt_item.version.answer_key), choices)
        keep_words(locked, by, choices, comment)
        EssayMark.objects.filter(pk=draft.pk).update(share=share, given_at=at, held_until=at)
        draft.refresh_from_db()
        record_act("essay.mark", locked, by, {"share": str(share)})
        _decide_essay(locked, at=at)
    return draft


def grade_choices(task: EssayTask, choices: Mapping[str, str]) -> Decimal:
    """Return the share of points, rounded down. Raise `RubricIncomplete`."""
    chosen = {criterion.id for criterion, _level in task.list_chosen(choices)}
    if missing := [one.id for one in task.rubric if one.id not in chosen]:
        raise RubricIncomplete(missing)
    share = task.sum_share(choices)
    return (Decimal(share.numerator) / share.denominator).quantize(_STEP, rounding=ROUND_FLOOR)


def _decide_essay(essay: Essay, *, at: dt.datetime) -> None:
    shares = [one.share for one in essay.marks.given() if one.share is not None]
    rules = {"markers": essay.marker_count, "threshold": essay.marker_threshold}
    points = decide_share(shares, **rules)
    if points is None:
        return
    AttemptItem.objects.filter(pk=essay.attempt_item_id).update(points=points)
    decided = {"decided_at": at, "difference": measure_difference(shares)}
    Essay.objects.filter(pk=essay.pk).update(**decided)
    decide_paper(lock_paper(essay.attempt_item.attempt), at=at)


def record_act(action: str, essay: Essay, by: Person, data: Mapping[str, object]) -> None:
    """Enter an act in the history of the learner and of the marker."""
    attempt = essay.attempt_item.attempt
    told = {"quiz": attempt.quiz.titles, "attempt": attempt.number, **data}
    people = [attempt.enrolment.person]
    office_acted.send(Essay, action=action, people=people, by=by, data=told)
