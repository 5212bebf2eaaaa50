"""A month as a value, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.months import Month

MONTHS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)).map(Month.of)


@given(MONTHS)
def test_months_follow_one_another_without_a_gap(month):
    assert month.after.before == month
    assert month.last_day + dt.timedelta(days=1) == month.after.first_day
    assert Month.parse(month.code) == month
    assert Month.of(month.last_day) == month


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-13", "2026-1", "2026-10-01", "၂၀၂၆-၁၀", "9999-12", "x"]
)
def test_anything_else_is_no_month(code):
    assert Month.parse(code) is None


def test_the_schedule_has_its_day_after_the_month(settings):
    month = Month(dt.date(2026, 12, 1))
    settings.LOCK_MONTH_ON = 5
    assert month.locks_on == dt.date(2027, 1, 5)
    settings.LOCK_MONTH_ON = 0
    assert month.locks_on is None
