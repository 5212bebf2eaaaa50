"""Explains how a figure came from its number on one day to that on a later one.

The database adds up whoever is alike: a month of a nation changes thousands, for few reasons.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from certification.models import Evidence
from people.models import Person, Posting
from plan.models import Measure
from reporting.changes.candidates import find_candidates
from reporting.changes.reasons import ChangeReason, CompletionThen, PersonThen, Whose
from reporting.figures.coverage import KindCount, SkillLevel, coverage_over, sort_kinds
from reporting.figures.facts import completed_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList

_TRIES = 3


@dataclass(frozen=True)
class ExplainedChange:
    """How the figure of a unit came from ``before``, on a day, to ``after``, on a later one.

    ``counts`` are the people, or completions, behind each reason that there is, and ``kinds``
    those of the later day by what proves the skill.
    """

    since: dt.date
    until: dt.date
    before: int
    after: int
    counts: Mapping[ChangeReason, int]
    kinds: Sequence[KindCount] = ()

    @property
    def gains(self) -> list[tuple[ChangeReason, int]]:
        return [one for one in self.counts.items() if one[0].is_gain]

    @property
    def losses(self) -> list[tuple[ChangeReason, int]]:
        return [one for one in self.counts.items() if not one[0].is_gain]

    @property
    def adds_up(self) -> bool:
        won, lost = (sum(n for _one, n in part) for part in (self.gains, self.losses))
        return self.before + won - lost == self.after


def explain_change(
    subtree: Subtree, pair: SkillLevel, *, since: dt.date, until: dt.date, measure: Measure
) -> ExplainedChange:
    """Return how the figure of the subtree's only unit changed: three queries, of any size."""
    ground = _ChangeGround.of(subtree, pair, since, until, measure)
    found = _read_change(ground, pair)
    for _attempt in range(_TRIES - 1):
        if found.adds_up:
            break
        # Numbers and reasons are two statements, and somebody may write between them.
        found = _read_change(ground, pair)
    return found


def list_changed(
    subtree: Subtree, pair: SkillLevel, *, since: dt.date, until: dt.date, measure: Measure
) -> dict[ChangeReason, list[int]]:
    """Return the ids of the people behind each reason; of completions somebody has several."""
    ground = _ChangeGround.of(subtree, pair, since, until, measure)
    found: dict[ChangeReason, list[int]] = defaultdict(list)
    way = _WAYS[measure]
    rows = way.list_rows(ground).order_by("person_key", "pk")
    for person, *then in rows.values_list("person_key", *way.then._fields):
        if reason := way.then(*then).explain():
            found[reason].append(person)
    return found


def _read_change(ground: _ChangeGround, pair: SkillLevel) -> ExplainedChange:
    days, measure = ground.question.days, ground.question.measure
    before, after = coverage_over(ground.subtree, [pair], days=days, measure=measure, by_kind=True)
    way = _WAYS[measure]
    counts: Counter[ChangeReason] = Counter()
    for *then, number in _count_alike(way.list_rows(ground), way.then._fields):
        if reason := way.then(*then).explain():
            counts[reason] += number
    ordered = {reason: counts[reason] for reason in ChangeReason if reason in counts}
    kinds = sort_kinds(after)
    return ExplainedChange(days[0], days[-1], before.count, after.count, ordered, kinds)


def _count_alike(rows: QuerySet[Any], fields: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the different values of the fields, each with how many rows have them.

    The database adds up who is alike, of whom a nation has thousands.
    """
    told = rows.order_by().values_list(*fields)
    try:
        statement, parameters = told.query.sql_with_params()
    except EmptyResultSet:
        return []
    # Django would write all that a row asks once more to group by it, which takes as long again.
    groups = ", ".join(str(place) for place in range(1, len(fields) + 1))
    with connections[rows.db].cursor() as cursor:
        # Security: the statement is Django's, and the places are numbers.
        cursor.execute(
            f"SELECT alike.*, COUNT(*) FROM ({statement}) AS alike GROUP BY {groups}",  # noqa: S608
            parameters,
        )
        return cursor.fetchall()


class _ChangeGround(NamedTuple):
    """What is asked, the agencies of the unit on both days, and whose facts may differ."""

    subtree: Subtree
    question: Question
    before: frozenset[int]
    after: frozenset[int]
    candidates: QuerySet[Any]

    @classmethod
    def of(
        cls, subtree: Subtree, pair: SkillLevel, since: dt.date, until: dt.date, measure: Measure
    ) -> _ChangeGround:
        [unit], (skill, level) = subtree.units, pair
        question = Question(measure, frozenset([skill.pk]), ((level, since), (level, until)))
        before, after = (subtree.agencies_of(unit.pk, day) for day in (since, until))
        return cls(subtree, question, before, after, find_candidates(subtree, question))

    def find_place(self, postings: QuerySet[Posting]) -> Subquery:
        """Return the expression for whose the agency of the one posting is; NULL without one."""
        return Subquery(postings.annotate(where=self.place()).values("where")[:1])

    def place(self) -> Case:
        """Return the expression for whose an agency is: the unit's on both days, or on one."""
        both = self.before if self.before == self.after else self.before & self.after
        groups = (
            (Whose.BOTH, both),
            (Whose.FIRST, self.before - both),
            (Whose.LAST, self.after - both),
        )
        return Case(
            *(
                When(agency__among=KeyList(keys), then=Value(place))
                for place, keys in groups
                if keys
            ),
            default=Value(Whose.OTHERS),
        )


def _list_people(ground: _ChangeGround) -> QuerySet[Any]:
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
    return Person.objects.filter(pk__in=ground.candidates, is_active=True).annotate(
        person_key=F("pk"),
        before=ground.find_place(posted.on(since)),
        after=ground.find_place(posted.on(until)),
        had=Exists(own.valid(since)),
        has=Exists(own.valid(until)),
        served=Exists(posted.filter(valid_from__lte=since)),
        is_revoked=Exists(taken),
    )


def _list_completions(ground: _ChangeGround) -> QuerySet[Any]:
    rows = Evidence.objects.completions().filter(
        person__in=ground.candidates,
        skill__in=ground.question.skills,
        level__gte=ground.question.lowest,
        acquired_on__lte=ground.question.last,
    )
    stood, stands = (_stands_on(day) for day in ground.question.days)
    return rows.annotate(person_key=F("person"), where=ground.place(), stood=stood, stands=stands)


def _stands_on(day: dt.date) -> ExpressionWrapper:
    return ExpressionWrapper(completed_between(day, day), BooleanField())


class _ChangeWay(NamedTuple):
    """How changes of a measure are read, and what is read of each."""

    list_rows: Callable[[_ChangeGround], QuerySet[Any]]
    then: type[PersonThen | CompletionThen]


_WAYS = {
    Measure.HELD: _ChangeWay(_list_people, PersonThen),
    Measure.TRAINED: _ChangeWay(_list_completions, CompletionThen),
}
