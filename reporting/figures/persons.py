"""Finds the people whom a figure of a day counts, as the figure does: from spells, while these
follow from the facts, and from the facts of stale people.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from certification.models import Evidence
from people.models import Posting
from reporting.figures.proofs import is_strongest
from reporting.figures.question import Question
from reporting.figures.stored import find_spells
from reporting.models import KeyList, Spell, StalePerson

# From so many on a list is read in the order of names until a page is full; of fewer all are
# sorted. Between them lies what a page reads of a million for ten thousand: a few thousand.
_MANY = 10_000


@dataclass(frozen=True)
class PeopleCounted:
    """The people in agencies whom a question of one column counts as posted or as holders."""

    question: Question
    agencies: Collection[int]

    def build_condition(self, count: int) -> Q:
        """Return the condition on persons, in the form that is quick for so many of them."""
        if not self.question.audience.is_everybody:
            # Positions and grades are not in spells.
            return Q(pk__in=self._find_in_facts().values("person"))
        stale = StalePerson.objects.people()
        if count < _MANY:
            in_spells = self._find_in_spells().exclude(person__in=stale).values("person")
            in_facts = self._find_in_facts().filter(person__in=stale).values("person")
            # One list: of two with an "or" between them the database would look at everybody.
            return Q(pk__in=in_spells.union(in_facts, all=True))
        is_stale = Q(pk__in=stale)
        counted = ~is_stale & _is_in(self._find_in_spells())
        return counted | (is_stale & _is_in(self._find_in_facts()))

    def _find_in_spells(self) -> QuerySet[Spell]:
        return find_spells(self.question).filter(agency__among=KeyList(self.agencies))

    def _find_in_facts(self) -> QuerySet[Posting]:
        """Return the postings of the day of those who count."""
        column = self.question.all_columns[0]
        # Without their own order, which SQLite refuses in parts of a union.
        postings = Posting.objects.counted_on(column.day).order_by()
        postings = postings.filter(
            self.question.audience.build_condition(), agency__among=KeyList(self.agencies)
        )
        if not self.question.skills:
            return postings
        valid = Evidence.objects.counted().valid(column.day)
        held = valid.filter(
            is_strongest(column),
            skill__in=self.question.skills,
            level__gte=column.level,
            person=OuterRef("person"),
        )
        return postings.filter(Exists(held))


def _is_in(rows: QuerySet[Any]) -> Q:
    """Return the condition that one of the rows is of the person, asked for each person."""
    # As a value and not by EXISTS, for which PostgreSQL reads the rows of everybody first.
    own = rows.filter(person=OuterRef("pk")).order_by().values("pk")[:1]
    return Q(IsNull(Subquery(own), False))
