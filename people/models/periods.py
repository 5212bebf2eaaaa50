"""Says at the field, before the database refuses the row, that a period ends before it begins."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def require_period(starts: dt.date | None, ends: dt.date | None, *, field: str) -> None:
    """Raise ValidationError at the field of the end unless that is after the start."""
    if starts and ends and ends <= starts:
        raise ValidationError({field: _("It would end before it begins.")})
