"""A calendar month as a value: its days, and from when it can be locked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.utils import timezone

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Month:
    """A month, by its first day."""

    first_day: dt.date

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.replace(day=1))

    @classmethod
    def parse(cls, code: str) -> Self | None:
        """Return the month of ``2026-10``, None for anything else."""
        try:
            month = cls(dt.datetime.strptime(code, "%Y-%m").date())
        except ValueError:
            return None
        # strptime reads "2026-1" too; an address has one spelling. The last month of all has none
        # after it, and so no end.
        is_month = month.code == code and month.first_day < dt.date.max.replace(day=1)
        return month if is_month else None

    @classmethod
    def last_ended(cls) -> Self:
        """Return the month that ended last."""
        return cls.of(timezone.localdate()).before

    @property
    def code(self) -> str:
        return f"{self.first_day:%Y-%m}"

    @property
    def last_day(self) -> dt.date:
        return self.after.first_day - _ONE_DAY

    @property
    def before(self) -> Self:
        return self.of(self.first_day - _ONE_DAY)

    @property
    def after(self) -> Self:
        return self.of(self.first_day + dt.timedelta(days=31))

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def locks_on(self) -> dt.date | None:
        """Return the day on which the schedule locks it; None where only people do."""
        number = settings.LOCK_MONTH_ON
        return self.after.first_day + (number - 1) * _ONE_DAY if number else None
