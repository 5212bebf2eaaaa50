"""Says whom a course is held to: officials, units with all under them, positions, grades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from courses.models import Course
from people.directory import find_positions
from people.models import Agency, Person, Posting
from people.text.formatting import number


@dataclass(frozen=True)
class EntryRule:
    """What is asked of a posting; what is empty asks nothing. ``units`` are keys of agencies."""

    units: tuple[int, ...] = ()
    positions: tuple[str, ...] = ()
    grade_from: int | None = None
    grade_to: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what a database keeps."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        lists = {name: tuple(kept.get(name, ())) for name in ("units", "positions")}
        return cls(**{**kept, **lists})


def is_held(course: Course) -> bool:
    """Return whether anybody is not in the audience. What is for citizens is for everyone."""
    return bool(course.entry_rule) or course.audience == Person.Audience.OFFICIAL


def build_audience_condition(course: Course, *, on: dt.date) -> Q:
    """Return the condition on people that they are in the audience of the course on the day."""
    condition = Q()
    if course.audience == Person.Audience.OFFICIAL:
        condition = Q(audience=Person.Audience.OFFICIAL)
    if course.entry_rule:
        fits = _build_posting_condition(EntryRule.from_json(course.entry_rule))
        serving = Posting.objects.on(on).filter(fits, person=OuterRef("pk"))
        condition &= Q(Exists(serving))
    return condition


def _build_posting_condition(rule: EntryRule) -> Q:
    condition = Q()
    if rule.units:
        # Read by their keys: a unit that moved in the tree takes those under it along.
        inside = Q(pk__in=[])
        for path in Agency.objects.filter(pk__in=rule.units).values_list("path", flat=True):
            inside |= Q(agency__path__startswith=path)
        condition &= inside
    if rule.positions:
        names = [one for words in rule.positions for one in find_positions(words)]
        condition &= Q(position__in=names)
    if rule.grade_from is not None:
        condition &= Q(grade__gte=rule.grade_from)
    if rule.grade_to is not None:
        condition &= Q(grade__lte=rule.grade_to)
    return condition


def describe_audience(course: Course) -> list[str]:
    """Return in words whom the course is for; empty: for everyone."""
    return list(_say_audience(course)) if is_held(course) else []


def _say_audience(course: Course) -> Iterator[str]:
    rule = EntryRule.from_json(course.entry_rule)
    if rule.units:
        units = Agency.objects.filter(pk__in=rule.units).order_by("path")
        named = _(", or ").join(unit.name for unit in units)
        yield _("officials of %(units)s and the units below") % {"units": named}
    else:
        yield _("officials")
    if rule.positions:
        yield _("position: %(names)s") % {"names": _(", or ").join(rule.positions)}
    first, last = rule.grade_from, rule.grade_to
    if first is not None or last is not None:
        ends = [number(end) if end is not None else "" for end in (first, last)]
        yield _("grade: %(grades)s") % {"grades": ends[0] if first == last else "–".join(ends)}
