"""Form fields for days, as people type them and as pages show them, and filters by days."""

from people.web.fields.days import DayField, LastDayField, ServiceDayField
from people.web.fields.periods import PERIOD_STATES, PeriodFilterSet, is_over_today

__all__ = [
    "PERIOD_STATES",
    "DayField",
    "LastDayField",
    "PeriodFilterSet",
    "ServiceDayField",
    "is_over_today",
]
