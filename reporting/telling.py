"""Tells whoever asked for something what the office above, or a second person, decided.

Addresses are led into the language of whoever reads them (`people.messaging`).
"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from certification.keys import KeyUnavailable
from people.messaging import notify_person
from plan.models import CapacityPlan
from plan.signals import plan_acted
from reporting.models import MonthAdjustment
from reporting.months import MonthTampered, read_month

_CAPACITY_ACTS = {"capacity.approve": True, "capacity.return": False}
_ADJUSTMENT_ACTS = {"month.approved": True, "month.declined": False}


@receiver(plan_acted, sender=CapacityPlan)
def tell_submitter(action: str, row: CapacityPlan, **kwargs: Any) -> None:
    """Tell whoever handed a capacity plan up what became of it."""
    if action not in _CAPACITY_ACTS or row.submitted_by is None or row.submitted_at is None:
        return
    path = reverse("reporting:capacity_plan", args=[row.pk])
    facts = {"names": row.agency.names, "year": row.year, "answer": row.answer, "path": path}
    facts["approved"] = _CAPACITY_ACTS[action]
    # One letter each time: a plan that was given back is handed up again.
    subject = f"{row.pk}/{row.submitted_at:%Y%m%dT%H%M%S.%f}"
    notify_person(row.submitted_by, "reporting/capacity_decided", subject=subject, facts=facts)


@receiver(plan_acted, sender=MonthAdjustment)
def tell_asker(action: str, row: MonthAdjustment, **kwargs: Any) -> None:
    """Tell whoever asked for another figure of a locked month whether it stands."""
    if action not in _ADJUSTMENT_ACTS:
        return
    path = reverse("reporting:month", args=[row.month.code])
    facts = {"value": row.value, "answer": row.answer, "path": path, **_name_adjusted(row)}
    facts["approved"] = _ADJUSTMENT_ACTS[action]
    notify_person(row.asked_by, "reporting/adjustment_decided", subject=str(row.pk), facts=facts)


def _name_adjusted(row: MonthAdjustment) -> dict[str, Any]:
    """Return the month and, where it can be read as it was signed, of whom and what it tells."""
    facts: dict[str, Any] = {"month": row.month.month.isoformat()}
    try:
        reading = read_month(row.month)
        figure = reading.figures[row.figure]
    except (MonthTampered, KeyUnavailable, KeyError):
        return facts
    unit, skill = reading.content["units"][figure.facts["unit"]], figure.facts["skill"]
    about = {"unit": unit["names"], "skill": reading.content["skills"].get(skill, {})}
    return facts | about | {"level": figure.facts["level"], "locked": figure.locked}
