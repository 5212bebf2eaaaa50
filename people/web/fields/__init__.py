"""Form fields for days, as people type them, for boxes and for tables; filters by days."""

from people.web.fields.boxes import RowBoxesField
from people.web.fields.days import DayField, LastDayField, ServiceDayField
from people.web.fields.periods import PERIOD_STATES, PeriodFilterSet, is_over_today
from people.web.fields.tables import TableFileField, limit_upload_size

__all__ = [
    "PERIOD_STATES",
    "DayField",
    "LastDayField",
    "PeriodFilterSet",
    "RowBoxesField",
    "ServiceDayField",
    "TableFileField",
    "is_over_today",
    "limit_upload_size",
]
