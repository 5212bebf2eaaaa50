"""Finds who holds a skill on a day and no more some days later, if nothing renews it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from certification.models import Evidence
from people.models import Person
from plan.models import Measure, Skill
from reporting.changes.candidates import find_ending_spells, find_stale
from reporting.figures.facts import posted_between, valid_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList, Spell, StalePerson


def count_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> dict[int, int]:
    """Return how many people will hold the skill at the level no more, by its id: one query."""
    question = _ask(skills, level, day, until)
    lost = _find_lost_spells(subtree, question).values("skill_key")
    proofs = _find_stale_proofs(subtree, question)
    people = Count("person", distinct=True)
    rows = lost.annotate(people=Count("pk")).values_list("skill_key", "people")
    others = proofs.values("skill").annotate(people=people).values_list("skill", "people")
    counts: Counter[int] = Counter()
    for skill, number in rows.union(others, all=True):
        counts[skill] += number
    return dict(counts)


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
    own = _find_proofs(question).filter(person=OuterRef("person"), skill=OuterRef("skill_key"))
    last = own.order_by(F("expires_on").desc(nulls_last=True)).values("expires_on")[:1]
    rows = spells.annotate(skill=F("skill_key"), held=F("level"), ends=Subquery(last))
    others = proofs.values("person", "skill").annotate(held=Max("level"), ends=Max("expires_on"))
    found = rows.values("person", "skill", "held", "ends").union(others, all=True)
    return found.order_by("ends", "person", "skill")


def _find_lost_spells(subtree: Subtree, question: Question) -> QuerySet[Spell]:
    # A spell says who holds what where: of a nation no posting and no person is looked up.
    spells = find_ending_spells(subtree, question).exclude(
        person__in=StalePerson.objects.values("person")
    )
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
    day, until = question.first, question.last
    return Evidence.objects.counted().filter(
        Q(expires_on__lte=until) | Q(revoked_on__lte=until),
        valid_between(day, day),
        level__gte=question.lowest,
    )


def _keep_without(rows: QuerySet[Any], question: Question, skill: str) -> QuerySet[Any]:
    """Leave the rows of those whom nothing proves the skill on the last day."""
    later = Evidence.objects.counted().filter(
        level__gte=question.lowest, person=OuterRef("person"), skill=OuterRef(skill)
    )
    # As a value and not as a condition: PostgreSQL would join all evidence with itself first.
    proof = Subquery(later.valid(question.last).order_by().values("pk")[:1])
    return rows.annotate(later=proof).filter(later=None)
