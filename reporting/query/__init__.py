"""Reads what a report is asked for, and by whom."""

from reporting.query.parameters import (
    NoReportingRole,
    ReportQuery,
    ScopeFilter,
    UnitOutOfReach,
    read_report_query,
)
from reporting.query.scope import Scope, top_units
from reporting.query.units import UnitRelatives, load_relatives

__all__ = [
    "NoReportingRole",
    "ReportQuery",
    "Scope",
    "ScopeFilter",
    "UnitOutOfReach",
    "UnitRelatives",
    "load_relatives",
    "read_report_query",
    "top_units",
]
