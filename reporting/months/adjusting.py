"""Only writer of adjustments: a locked month stays, and what is right stands beside it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.text import clean
from plan.models import Measure
from plan.secretariat import is_of_national_secretariat
from plan.signals import plan_acted
from reporting.models import LockedMonth, MonthAdjustment
from reporting.months.sealing import load_month_file


class UnknownFigure(Exception):
    """The locked month has no such figure."""


class AdjustmentWithoutReason(Exception):
    """An adjustment, or a refusal, does not say why."""


class FigureUnchanged(Exception):
    """The figure says so already."""


class MoreThanServed(Exception):
    """More people would hold the skill than served in the whole country: a slip of the hand."""


class AdjustmentWaits(Exception):
    """Another adjustment of the figure waits for its decision."""


class AdjustmentDecided(Exception):
    """It does not wait any more."""


def ask_adjustment(
    month: LockedMonth, figure: str, *, value: int, reason: str, by: Person
) -> MonthAdjustment:
    """Ask that another number stands beside a locked one; a second person decides.

    Raise `PermissionDenied`, `UnknownFigure`, `MoreThanServed`, `AdjustmentWithoutReason`,
    `FigureUnchanged` and `AdjustmentWaits`.
    """
    if not is_of_national_secretariat(by):
        raise PermissionDenied
    content = load_month_file(month)
    locked = content["figures"].get(figure)
    if locked is None:
        raise UnknownFigure(figure)
    _require_possible(value, locked, content["units"])
    reason = _clean_reason(reason)
    with transaction.atomic():
        # Locked: of two who ask at once, the second finds the first one's word.
        LockedMonth.objects.select_for_update().only("pk").get(pk=month.pk)
        if MonthAdjustment.objects.waiting().filter(month=month, figure=figure).exists():
            raise AdjustmentWaits(figure)
        if value == find_adjusted_value(month, figure, locked["value"]):
            raise FigureUnchanged(figure)
        row = MonthAdjustment.objects.create(
            month=month,
            figure=figure,
            value=value,
            reason=reason,
            asked_by=by,
            asked_at=timezone.now(),
        )
        _enter_adjustment("month.ask", row, by)
    return row


def _require_possible(value: int, locked: dict[str, Any], units: dict[str, Any]) -> None:
    # Not those posted in the unit itself: orders that came late may have brought more.
    served = max(unit["posted"] for unit in units.values())
    if locked["measure"] == Measure.HELD and value > served:
        raise MoreThanServed(value)


def find_adjusted_value(month: LockedMonth, figure: str, locked: int) -> int:
    """Return the number of the last approved adjustment, else the locked one."""
    last = MonthAdjustment.objects.approved().filter(month=month, figure=figure).last()
    return last.value if last else locked


def approve_adjustment(row: MonthAdjustment, *, by: Person, answer: str = "") -> None:
    """Let the adjustment stand. Raise `PermissionDenied` and `AdjustmentDecided`.

    Of a month that cannot be read as it was signed nobody sees which number is put right: raise
    `UnknownFigure`, `MonthTampered` and KeyUnavailable.
    """
    _decide_adjustment(row, MonthAdjustment.Answer.APPROVED, by, clean(answer))


def decline_adjustment(row: MonthAdjustment, *, by: Person, answer: str) -> None:
    """Leave the figure as it is. Raise as above, and `AdjustmentWithoutReason`."""
    _decide_adjustment(row, MonthAdjustment.Answer.DECLINED, by, _clean_reason(answer))


def withdraw_adjustment(row: MonthAdjustment, *, by: Person) -> None:
    """Take back what one asked oneself. Raise `PermissionDenied` and `AdjustmentDecided`."""
    if row.asked_by_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        _close_adjustment(row, MonthAdjustment.Answer.WITHDRAWN, None, "")
        _enter_adjustment("month.withdraw", row, by)


def _decide_adjustment(row: MonthAdjustment, word: str, by: Person, answer: str) -> None:
    # What was decided meanwhile is told as such, and not as a right that is missing.
    if not MonthAdjustment.objects.waiting().filter(pk=row.pk).exists():
        raise AdjustmentDecided(row.pk)
    # Security: a second person, who is no deputy of the first.
    if not MonthAdjustment.objects.decidable_by(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    is_approved = word == MonthAdjustment.Answer.APPROVED
    if is_approved and row.figure not in load_month_file(row.month)["figures"]:
        raise UnknownFigure(row.figure)
    with transaction.atomic():
        _close_adjustment(row, word, by, answer)
        _enter_adjustment(f"month.{word}", row, by)


def _close_adjustment(row: MonthAdjustment, word: str, by: Person | None, answer: str) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = MonthAdjustment.objects.waiting().filter(pk=row.pk)
    told = {"decided_by": by, "decided_at": timezone.now(), "answer": answer}
    if not waiting.update(answer_state=word, **told):
        raise AdjustmentDecided(row.pk)
    row.refresh_from_db()


def _clean_reason(text: str) -> str:
    if not (cleaned := clean(text)):
        raise AdjustmentWithoutReason
    return cleaned


def _enter_adjustment(action: str, row: MonthAdjustment, by: Person) -> None:
    data = {
        "month": row.month.code,
        "figure": row.figure,
        "value": row.value,
        "reason": row.reason,
        "answer": row.answer,
    }
    plan_acted.send(MonthAdjustment, action=action, row=row, by=by, data=data)
