"""Compares what role profiles ask with who holds it."""

from reporting.figures.profiles.staffing import (
    StaffingFigure,
    count_staffing,
    list_staffing_by_unit,
)

__all__ = ["StaffingFigure", "count_staffing", "list_staffing_by_unit"]
