"""Says which days a learning year has; it begins with a month that is a setting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True, order=True)
class LearningYear:
    """A year by the calendar year in which it begins."""

    number: int

    @classmethod
    def of(cls, day: dt.date) -> LearningYear:
        """Return the year that the day is in."""
        began = day.month >= settings.LEARNING_YEAR_MONTH
        return cls(day.year if began else day.year - 1)

    @classmethod
    def current(cls) -> LearningYear:
        return cls.of(timezone.localdate())

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.number, settings.LEARNING_YEAR_MONTH, 1)

    @property
    def last_day(self) -> dt.date:
        return self.next_year.first_day - dt.timedelta(days=1)

    def until(self, day: dt.date) -> YearUntil:
        """Return the year as far as the day."""
        return YearUntil(self.number, min(day, self.last_day))

    @property
    def next_year(self) -> LearningYear:
        return LearningYear(self.number + 1)

    @property
    def year_before(self) -> LearningYear:
        return LearningYear(self.number - 1)

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """Return its first moment, and the first one after it, where the country is."""
        begin, end = (
            timezone.make_aware(
                dt.datetime.combine(day, dt.time.min), timezone.get_default_timezone()
            )
            for day in (self.first_day, self.last_day + dt.timedelta(days=1))
        )
        return begin, end


@dataclass(frozen=True, order=True)
class YearUntil(LearningYear):
    """A year that counts no further than a day."""

    ends_on: dt.date

    @property
    def last_day(self) -> dt.date:
        return self.ends_on
