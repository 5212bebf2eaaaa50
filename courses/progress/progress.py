"""Reads how far enrolments are; nothing of it is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from courses.models import Course, Enrolment, Lesson, Quiz
from courses.passing import (
    EVERYTHING,
    HowFar,
    PassingRule,
    RuleTerm,
    TermKind,
    list_lesson_pieces,
    measure_rule,
    read_rule,
)
from courses.passing.terms import list_term_rows
from courses.progress.conditions import list_condition_rows
from courses.progress.outline import CourseStep, build_steps, load_completed_steps, load_outlines


@dataclass(frozen=True)
class Progress:
    """Tells how far an enrolment is; ``last_lesson_id`` is where the learner was last.

    Optional lessons are among the ``steps``, and count only where a rule asks for some.
    """

    steps: tuple[CourseStep, ...]
    last_lesson_id: int | None = None
    rule: PassingRule | None = None  # None: all lessons and quizzes are asked
    facts: frozenset[tuple[str, int]] = frozenset()  # as `load_completed_steps` reads them
    is_completed: bool = False

    @property
    def asked(self) -> list[CourseStep]:
        """Return the steps without which the course is not completed."""
        return [step for step in self.steps if not step.is_optional]

    @cached_property
    def how_far(self) -> HowFar:
        """Return how much is done of what passes the course, on the shortest way to it."""
        beside = [
            ((kind, place), ("unmet", place) not in self.facts)
            for kind, place in self.facts
            if kind == "asked"
        ]
        return measure_rule(self.rule or EVERYTHING, self._list_pieces, beside)

    def _list_pieces(self, term: RuleTerm) -> Iterator[tuple[Hashable, bool]]:
        if term.kind in (TermKind.LESSONS, TermKind.OPTIONAL_LESSONS):
            yield from self._count_lessons(term)
        elif term.kind == TermKind.QUIZZES:
            yield from ((step.row.key, step.done) for step in self.asked if step.kind == "quiz")
        elif self.rule:
            is_met = ("met", self.rule.terms.index(term)) in self.facts
            yield UUID(term.quiz) if term.quiz else term.kind, is_met

    def _count_lessons(self, term: RuleTerm) -> Iterator[tuple[Hashable, bool]]:
        is_optional = term.kind == TermKind.OPTIONAL_LESSONS
        lessons = [
            step.done
            for step in self.steps
            if step.kind == "lesson" and step.is_optional == is_optional
        ]
        return list_lesson_pieces(term, lessons)

    @property
    def done(self) -> int:
        return self.total if self.is_completed else self.how_far.done

    @property
    def total(self) -> int:
        return self.how_far.total

    @property
    def minutes_left(self) -> int:
        """Return the minutes of the lessons that are still asked for, the next ones."""
        pieces = self.how_far.pieces.items()
        count = sum(not is_done for one, is_done in pieces if _is_lesson(one))
        unread = [step for step in self.asked if step.kind == "lesson" and not step.done]
        return sum(step.minutes for step in unread[:count])

    @property
    def before_final(self) -> list[CourseStep]:
        """Return the steps still to do before the final test opens.

        A rule of the course waits only for what nobody passes without.
        """
        return [
            step for step in self.asked if not (step.done or step.is_final) and self._needs(step)
        ]

    def _needs(self, step: CourseStep) -> bool:
        if self.rule is None:
            return True
        if isinstance(step.row, Quiz):
            return self.rule.needs_quiz(str(step.row.key))
        lessons = [one.done for one in self.asked if one.kind == "lesson"]
        return self.rule.needs_lessons(sum(lessons), len(lessons))

    @property
    def next_step(self) -> CourseStep | None:
        """Return the step last seen when it is not done yet, else the open one after it."""
        return next(iter(self.left), None)

    @property
    def left(self) -> list[CourseStep]:
        """Return the steps not done, in the order in which the learner goes on."""
        return self._left_from(self._position(self.last_lesson_id))

    def next_after(self, lesson: Lesson) -> CourseStep | None:
        """Return the step to do once the lesson is done."""
        return next(iter(self._left_from(self._position(lesson.pk) + 1)), None)

    def _left_from(self, position: int) -> list[CourseStep]:
        """Return the steps not done from the position on, going round to the start."""
        ahead = self.steps[position:] + self.steps[:position]
        # Final tests last: they are closed while anything else is to do.
        left = (step for step in ahead if not (step.done or step.is_optional))
        return sorted(left, key=lambda step: step.is_final)

    def _position(self, lesson_id: int | None) -> int:
        found = (
            position
            for position, step in enumerate(self.steps)
            if step.kind == "lesson" and step.row.pk == lesson_id
        )
        return next(found, 0)  # a lesson that was taken off: begin at the start


def _is_lesson(piece: Hashable) -> bool:
    return isinstance(piece, tuple) and piece[0] == TermKind.LESSONS


def get_untouched_progress(course: Course) -> Progress:
    """Return the progress of somebody who is not enrolled: two queries."""
    steps = build_steps(load_outlines([course.pk]).get(course.pk, []))
    return Progress(steps, rule=read_rule(course.pass_rule))


def get_progress(enrolment: Enrolment) -> Progress:
    """Return the progress of one enrolment: three queries."""
    return get_progress_by_enrolment([enrolment])[enrolment.pk]


def get_progress_by_enrolment(enrolments: Iterable[Enrolment]) -> dict[int, Progress]:
    """Return progress by enrolment id: three queries for any number of enrolments.

    One more where some are held to a rule.
    """
    enrolments = list(enrolments)
    if any(one.pass_rule_id for one in enrolments):
        prefetch_related_objects(enrolments, "pass_rule")
    rows = load_outlines({enrolment.course_id for enrolment in enrolments})
    conditions = list_condition_rows([one.pk for one in enrolments])
    done = load_completed_steps(enrolments, *conditions, *_list_rule_rows(enrolments))
    return {one.pk: _build_progress(one, rows, done) for one in enrolments}


def _list_rule_rows(enrolments: Iterable[Enrolment]) -> list[QuerySet[Enrolment, Any]]:
    held: dict[tuple[PassingRule, int], list[int]] = defaultdict(list)
    for one in enrolments:
        if rule := _find_rule(one):
            held[rule, one.course_id].append(one.pk)
    return [
        row for (rule, course), pks in held.items() for row in list_term_rows(rule, course, pks)
    ]


def _find_rule(enrolment: Enrolment) -> PassingRule | None:
    return read_rule(enrolment.pass_rule) if enrolment.pass_rule_id else None


def _build_progress(
    enrolment: Enrolment,
    rows: Mapping[int, list[Lesson | Quiz]],
    done: Mapping[int, set[tuple[str, int]]],
) -> Progress:
    steps = build_steps(
        rows.get(enrolment.course_id, []),
        done.get(enrolment.pk, ()),
        spares_lessons=enrolment.spares_lessons,
    )
    facts = done.get(enrolment.pk, ())
    is_spared = enrolment.spares_lessons and any(step.is_final for step in steps)
    return Progress(
        steps,
        enrolment.last_lesson_id,
        # A renewal by the final test asks for the final test, whatever the rule.
        None if is_spared else _find_rule(enrolment),
        frozenset(one for one in facts if one[0] not in ("lesson", "quiz")),
        is_completed=enrolment.completed_at is not None,
    )
