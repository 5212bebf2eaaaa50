"""Finds who holds a skill on a day and no more some days later, if nothing renews it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from certification.models import Evidence
from plan.models import Measure, Skill
from reporting.changes.candidates import find_ending_spells, find_losing, find_stale
from reporting.figures.facts import posted_between, valid_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList, StalePerson


def count_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> dict[int, int]:
    """Return how many people will hold the skill at the level no more, by its id: one query."""
    question = _ask(skills, level, day, until)
    # A spell says who holds what where: of a nation no posting and no person is looked up.
    spells = find_ending_spells(subtree, question).exclude(
        person__in=StalePerson.objects.values("person")
    )
    lost = _keep_without(spells, question, "skill_key").order_by().values("skill_key")
    stale = find_stale(question, subtree.agencies_on(day)).values("person_id")
    proofs = _find_last_proofs(subtree, question).filter(person__in=stale).order_by()
    people = Count("person", distinct=True)
    rows = lost.annotate(people=Count("pk")).values_list("skill_key", "people")
    others = proofs.values("skill").annotate(people=people).values_list("skill", "people")
    counts: Counter[int] = Counter()
    for skill, number in rows.union(others, all=True):
        counts[skill] += number
    return dict(counts)


def list_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> QuerySet[Any]:
    """Return person, skill, level held and first day without it, the soonest first."""
    question = _ask(skills, level, day, until)
    rows = _find_last_proofs(subtree, question).filter(person__in=find_losing(subtree, question))
    found = (
        rows.order_by()
        .values("person", "skill")
        .annotate(held=Max("level"), ends=Max("expires_on"))
    )
    return found.order_by("ends", "person", "skill")


def _ask(skills: Sequence[Skill], level: int, day: dt.date, until: dt.date) -> Question:
    columns = ((level, day), (level, until))
    return Question(Measure.HELD, frozenset(skill.pk for skill in skills), columns)


def _find_last_proofs(subtree: Subtree, question: Question) -> QuerySet[Evidence]:
    """Return the evidence of those who count on the day, where none will count on the last."""
    day, until = question.first, question.last
    own = Evidence.objects.counted().filter(
        Q(expires_on__lte=until) | Q(revoked_on__lte=until),
        valid_between(day, day),
        posted_between(day, day),
        skill__in=question.skills,
        level__gte=question.lowest,
        person__postings__agency__among=KeyList(subtree.agencies_on(day)),
        person__is_active=True,
    )
    return _keep_without(own, question, "skill")


def _keep_without(rows: QuerySet[Any], question: Question, skill: str) -> QuerySet[Any]:
    """Leave the rows of those whom nothing proves the skill on the last day."""
    later = Evidence.objects.counted().filter(
        level__gte=question.lowest, person=OuterRef("person"), skill=OuterRef(skill)
    )
    # As a value and not as a condition: PostgreSQL would join all evidence with itself first.
    proof = Subquery(later.valid(question.last).order_by().values("pk")[:1])
    return rows.annotate(later=proof).filter(later=None)
