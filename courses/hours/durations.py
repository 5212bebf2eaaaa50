"""Converts minutes to the hours that pages show."""

from __future__ import annotations


def round_hours(minutes: int) -> float:
    """Return hours with one decimal, a whole number without one."""
    tenths = round(minutes / 6)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
