"""Reads the highest level of each skill that a person holds on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from certification.models import Evidence
from people.models import Person


def highest_levels(person: Person, day: dt.date) -> dict[int, int]:
    """Return the highest level that counts on the day, by the primary key of the skill.

    One query. The pages read evidence in lists; this reads it for one person and states the rule.
    """
    valid = Evidence.objects.filter(person=person).counted().valid(day)
    rows = valid.order_by().values("skill").annotate(highest=Max("level"))
    return dict(rows.values_list("skill", "highest"))
