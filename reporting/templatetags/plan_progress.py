"""Reads the progress of the plan in one figure: the whole country's next target."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import template
from django.core.cache import cache
from django.utils import timezone

from plan.levels import load_level_names, name_level
from plan.models import PLAN_ORDER, Target
from reporting.figures.coverage import Measure, count_coverage
from reporting.figures.headcount import count_posted

register = template.Library()
_PROGRESS_CACHE_SECONDS = 600  # the home page is everybody's, and its figure moves slowly


@dataclass(frozen=True)
class PlanProgress:
    """Holds a target and how many people hold what it asks, on the day."""

    target: Target
    level_name: str
    held: int
    asked: int
    day: dt.date


@register.simple_tag
def plan_progress() -> PlanProgress | None:
    """Return the progress of the country's next target that is not yet due, or None."""
    day = timezone.localdate()
    target = _find_next_target(day)
    if target is None:
        return None
    # The count is cached, not the tag: names are shown in the reader's language. django-stubs
    # allow None, which is never stored.
    counts: tuple[int, int] = cache.get_or_set(  # type: ignore[assignment]
        f"plan-counts-{target.pk}-{day}",
        lambda: (_count_holders(target, day), _count_asked(target, day)),
        _PROGRESS_CACHE_SECONDS,
    )
    name = name_level(load_level_names(), target.skill, target.level)
    return PlanProgress(target, name, *counts, day)


def _find_next_target(day: dt.date) -> Target | None:
    targets = Target.objects.in_force(day).filter(agency__depth=1, due_on__gte=day)
    counted = targets.filter(measure=Measure.HELD, with_below=True, audience_key="")
    return (
        counted.select_related("agency", "skill", "phase__plan")
        .order_by(*PLAN_ORDER, "due_on", "pk")
        .first()
    )


def _count_holders(target: Target, day: dt.date) -> int:
    [cell] = count_coverage(
        [target.agency], [(target.skill, target.level)], day=day, measure=Measure.HELD
    )
    return cell.count


def _count_asked(target: Target, day: dt.date) -> int:
    """Return how many people the target asks; a percent is of those posted on the day."""
    if target.headcount:
        return target.headcount
    posted = count_posted([target.agency], day=day)[target.agency_id]
    return target.count_asked(target.percent or 0, posted)
