"""Reads the progress of the plan in one figure: the whole country's next target, as locked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import template

from certification.keys import KeyUnavailable
from people.text.formatting import digits
from people.text.languages import in_language
from reporting.months import MonthTampered, get_public_month
from reporting.months.publishing import PublicTarget

register = template.Library()


@dataclass(frozen=True)
class PlanProgress:
    """Holds a target of the country and how many people hold what it asks, on the day."""

    target: PublicTarget
    held: int
    asked: int
    day: dt.date
    plan: str

    @property
    def skill(self) -> str:
        return in_language(self.target.figure.skill_names)

    @property
    def level_name(self) -> str:
        figure = self.target.figure
        return " · ".join(filter(None, (digits(figure.level), in_language(figure.level_names))))


@register.simple_tag
def plan_progress() -> PlanProgress | None:
    """Return the country's next target of the last locked month, or None: one query."""
    try:
        month = get_public_month()
    except (MonthTampered, KeyUnavailable):
        return None
    target = month.headline if month else None
    if month is None or target is None or target.figure.held is None or target.asked is None:
        return None
    plan = in_language(month.plans[target.clause.partition("/")[0]])
    return PlanProgress(target, target.figure.held, target.asked, month.day, plan)
