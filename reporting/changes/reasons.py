"""Tells why a figure changed between two days: a reason for each person who made a difference.

Both days are compared, and what came and went between them is no change. So the number of the
first day, with those who were won and without those who were lost, is that of the last day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Person, Posting
from plan.models import Measure
from reporting.changes.candidates import find_candidates
from reporting.figures.coverage import SkillLevel, coverage_over
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree

_TRIES = 3


class ChangeReason(TextChoices):
    """Names why somebody counts on one day and not on the other; the first five add to it."""

    LEARNT = "learnt", _("Learnt or renewed")
    NEW = "new", _("New in the service")
    RETURNED = "returned", _("Returned to the service")
    MOVED_IN = "moved_in", _("Moved in from elsewhere")
    OFFICE_CAME = "office_came", _("Came with their office")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    LEFT = "left", _("Left the service")
    MOVED_OUT = "moved_out", _("Moved out")
    OFFICE_LEFT = "office_left", _("Left with their office")

    @property
    def is_gain(self) -> bool:
        return self in _GAINS


_GAINS = frozenset(list(ChangeReason)[:5])


@dataclass(frozen=True)
class ExplainedChange:
    """How the figure of a unit came from ``before``, on a day, to ``after``, on a later one.

    ``people`` are the ids behind each reason; of completions somebody may have several.
    """

    since: dt.date
    until: dt.date
    before: int
    after: int
    people: dict[ChangeReason, list[int]]

    @property
    def gains(self) -> list[tuple[ChangeReason, int]]:
        return [(one, len(self.people[one])) for one in self.people if one.is_gain]

    @property
    def losses(self) -> list[tuple[ChangeReason, int]]:
        return [(one, len(self.people[one])) for one in self.people if not one.is_gain]

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def adds_up(self) -> bool:
        won, lost = (sum(n for _one, n in part) for part in (self.gains, self.losses))
        return self.before + won - lost == self.after


def explain_change(
    subtree: Subtree, pair: SkillLevel, *, since: dt.date, until: dt.date, measure: Measure
) -> ExplainedChange:
    """Return how the figure of the subtree's only unit changed: three queries, of any size."""
    skill, level = pair
    columns = ((level, since), (level, until))
    question = Question(measure, frozenset([skill.pk]), columns)
    found = _read_change(subtree, pair, question)
    for _attempt in range(_TRIES - 1):
        if found.adds_up:
            break
        # Numbers and reasons are two statements, and somebody may write between them.
        found = _read_change(subtree, pair, question)
    return found


def _read_change(subtree: Subtree, pair: SkillLevel, question: Question) -> ExplainedChange:
    days = question.days
    before, after = coverage_over(subtree, [pair], days=days, measure=question.measure)
    found: dict[ChangeReason, list[int]] = defaultdict(list)
    list_reasons = _list_of_completions if question.measure == Measure.TRAINED else _list_of_people
    for reason, person in list_reasons(_ChangeGround.of(subtree, question)):
        found[reason].append(person)
    ordered = {reason: found[reason] for reason in ChangeReason if reason in found}
    return ExplainedChange(days[0], days[-1], before.count, after.count, ordered)


class _ChangeGround(NamedTuple):
    """What is asked, the agencies of the unit on both days, and whose facts may differ."""

    question: Question
    before: frozenset[int]
    after: frozenset[int]
    candidates: QuerySet[Any]

    @classmethod
    def of(cls, subtree: Subtree, question: Question) -> _ChangeGround:
        [unit] = subtree.units
        before, after = (subtree.agencies_of(unit.pk, day) for day in question.days)
        return cls(question, before, after, find_candidates(subtree, question))


class _PersonThen(NamedTuple):
    """Where somebody served on both days, and whether they held the skill there or elsewhere."""

    person: int
    before: int | None
    after: int | None
    had: bool
    has: bool
    served: bool
    is_revoked: bool


def _list_of_people(ground: _ChangeGround) -> Iterator[tuple[ChangeReason, int]]:
    """Yield the people who counted on one of the days only: one query."""
    for row in _read_candidates(ground):
        one = _PersonThen(*row)
        counted = one.had and one.before in ground.before
        counts = one.has and one.after in ground.after
        if counts and not counted:
            yield _explain_gain(one, ground), one.person
        elif counted and not counts:
            yield _explain_loss(one, ground), one.person


def _explain_gain(one: _PersonThen, ground: _ChangeGround) -> ChangeReason:
    if not one.had:
        return ChangeReason.LEARNT
    if one.before is None:
        return ChangeReason.RETURNED if one.served else ChangeReason.NEW
    # Where they served before belongs to the unit now: nobody moved but the office.
    return ChangeReason.OFFICE_CAME if one.before in ground.after else ChangeReason.MOVED_IN


def _explain_loss(one: _PersonThen, ground: _ChangeGround) -> ChangeReason:
    if one.after is None:
        return ChangeReason.LEFT
    if one.after not in ground.after:
        is_there = one.after in ground.before
        return ChangeReason.OFFICE_LEFT if is_there else ChangeReason.MOVED_OUT
    return ChangeReason.REVOKED if one.is_revoked else ChangeReason.EXPIRED


def _read_candidates(ground: _ChangeGround) -> QuerySet[Any]:
    since, until = ground.question.days
    [skill], level = ground.question.skills, ground.question.lowest
    own = Evidence.objects.counted().filter(person=OuterRef("pk"), skill=skill, level__gte=level)
    posted = Posting.objects.filter(person=OuterRef("pk"))
    # What would count still, had it not been revoked meanwhile.
    taken = own.filter(
        Q(expires_on=None) | Q(expires_on__gt=until),
        acquired_on__lte=until,
        revoked_on__gt=since,
        revoked_on__lte=until,
    )
    people = Person.objects.filter(pk__in=ground.candidates, is_active=True).annotate(
        before=Subquery(posted.on(since).values("agency")[:1]),
        after=Subquery(posted.on(until).values("agency")[:1]),
        had=Exists(own.valid(since)),
        has=Exists(own.valid(until)),
        served=Exists(posted.filter(valid_from__lte=since)),
        is_revoked=Exists(taken),
    )
    held = people.filter(Q(had=True) | Q(has=True)).order_by("pk")
    return held.values_list("pk", *_PersonThen._fields[1:])


def _list_of_completions(ground: _ChangeGround) -> Iterator[tuple[ChangeReason, int]]:
    """Yield the completions that counted on one of the days only: one query."""
    since, until = ground.question.days
    rows = Evidence.objects.completions().filter(
        person__in=ground.candidates,
        skill__in=ground.question.skills,
        level__gte=ground.question.lowest,
        acquired_on__lte=until,
    )
    fields = ("person_id", "acquired_on", "revoked_on", "agency_id")
    for person, start, end, agency in rows.order_by("person", "pk").values_list(*fields):
        stood, stands = (start <= day and (end is None or end > day) for day in (since, until))
        counted, counts = stood and agency in ground.before, stands and agency in ground.after
        if counts and not counted:
            yield (ChangeReason.OFFICE_CAME if stood else ChangeReason.LEARNT), person
        elif counted and not counts:
            yield (ChangeReason.OFFICE_LEFT if stands else ChangeReason.REVOKED), person
