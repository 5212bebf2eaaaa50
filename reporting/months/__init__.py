"""Locks the figures of a month, keeps what is put right beside them, and says what is public."""

from reporting.months.adjusting import approve_adjustment, ask_adjustment
from reporting.months.locking import lock_due_months, lock_month, preview_month
from reporting.months.month import Month
from reporting.months.publishing import PublicMonth, get_public_month
from reporting.months.reading import read_month
from reporting.months.sealing import MonthTampered

__all__ = [
    "Month",
    "MonthTampered",
    "PublicMonth",
    "approve_adjustment",
    "ask_adjustment",
    "get_public_month",
    "lock_due_months",
    "lock_month",
    "preview_month",
    "read_month",
]
