"""Explains how a figure comes from one day's number to another's, and what it will lose."""

from reporting.changes.expiring import count_expiring, list_expiring, list_expiring_counted
from reporting.changes.explaining import ExplainedChange, explain_change, list_changed
from reporting.changes.reasons import ChangeReason

__all__ = [
    "ChangeReason",
    "ExplainedChange",
    "count_expiring",
    "explain_change",
    "list_changed",
    "list_expiring",
    "list_expiring_counted",
]
