"""Rules what passes a course: all of it, or what its author says, kept as a version."""

from courses.passing.keeping import keep_pass_rule, read_rule
from courses.passing.measuring import HowFar, list_lesson_pieces, measure_rule
from courses.passing.rules import EVERYTHING, PassingRule, RuleTerm, TermKind
from courses.passing.words import describe_passing

__all__ = [
    "EVERYTHING",
    "HowFar",
    "PassingRule",
    "RuleTerm",
    "TermKind",
    "describe_passing",
    "keep_pass_rule",
    "list_lesson_pieces",
    "measure_rule",
    "read_rule",
]
