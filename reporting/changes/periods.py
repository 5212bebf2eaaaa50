"""Names the two days that are compared: of a month, a quarter, or any two."""

from __future__ import annotations

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_ONE_DAY = dt.timedelta(days=1)
_MONTHS_A_QUARTER = 3


class ChangePeriod(TextChoices):
    """Names the time of which the changes are asked."""

    MONTH = "month", _("This month")
    LAST_MONTH = "last_month", _("Last month")
    QUARTER = "quarter", _("This quarter")
    DAYS = "days", _("Between two days")


def find_days(period: ChangePeriod, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the day before the period, and the day up to which it is known on the day."""
    month = day.replace(day=1)
    if period == ChangePeriod.LAST_MONTH:
        last = month - _ONE_DAY
        return last.replace(day=1) - _ONE_DAY, last
    if period == ChangePeriod.QUARTER:
        month = month.replace(month=day.month - (day.month - 1) % _MONTHS_A_QUARTER)
    return month - _ONE_DAY, day
