"""Finds the courses of a list in whose audience a person is not: a few queries for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from courses.entry.audience import EntryRule
from courses.models import Course
from people.directory import find_positions
from people.models import Agency, Person, Posting


def find_closed_courses(person: Person, courses: QuerySet[Course], *, on: dt.date) -> list[int]:
    """Return the keys of courses that are for others on the day."""
    held = courses.filter(~Q(entry_rule={}) | Q(audience=Person.Audience.OFFICIAL)).order_by()
    if person.audience != Person.Audience.OFFICIAL:
        return list(held.values_list("pk", flat=True))
    rows = held.exclude(entry_rule={}).values_list("pk", "entry_rule")
    rules = {pk: EntryRule.from_json(kept) for pk, kept in rows}
    if not rules:
        return []
    units = {unit for rule in rules.values() for unit in rule.units}
    paths = dict(Agency.objects.filter(pk__in=units).values_list("pk", "path"))
    postings = list(Posting.objects.on(on).filter(person=person).select_related("agency"))
    return [
        pk for pk, rule in rules.items() if not any(_fits(rule, one, paths) for one in postings)
    ]


def _fits(rule: EntryRule, posting: Posting, paths: Mapping[int, str]) -> bool:
    """Return what the condition of the audience says, of a posting that was read."""
    tops = [paths[unit] for unit in rule.units if unit in paths]
    if rule.units and not any(posting.agency.path.startswith(top) for top in tops):
        return False
    known = [posting.position]
    if rule.positions and not any(find_positions(words, known) for words in rule.positions):
        return False
    grade = posting.grade
    lowest, highest = rule.grade_from, rule.grade_to
    if grade is None:
        return lowest is None and highest is None
    return (lowest is None or grade >= lowest) and (highest is None or grade <= highest)
