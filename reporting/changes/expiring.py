"""Finds who holds a skill on a day and no more some days later, if nothing renews it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from certification.models import Evidence
from plan.models import Measure, Skill
from reporting.changes.candidates import find_losing
from reporting.figures.facts import posted_between, valid_between
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import KeyList


def count_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> dict[int, int]:
    """Return how many people will hold the skill at the level no more, by its id: one query."""
    rows = _find_last_proofs(subtree, skills, level, day, until)
    counted = rows.order_by().values("skill").annotate(people=Count("person", distinct=True))
    return dict(counted.values_list("skill", "people"))


def list_expiring(
    subtree: Subtree, skills: Sequence[Skill], level: int, *, day: dt.date, until: dt.date
) -> QuerySet[Any]:
    """Return person, skill, level held and first day without it, the soonest first."""
    rows = _find_last_proofs(subtree, skills, level, day, until)
    found = (
        rows.order_by()
        .values("person", "skill")
        .annotate(held=Max("level"), ends=Max("expires_on"))
    )
    return found.order_by("ends", "person", "skill")


def _find_last_proofs(
    subtree: Subtree, skills: Sequence[Skill], level: int, day: dt.date, until: dt.date
) -> QuerySet[Evidence]:
    """Return the evidence of those who count on the day, where none will count on the last."""
    columns = ((level, day), (level, until))
    question = Question(Measure.HELD, frozenset(skill.pk for skill in skills), columns)
    own = Evidence.objects.counted().filter(skill__in=question.skills, level__gte=level)
    later = own.valid(until).filter(person=OuterRef("person"), skill=OuterRef("skill"))
    # As a value and not as a condition: PostgreSQL would join all evidence with itself first.
    rows = own.annotate(later=Subquery(later.order_by().values("pk")[:1]))
    return rows.filter(
        Q(expires_on__lte=until) | Q(revoked_on__lte=until),
        valid_between(day, day),
        posted_between(day, day),
        later=None,
        person__in=find_losing(subtree, question),
        person__postings__agency__among=KeyList(subtree.agencies_on(day)),
        person__is_active=True,
    )
