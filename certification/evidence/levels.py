"""Answers what a person holds on a day, in one query."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from certification.models import Evidence
from people.models import Person


def highest_levels(person: Person, day: dt.date) -> dict[int, int]:
    """The highest level by skill (its primary key) that counts on the day."""
    valid = Evidence.objects.filter(person=person).counted().valid(day)
    rows = valid.order_by().values("skill").annotate(highest=Max("level"))
    return dict(rows.values_list("skill", "highest"))
