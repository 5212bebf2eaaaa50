"""Finds whom an assignment reaches and keeps, and shows it before anything is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courses.entry import find_lacking, find_unadmitted
from courses.models import Assignable, AssignedPerson, Assignment, ClassSession, find_done
from people.audiences import PeopleRule, find_people
from people.models import Person

_NAMES_SHOWN = 10


@dataclass(frozen=True)
class Reach:
    """Whom an assignment would reach: how many, the first by name, and who needs nothing more."""

    count: int
    names: list[Person]
    done: int  # have completed it, and that has not ended
    ending: int  # of these, whose completion ends so soon that they may renew it
    free: int  # seats, of a class session
    elsewhere: int  # have it to do by another assignment, and get no second line for it
    outside: int  # are not in the audience of the course: the office decides that it is for them
    lacking: int  # lack what is to be learnt before the course
    lacking_names: list[Person]

    @property
    def more(self) -> int:
        return self.count - len(self.names)


def preview_reach(assignment: Assignment, day: dt.date | None = None) -> Reach:
    """Return whom the assignment, saved or not, would reach on the day, else today."""
    day = day or timezone.localdate()
    people = find_newcomers(assignment, on=day)
    done = find_done(assignment.what, day).filter(person=OuterRef("pk"))
    lasting = _find_lasting(assignment.what, day).filter(person=OuterRef("pk"))
    others = AssignedPerson.objects.asked(day).of(assignment.what)
    others = others.filter(person=OuterRef("pk"))
    course = assignment.course or (assignment.session and assignment.session.course)
    lacking = find_lacking(people, course, on=day) if course else people.none()
    outside = find_unadmitted(people, course, on=day) if course else people.none()
    return Reach(
        count=people.count(),
        names=list(people.order_by(Person.name_order(), "pk")[:_NAMES_SHOWN]),
        done=people.filter(Exists(done)).count(),
        ending=people.filter(Exists(done), ~Exists(lasting)).count(),
        free=_count_free_seats(assignment.session),
        elsewhere=people.filter(~Exists(done), Exists(others)).count(),
        outside=outside.count(),
        lacking=lacking.count(),
        lacking_names=list(lacking.order_by(Person.name_order(), "pk")[:_NAMES_SHOWN]),
    )


def _count_free_seats(session: ClassSession | None) -> int:
    return max(0, session.capacity - session.seats.seated().count()) if session else 0


def has_done(person: Person, what: Assignable) -> bool:
    """Return whether the person has done it, and that has not ended."""
    return find_done(what, timezone.localdate()).filter(person=person).exists()


def can_renew(person: Person, what: Assignable) -> bool:
    """Return whether what the person has done ends so soon that they may renew it."""
    today = timezone.localdate()
    return not _find_lasting(what, today).filter(person=person).exists()


def _find_lasting(what: Assignable, day: dt.date) -> QuerySet[Any]:
    """Return rows that say it is done and cannot be renewed yet."""
    return find_done(what, day + dt.timedelta(settings.RENEWAL_DAYS))


def find_newcomers(assignment: Assignment, *, on: dt.date) -> QuerySet[Person]:
    """Return whom the assignment takes in on the day; of a list nobody: acts put them on it."""
    if assignment.is_list or not assignment.takes_on(on):
        return Person.objects.none()
    return _find_people(assignment, _read_rule(assignment), on)


def find_kept_people(assignment: Assignment, *, on: dt.date) -> QuerySet[Person]:
    """Return whom the assignment may keep on the day: who serves there, and fits its rule still.

    That somebody has come lately is asked of newcomers only, else all were let go in time.
    """
    return _find_people(assignment, replace(_read_rule(assignment), arrived_within=None), on)


def _read_rule(assignment: Assignment) -> PeopleRule:
    audience = assignment.audience
    return PeopleRule.from_json((audience.rule if audience else assignment.rule) or {})


def _find_people(assignment: Assignment, rule: PeopleRule, day: dt.date) -> QuerySet[Person]:
    people = find_people(rule, assignment.agency, on=day).filter(is_active=True, erased_at=None)
    audience = assignment.audience
    if audience and audience.retired_at:
        return Person.objects.none()
    if audience is None or audience.rule is not None:
        return people
    return people.filter(pk__in=audience.members.values("person"))
