"""Keeps named groups of people: by a rule that is asked on each day, or on a list by hand."""

from people.audiences.keeping import keep_audience
from people.audiences.membership import people_of
from people.audiences.rules import PeopleRule, build_rule_condition, find_people
from people.audiences.uses import AudienceUse, register_use
from people.audiences.words import describe_rule

__all__ = [
    "AudienceUse",
    "PeopleRule",
    "build_rule_condition",
    "describe_rule",
    "find_people",
    "keep_audience",
    "people_of",
    "register_use",
]
