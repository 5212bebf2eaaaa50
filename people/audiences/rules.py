"""Finds people by a rule: where they serve, as what, since when, and what apps know of them.

A rule is of no audience: whatever is for people of an agency may hold one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django_filters import Filter

from people.agencies import AgencyPlaces
from people.directory.conditions import list_rule_conditions
from people.directory.positions import PositionNames, find_positions
from people.models import Agency, AgencyVersion, Person, Posting


@dataclass(frozen=True)
class PeopleRule:
    """What is asked of people of an agency; what is empty asks nothing.

    ``positions`` are words of names, of which one must fit. ``asked`` are the fields of
    conditions that apps registered, as an address writes them.
    """

    unit_id: int | None = None  # None: the agency itself
    is_only_here: bool = False  # not those below the unit
    positions: tuple[str, ...] = ()
    grade_from: int | None = None
    grade_to: int | None = None
    arrived_within: int | None = None  # days
    asked: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return what a database keeps."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        # A key that this release does not know is an error: without it more people would fit.
        return cls(**{**kept, "positions": tuple(kept.get("positions", ()))})


def find_people(rule: PeopleRule, agency: Agency, *, on: dt.date) -> QuerySet[Person]:
    """Return who serves in the agency or below it on the day, and fits the rule."""
    postings = Posting.objects.on(on).filter(build_rule_condition(rule, agency, on=on))
    return narrow_people(Person.objects.filter(pk__in=postings.values("person")), rule.asked)


def build_rule_condition(
    rule: PeopleRule, agency: Agency, *, on: dt.date, known: Iterable[PositionNames] | None = None
) -> Q:
    """Return the condition that a posting of the day fits the rule.

    ``known`` are the positions to look for words in, where not all on record are meant.
    """
    place = _build_place(rule, agency, on)
    condition: Q = place & _build_grades(rule)
    if rule.positions:
        names = [one for words in rule.positions for one in find_positions(words, known)]
        condition &= Q(position__in=names)
    if rule.arrived_within:
        since = on - dt.timedelta(rule.arrived_within)
        before = Posting.objects.on(since).filter(place)
        # Who has arrived has a posting from later on, even if it is not their first one there:
        # by the index of days few are left to be asked where they were before.
        condition &= Q(valid_from__gt=since)
        condition &= ~Q(Exists(before.filter(person=OuterRef("person"))))
    return condition


def narrow_people(people: QuerySet[Person], asked: Mapping[str, str]) -> QuerySet[Person]:
    """Return whom the conditions of apps leave; what they know, they know as of today."""
    read = read_asked(asked)
    if read is None:
        return people.none()
    for condition in list_rule_conditions() if asked else ():
        people = condition.narrow(people, read)
    return people


def read_asked(asked: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the values of all fields of conditions; None where one can be asked no more.

    What an app has forgotten, as a skill, leaves nobody: without it more people would fit.
    """
    fields = list_rule_fields()
    if asked.keys() - fields.keys():
        return None
    try:
        return {name: one.clean(asked.get(name, "")) for name, one in fields.items()}
    except ValidationError:
        return None


def list_rule_fields() -> dict[str, forms.Field]:
    """Return the form fields of all conditions that a rule may ask, by their names."""
    filters: dict[str, Filter] = {}
    for condition in list_rule_conditions():
        filters |= condition.build_filters()
    return {name: one.field for name, one in filters.items()}


def _build_place(rule: PeopleRule, agency: Agency, day: dt.date) -> Q:
    """Return the condition that a posting is where the rule says.

    Security: whatever unit it names, and wherever that stands by now, never outside the agency.
    A closed agency stands under its successor, whose people it has none of.
    """
    inside = _stood_under(agency, agency.pk, day)
    if rule.is_only_here:
        return inside & Q(agency=rule.unit_id or agency.pk)
    return inside & _stood_under(agency, rule.unit_id, day) if rule.unit_id else inside


def _stood_under(agency: Agency, top_id: int, day: dt.date) -> Q:
    """Return the condition that a posting was at or under the top as the tree of the day was."""
    is_past = day < timezone.localdate() and AgencyVersion.objects.filter(until__gt=day).exists()
    if is_past:
        places = AgencyPlaces([agency], since=day)
        return Q(agency__in=[pk for pk in places if top_id in places.line_to(pk, day)])
    if top_id == agency.pk:
        return Q(agency__path__startswith=agency.path)
    # Read within the query: a list of people has no query to spare.
    top = Agency.objects.order_by().filter(pk=top_id).values("path")
    return Q(agency__in=Agency.objects.order_by().filter(path__startswith=Subquery(top)))


def _build_grades(rule: PeopleRule) -> Q:
    grades = Q()
    if rule.grade_from is not None:
        grades &= Q(grade__gte=rule.grade_from)
    if rule.grade_to is not None:
        grades &= Q(grade__lte=rule.grade_to)
    return grades
