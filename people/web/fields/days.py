"""Takes days in Burmese or ASCII digits; a last day becomes the first one after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from people.models import validate_service_day
from people.text import to_ascii_digits
from people.text.formatting import day_before

_ONE_DAY = dt.timedelta(days=1)


class DayField(forms.DateField):
    """Takes a day in either digits, with the calendar of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value: Any) -> dt.date | None:
        return super().to_python(to_ascii_digits(value) if isinstance(value, str) else value)


class ServiceDayField(DayField):
    """Takes a day on which a posting may begin or end."""

    default_validators = [validate_service_day]


class LastDayField(DayField):
    """Takes the last day that counts, as pages show it; its value is the day after, the end."""

    def to_python(self, value: Any) -> dt.date | None:
        last = super().to_python(value)
        # The last of all days has none after it, and is refused as it is.
        return last + _ONE_DAY if last and last < dt.date.max else last

    def prepare_value(self, value: Any) -> Any:
        return day_before(value) if isinstance(value, dt.date) else value
