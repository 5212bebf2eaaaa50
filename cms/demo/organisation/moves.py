"""Gives the demo a township office that has gone to another district this month."""

from __future__ import annotations

from django.utils import timezone

from people.agencies import move_agency
from people.models import Agency, AgencyAct, Person

_TOWNSHIP, _DISTRICT = "GAD-MMR010009", "GAD-MMR010D001"  # Madaya, to the district of Mandalay
_REASON = "ရုံးအမိန့်စာအမှတ် ၁၂/၂၀၂၆"


def move_office() -> None:
    """Move the office from the first day of the month: figures of the months before stay."""
    move_agency(
        Agency.objects.get(code=_TOWNSHIP),
        Agency.objects.get(code=_DISTRICT),
        day=timezone.localdate().replace(day=1),
        by=Person.objects.get(username="hr"),
        reason=_REASON,
    )


def has_moved_office() -> bool:
    return AgencyAct.objects.exists()
