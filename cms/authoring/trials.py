"""Keeps how far an author is who looks at a course as its learners would.

A trial is a plain dictionary, for a session to hold: it is no row, so it reaches no figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from wagtail.models import Page

from cms.course_terms.reading import read_pass_rule
from cms.models import CoursePage, LessonPage, ModulePage, QuizPage
from cms.questions.trial import TrialResult
from courses.models import AnswersShown
from courses.passing import (
    EVERYTHING,
    HowFar,
    PassingRule,
    RuleTerm,
    TermKind,
    list_lesson_pieces,
    measure_rule,
)

# As long as an author looks at a course in one go; then it ends by itself.
TRIAL_TIME = dt.timedelta(hours=2)
_ATTENDANCE = RuleTerm(TermKind.ATTENDANCE, 1)


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
    def key(self) -> str:
        return str(self.page.translation_key)

    @property
    def is_lesson(self) -> bool:
        return isinstance(self.page, LessonPage)

    @property
    def is_counted_quiz(self) -> bool:
        """Return whether it is a quiz that may be asked for: a first test is not."""
        return isinstance(self.page, QuizPage) and not self.page.is_first_test

    def reaches(self, at_least: int | None) -> bool:
        """Return whether the quiz is passed, or a score in it is enough."""
        return self.is_done or (at_least is not None and max(self.scores, default=-1) >= at_least)

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
    """Return the parts in their order, as drafts; a final test waits for what every way asks."""
    pages = _read_drafts(course.get_descendants().order_by("path").specific())
    steps = [_begin_step(page, trial) for page in pages]
    is_open = not _list_needed(read_pass_rule(course) or EVERYTHING, steps)
    return [
        replace(step, is_locked=step.is_counted_quiz and step.page.is_final and not is_open)
        for step in steps
    ]


def measure_trial(course: CoursePage, steps: Iterable[TrialStep]) -> HowFar:
    """Return how far the trial is by the rule of passing, as it is written now.

    Nobody attends a class in a trial: attendance counts as done where there is no other way.
    """
    rule = read_pass_rule(course) or EVERYTHING
    is_attended = rule.needs(_ATTENDANCE)
    told = partial(_list_pieces, steps=list(steps), is_attended=is_attended)
    return measure_rule(rule, told)


def asks_attendance(course: CoursePage) -> bool:
    """Return whether something of the course is attended, which a trial cannot be."""
    rule = read_pass_rule(course) or EVERYTHING
    is_in_rule = any(term.kind == TermKind.ATTENDANCE for term in rule.terms)
    return is_in_rule or course.attendance_percent is not None


def _begin_step(page: Page, trial: LearnerTrial) -> TrialStep:
    is_done = page.pk in (*trial.done, *trial.passed)
    return TrialStep(page, is_done, scores=tuple(trial.scores.get(str(page.pk), ())))


def _list_needed(rule: PassingRule, steps: Iterable[TrialStep]) -> list[TrialStep]:
    """Return what is to do before a final test."""
    steps = list(steps)
    lessons = [one for one in steps if one.is_lesson and not one.page.is_optional]
    quizzes = [one for one in steps if one.is_counted_quiz and not one.page.is_final]
    unread = [one for one in lessons if not one.is_done]
    if unread and not rule.needs_lessons(len(lessons) - len(unread), len(lessons)):
        unread = []
    return [*unread, *(one for one in quizzes if not one.is_done and rule.needs_quiz(one.key))]


def _list_pieces(
    term: RuleTerm, *, steps: list[TrialStep], is_attended: bool
) -> Iterator[tuple[Hashable, bool]]:
    quizzes = {one.key: one for one in steps if one.is_counted_quiz}
    if term.kind == TermKind.ATTENDANCE:
        yield str(term.kind), is_attended
    elif term.kind == TermKind.QUIZZES:
        yield from ((one.key, one.is_done) for one in quizzes.values())
    elif term.kind == TermKind.QUIZ:
        named = quizzes.get(term.quiz)
        yield term.quiz, named is not None and named.reaches(term.at_least)
    else:
        is_optional = term.kind == TermKind.OPTIONAL_LESSONS
        lessons = [one for one in steps if one.is_lesson and one.page.is_optional == is_optional]
        yield from list_lesson_pieces(term, [one.is_done for one in lessons])


def _read_drafts(pages: Iterable[Page]) -> list[Page]:
    known = (ModulePage, LessonPage, QuizPage)
    return [page.get_latest_revision_as_object() for page in pages if isinstance(page, known)]
