"""Finds who holds a skill on a day and no more some days later, if nothing renews it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value

from certification.models import Evidence
from people.models import Person
from plan.models import Measure, Skill
from reporting.changes.candidates import find_ending_spells, find_stale
from reporting.figures.facts import posted_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList, Spell, StalePerson

_NO_SKILL = 0
_SOONEST = ("ends", "person", "skill")


def count_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> dict[int, int]:
    """Return how many people will hold the skill at the level no more, by its id: one query.

    And another one where that says that somebody is stale.
    """
    question = _ask(skills, level, day, until)
    if not subtree.known.is_stale:
        # As figures do: the short statement says itself whether it may be trusted.
        spells = _keep_lost(find_ending_spells(subtree, question), question)
        mark = StalePerson.objects.mark(Value(_NO_SKILL), Value(0))
        counts = dict(_count_rows(spells, "skill_key").union(mark, all=True))
        if _NO_SKILL not in counts:
            return counts
        subtree.known.is_stale = True
    return _count_all(subtree, question)


def _count_all(subtree: Subtree, question: Question) -> dict[int, int]:
    """Return the counts of everybody: by spells, and of stale people by their evidence."""
    earlier = _find_proofs(question).filter(
        person=OuterRef("person"), skill=OuterRef("skill"), pk__lt=OuterRef("pk")
    )
    # The first of somebody's proofs stands for all: rows are counted, nobody is made distinct.
    proofs = _find_stale_proofs(subtree, question).filter(~Exists(earlier))
    spells = _count_rows(_find_lost_spells(subtree, question), "skill_key")
    counts: Counter[int] = Counter()
    for skill, number in spells.union(_count_rows(proofs, "skill"), all=True):
        counts[skill] += number
    return dict(counts)


def _count_rows(rows: QuerySet[Any], skill: str) -> QuerySet[Any]:
    return rows.values(skill).annotate(people=Count("pk")).values_list(skill, "people")


def list_expiring(
    subtree: Subtree,
    skills: Sequence[Skill],
    level: int,
    *,
    day: dt.date,
    until: dt.date,
    people: QuerySet[Person] | None = None,
) -> QuerySet[Any]:
    """Return person, skill, level held and first day without it, the soonest first.

    Of everybody, or of ``people`` only.
    """
    question = _ask(skills, level, day, until)
    spells, proofs = _find_lost_spells(subtree, question), _find_stale_proofs(subtree, question)
    if people is not None:
        spells, proofs = spells.filter(person__in=people), proofs.filter(person__in=people)
    others = proofs.values("person", "skill").annotate(held=Max("level"), ends=Max("expires_on"))
    found = _tell_ends(spells, question).union(others, all=True)
    return found.order_by(*_SOONEST)


def list_expiring_counted(
    subtree: Subtree, skill: Skill, level: int, *, day: dt.date, until: dt.date
) -> QuerySet[Any]:
    """Return the same for those of one skill whom `count_expiring` has just counted."""
    if subtree.known.is_stale:
        return list_expiring(subtree, [skill], level, day=day, until=until)
    # Counted from spells alone a moment ago, they are listed from these.
    question = _ask([skill], level, day, until)
    spells = _keep_lost(find_ending_spells(subtree, question), question)
    return _tell_ends(spells, question).order_by(*_SOONEST)


def _tell_ends(spells: QuerySet[Spell], question: Question) -> QuerySet[Any]:
    own = _find_proofs(question).filter(person=OuterRef("person"), skill=OuterRef("skill_key"))
    last = own.order_by(F("expires_on").desc(nulls_last=True)).values("expires_on")[:1]
    rows = spells.annotate(skill=F("skill_key"), held=F("level"), ends=Subquery(last))
    return rows.values("person", "skill", "held", "ends")


def _find_lost_spells(subtree: Subtree, question: Question) -> QuerySet[Spell]:
    # A spell says who holds what where: of a nation no posting and no person is looked up.
    spells = find_ending_spells(subtree, question).exclude(person__in=StalePerson.objects.people())
    return _keep_lost(spells, question)


def _keep_lost(spells: QuerySet[Spell], question: Question) -> QuerySet[Spell]:
    return _keep_without(spells, question, "skill_key").order_by()


def _find_stale_proofs(subtree: Subtree, question: Question) -> QuerySet[Evidence]:
    """Return the evidence that is lost of those whose spells follow from their facts no more."""
    stale = find_stale(question, subtree.agencies_on(question.first)).values("person_id")
    return _find_last_proofs(subtree, question).filter(person__in=stale).order_by()


def _ask(skills: Sequence[Skill], level: int, day: dt.date, until: dt.date) -> Question:
    columns = ((level, day), (level, until))
    return Question(Measure.HELD, frozenset(skill.pk for skill in skills), columns)


def _find_last_proofs(subtree: Subtree, question: Question) -> QuerySet[Evidence]:
    """Return the evidence of those who count on the day, where none will count on the last."""
    day = question.first
    own = _find_proofs(question).filter(
        posted_between(day, day),
        skill__in=question.skills,
        person__postings__agency__among=KeyList(subtree.agencies_on(day)),
        person__is_active=True,
    )
    return _keep_without(own, question, "skill")


def _find_proofs(question: Question) -> QuerySet[Evidence]:
    """Return the evidence that is valid on the first day and ends by the last."""
    held = Evidence.objects.counted().valid(question.first).filter(level__gte=question.lowest)
    return held.filter(Q(expires_on__lte=question.last) | Q(revoked_on__lte=question.last))


def _keep_without(rows: QuerySet[Any], question: Question, skill: str) -> QuerySet[Any]:
    """Leave the rows of those whom nothing proves the skill on the last day."""
    later = Evidence.objects.counted().filter(
        level__gte=question.lowest, person=OuterRef("person"), skill=OuterRef(skill)
    )
    # As a value and not as a condition: PostgreSQL would join all evidence with itself first.
    proof = Subquery(later.valid(question.last).order_by().values("pk")[:1])
    return rows.annotate(later=proof).filter(later=None)
