"""Form fields for days, as people type them and as pages show them, for boxes; filters by days."""

from people.web.fields.boxes import RowBoxesField
from people.web.fields.days import DayField, LastDayField, ServiceDayField
from people.web.fields.periods import PERIOD_STATES, PeriodFilterSet, is_over_today

__all__ = [
    "PERIOD_STATES",
    "DayField",
    "LastDayField",
    "PeriodFilterSet",
    "RowBoxesField",
    "ServiceDayField",
    "is_over_today",
]
