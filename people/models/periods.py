"""Says in words, before the database refuses the row, which periods and days cannot be."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What the database holds: nobody serves who served before it, and no plan looks further ahead.
FIRST_SERVICE_DAY, LAST_SERVICE_DAY = dt.date(1950, 1, 1), dt.date(2100, 1, 1)
# Columns that hold the first day after a period; people read and write the last one of it.
END_COLUMNS = {"valid_to"}
_MOST_AHEAD = dt.timedelta(days=3653)  # ten years


def require_period(starts: dt.date | None, ends: dt.date | None, *, field: str) -> None:
    """Raise ValidationError at the field of the end unless that is after the start."""
    if starts and ends and ends <= starts:
        raise ValidationError({field: _("It would end before it begins.")})


def validate_service_day(day: dt.date) -> None:
    """Raise ValidationError for a day on which no posting can begin or end: a mistyped year."""
    if day < FIRST_SERVICE_DAY:
        raise ValidationError(_("This day is before 1950. Check the year."))
    if day > timezone.localdate() + _MOST_AHEAD:
        raise ValidationError(_("This day is more than ten years ahead. Check the year."))
