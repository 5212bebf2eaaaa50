"""Keeps rules of passing as versions, and says which enrolments go over to a new one.

Only writer of `PassRule`, and of the rule of a course and of an enrolment once it is begun.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import Course, Enrolment, PassRule
from courses.passing.rules import EVERYTHING, PassingRule, is_easier


def read_rule(row: PassRule | None) -> PassingRule | None:
    """Return the rule of a version; None: all lessons and quizzes."""
    return PassingRule.from_json(row.rule) if row and row.rule else None


def keep_pass_rule(
    course: Course,
    rule: PassingRule | None,
    *,
    applies_to_all: bool = False,
    at: dt.datetime | None = None,
) -> None:
    """Make the rule the newest of the course, unless it is; None: all lessons and quizzes.

    Whoever has begun goes on by the rule of then, unless the new one is easier or is for all.
    The caller has locked the row of the course, and saves it.
    """
    if read_rule(course.pass_rule) != rule:
        course.pass_rule = PassRule.objects.create(
            course=course,
            number=course.pass_rules.count() + 1,
            rule=rule.to_json() if rule else None,
            made_at=at or timezone.now(),
        )
    # Asked even of a rule that stays: the author may say later that it is for all.
    _move_enrolments(course, rule or EVERYTHING, applies_to_all=applies_to_all)


def _move_enrolments(course: Course, rule: PassingRule, *, applies_to_all: bool) -> None:
    # Who left may come back, and is held to what those are who stayed.
    begun = Enrolment.objects.filter(course=course, completed_at=None)
    others = begun.exclude(pass_rule=course.pass_rule) if course.pass_rule else begun.none()
    held = set(others.order_by().values_list("pass_rule", flat=True))
    versions = {None: None} | {row.pk: row for row in PassRule.objects.filter(pk__in=held)}
    for pk in held:
        if applies_to_all or is_easier(rule, read_rule(versions[pk]) or EVERYTHING):
            others.filter(pass_rule=pk).update(pass_rule=course.pass_rule)
