"""Rules what passes a course: all of it, or what its author says, kept as a version."""

from courses.passing.keeping import keep_pass_rule, read_rule
from courses.passing.measuring import HowFar, measure_rule
from courses.passing.rules import (
    EVERYTHING,
    PassingRule,
    RuleTerm,
    TermKind,
    count_asked_lessons,
)
from courses.passing.words import describe_passing

__all__ = [
    "EVERYTHING",
    "HowFar",
    "PassingRule",
    "RuleTerm",
    "TermKind",
    "count_asked_lessons",
    "describe_passing",
    "keep_pass_rule",
    "measure_rule",
    "read_rule",
]
