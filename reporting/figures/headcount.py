"""Counts the persons posted in units on a day, without those whose account is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from plan.models import Measure
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.counting import count_by_unit
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import Spell

_ANY_LEVEL = 0


def count_posted(
    subtree: Subtree, day: dt.date, audience: TargetAudience = EVERYBODY
) -> dict[int, int]:
    """Return how many of the audience are posted in or under each of the units, by its id."""
    if not subtree.units:
        return {}
    question = Question(Measure.HELD, frozenset(), ((_ANY_LEVEL, day),), audience)
    counts = count_by_unit(subtree, question)
    return {unit.pk: counts[unit.pk, Spell.HEADCOUNT][0] for unit in subtree.units}


def count_posted_over(
    subtree: Subtree, days: Sequence[dt.date], audience: TargetAudience = EVERYBODY
) -> dict[dt.date, int]:
    """Return how many of the audience are posted in or under the subtree's unit on each day."""
    (unit,) = subtree.units
    columns = tuple((_ANY_LEVEL, day) for day in days)
    counts = count_by_unit(subtree, Question(Measure.HELD, frozenset(), columns, audience))
    return dict(zip(days, counts[unit.pk, Spell.HEADCOUNT], strict=True))
