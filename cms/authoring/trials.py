"""Keeps how far an author is who looks at a course as its learners would.

A trial is a plain dictionary, for a session to hold: it is no row, so it reaches no figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.models import CoursePage, LessonPage, ModulePage, QuizPage
from cms.questions.trial import TrialResult
from courses.models import AnswersShown

# As long as an author looks at a course in one go; then it ends by itself.
TRIAL_TIME = dt.timedelta(hours=2)


@dataclass
class LearnerTrial:
    """One course in one session: lessons done, and the scores of quizzes, attempt by attempt."""

    course: int
    until: dt.datetime
    done: list[int] = field(default_factory=list)
    scores: dict[str, list[int]] = field(default_factory=dict)
    passed: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, kept: dict[str, Any] | None, *, now: dt.datetime) -> LearnerTrial | None:
        """Return the trial of a session, unless there is none or its time is over."""
        if not kept:
            return None
        trial = cls(**{**kept, "until": dt.datetime.fromisoformat(kept["until"])})
        return trial if trial.until > now else None

    def write(self) -> dict[str, Any]:
        """Return what a session keeps."""
        return {**vars(self), "until": self.until.isoformat()}

    def finish_lesson(self, lesson: int) -> None:
        self.done = [*{*self.done, lesson}]

    def note_result(self, quiz: int, result: TrialResult) -> None:
        if not result.waits:
            self.scores.setdefault(str(quiz), []).append(result.score)
        # Nobody marks what an author tries: the way goes on as if it had been found good.
        if result.passed or result.waits:
            self.passed = [*{*self.passed, quiz}]


def begin_trial(course: CoursePage, *, now: dt.datetime) -> LearnerTrial:
    """Return a trial of the course in which nothing is done yet."""
    return LearnerTrial(course.pk, now + TRIAL_TIME)


@dataclass(frozen=True)
class TrialStep:
    """A part of the course as a learner meets it."""

    page: Any  # the draft
    is_done: bool = False
    is_locked: bool = False
    scores: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        return str(self.page._meta.model_name)

    @property
    def attempts_left(self) -> int | None:
        """Return how often the quiz may still be taken; None: as often as one likes."""
        limit = None if self.is_done else getattr(self.page, "attempt_limit", None)
        return max(limit - len(self.scores), 0) if limit else None

    def shows_answers(self, *, has_passed: bool) -> bool:
        """Return whether the quiz shows what is right after the attempt just marked."""
        shown, is_last = self.page.answers_shown, self.attempts_left == 1
        after_pass = shown != AnswersShown.NEVER and has_passed
        return (
            after_pass
            or shown == AnswersShown.ALWAYS
            or (shown == AnswersShown.AFTER_LAST and is_last)
        )


def list_steps(course: CoursePage, trial: LearnerTrial) -> list[TrialStep]:
    """Return the parts in their order, as drafts; a final test waits for what comes before it."""
    pages = _read_drafts(course.get_descendants().order_by("path").specific())
    asked = [one for one in pages if isinstance(one, LessonPage | QuizPage)]
    before = [one for one in asked if _is_before_final(one)]
    is_open = all(one.pk in (*trial.done, *trial.passed) for one in before)
    return [
        TrialStep(
            page,
            is_done=page.pk in (*trial.done, *trial.passed),
            is_locked=isinstance(page, QuizPage) and page.is_final and not is_open,
            scores=tuple(trial.scores.get(str(page.pk), ())),
        )
        for page in pages
    ]


def _is_before_final(page: Page) -> bool:
    if isinstance(page, LessonPage):
        return not page.is_optional
    return isinstance(page, QuizPage) and not page.is_final and not page.is_first_test


def _read_drafts(pages: Iterable[Page]) -> list[Page]:
    known = (ModulePage, LessonPage, QuizPage)
    return [page.get_latest_revision_as_object() for page in pages if isinstance(page, known)]
