"""A period begins at the end of the day before it."""

import datetime as dt

import pytest

from reporting.changes.periods import ChangePeriod, find_days


@pytest.mark.parametrize(
    ("period", "day", "since", "until"),
    [
        ("month", "2026-11-29", "2026-10-31", "2026-11-29"),
        ("month", "2026-11-01", "2026-10-31", "2026-11-01"),
        ("last_month", "2026-11-29", "2026-09-30", "2026-10-31"),
        ("last_month", "2026-01-31", "2025-11-30", "2025-12-31"),
        ("quarter", "2026-11-29", "2026-09-30", "2026-11-29"),
        ("quarter", "2026-03-01", "2025-12-31", "2026-03-01"),
    ],
)
def test_the_days_of_a_period(period, day, since, until):
    read = dt.date.fromisoformat
    assert find_days(ChangePeriod(period), read(day)) == (read(since), read(until))
