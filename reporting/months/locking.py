"""Only writer of locked months: shows what would be locked, and locks it once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Person
from plan.secretariat import is_of_national_secretariat
from plan.signals import plan_acted
from reporting.models import LockedMonth
from reporting.months.gathering import gather_month
from reporting.months.month import Month
from reporting.months.reading import read_month
from reporting.months.sealing import digest_file, sign_month, write_month_file

_MONTHS_OFFERED = 12


class MonthNotOver(Exception):
    """Its last day is not over, so that its figures may still change."""


class MonthLocked(Exception):
    """It is locked already, and nothing changes it."""


class NothingToLock(Exception):
    """No target was in force on its last day."""


class PreviewOutdated(Exception):
    """The figures are others by now than those that were looked at."""


@dataclass(frozen=True)
class FigureChange:
    """A figure beside what it was in the month locked before; None where it was not there."""

    figure: dict[str, Any]
    before: int | None

    @property
    def difference(self) -> int:
        return int(self.figure["value"]) - (self.before or 0)


@dataclass(frozen=True)
class MonthPreview:
    """A month as it would be locked now; ``digest`` tells whether it is still so."""

    month: Month
    content: dict[str, Any]
    last: LockedMonth | None

    @property
    def digest(self) -> str:
        return digest_file(write_month_file(self.content))

    @cached_property
    def changes(self) -> list[FigureChange]:
        """Return the figures that are not as they were in the last locked month."""
        figures = self.content["figures"]
        found = [FigureChange(one, self._before.get(key)) for key, one in figures.items()]
        return [one for one in found if one.before is None or one.difference]

    @cached_property
    def gone(self) -> list[str]:
        """Return the ids of figures that the last month had and this one has not."""
        return sorted(self._before.keys() - self.content["figures"].keys())

    @cached_property
    def _before(self) -> dict[str, int]:
        """The numbers that count of the last locked month, by their ids: some were put right."""
        figures = read_month(self.last).figures if self.last else {}
        return {key: figure.value for key, figure in figures.items()}


def preview_month(month: Month) -> MonthPreview:
    """Return what locking would write. Raise `MonthLocked`, `MonthNotOver`, `NothingToLock`."""
    if LockedMonth.objects.filter(month=month.first_day).exists():
        raise MonthLocked(month.code)
    if not month.is_over:
        raise MonthNotOver(month.code)
    content = gather_month(month)
    if not content["targets"]:
        raise NothingToLock(month.code)
    before = LockedMonth.objects.filter(month__lt=month.first_day).first()
    return MonthPreview(month, content, before)


def lock_month(month: Month, *, by: Person | None = None, digest: str = "") -> LockedMonth:
    """Lock the month; of two at once the first one's stays. Raise as `preview_month` does.

    ``by`` is one of the secretariat, None the schedule; ``digest`` that of the preview that was
    looked at: raise `PreviewOutdated` where the figures have changed since. Raise KeyUnavailable.
    """
    if by is not None and not is_of_national_secretariat(by):
        raise PermissionDenied
    preview = preview_month(month)
    if digest and preview.digest != digest:
        raise PreviewOutdated(month.code)
    at = timezone.now()
    locked = {"locked_at": at.isoformat(), "locked_by": "secretariat" if by else "schedule"}
    file = write_month_file(preview.content | locked)
    key, signature = sign_month(month.code, digest_file(file))
    try:
        with transaction.atomic():
            row = LockedMonth.objects.create(
                month=month.first_day,
                content=file,
                digest=digest_file(file),
                key=key,
                signature=signature,
                locked_at=at,
                locked_by=by,
            )
            data = {"month": month.code, "digest": row.digest}
            plan_acted.send(LockedMonth, action="month.lock", row=row, by=by, data=data)
    except IntegrityError as taken:
        raise MonthLocked(month.code) from taken
    return row


def lock_due_months() -> list[LockedMonth]:
    """Lock the months whose day has come, in order; only the last one where none was locked."""
    made, today = [], timezone.localdate()
    for month in _list_unlocked():
        if month.locks_on is None or month.locks_on > today:
            break
        try:
            made.append(lock_month(month))
        except (MonthLocked, NothingToLock):
            continue
    return made


def _list_unlocked() -> list[Month]:
    """Return the months after the last locked one, until the one that ended last."""
    last = LockedMonth.objects.first()
    end = Month.last_ended()
    month = Month(last.month).after if last else end
    found = []
    while month <= end:
        found.append(month)
        month = month.after
    return found


def list_lockable() -> list[Month]:
    """Return the months that ended last and are not locked, the newest first."""
    months = [Month.last_ended()]
    while len(months) < _MONTHS_OFFERED:
        months.append(months[-1].before)
    locked = set(
        LockedMonth.objects.filter(month__gte=months[-1].first_day).values_list("month", flat=True)
    )
    return [one for one in months if one.first_day not in locked]
