"""Reads how far enrolments are; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from courses.models import Course, Enrolment, Lesson, Quiz
from courses.passing import PassingRule, RuleTerm, TermKind, read_rule
from courses.progress.outline import CourseStep, build_steps, load_completed_steps, load_outlines


@dataclass(frozen=True)
class Progress:
    """Tells how far an enrolment is; ``last_lesson_id`` is where the learner was last.

    Optional lessons are among the ``steps``, and count for nothing.
    """

    steps: tuple[CourseStep, ...]
    last_lesson_id: int | None = None
    rule: PassingRule | None = None  # None: all lessons and quizzes are asked

    @property
    def asked(self) -> list[CourseStep]:
        """Return the steps without which the course is not completed."""
        return [step for step in self.steps if not step.is_optional]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.asked)

    @property
    def total(self) -> int:
        return len(self.asked)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.asked if not step.done)

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
            return self.rule.needs(RuleTerm(TermKind.QUIZ, 0, str(step.row.key)))
        lessons = [one for one in self.asked if one.kind == "lesson"]
        share = 100 * sum(one.done for one in lessons) // len(lessons)
        # A share of the lessons is enough where no more is asked.
        return self.rule.needs(RuleTerm(TermKind.LESSONS, share + 1))

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
    done = load_completed_steps(enrolments)
    return {one.pk: _build_progress(one, rows, done) for one in enrolments}


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
    rule = read_rule(enrolment.pass_rule) if enrolment.pass_rule_id else None
    return Progress(steps, enrolment.last_lesson_id, rule)
