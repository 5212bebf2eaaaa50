"""Follows a figure over time beside what the plan asked on each day, as a curve and a table."""

from reporting.insights.trend.line_chart import (
    NARROW_SIZE,
    WIDE_SIZE,
    LineChart,
    build_line_chart,
)
from reporting.insights.trend.reading import Trend, TrendRange, build_trend, months_before
from reporting.insights.trend.table import TrendLine, list_trend_lines

__all__ = [
    "NARROW_SIZE",
    "WIDE_SIZE",
    "LineChart",
    "Trend",
    "TrendLine",
    "TrendRange",
    "build_line_chart",
    "build_trend",
    "list_trend_lines",
    "months_before",
]
