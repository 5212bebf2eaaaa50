"""The days on which letters are due, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.letters.schedule import find_next_day

pytestmark = pytest.mark.any_database
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1))


@given(DAYS, st.integers(1, 7))
def test_a_weekly_letter_comes_within_a_week_on_its_weekday(day, weekday):
    found = find_next_day("weekly", weekday, day)
    assert found.isoweekday() == weekday
    assert 1 <= (found - day).days <= 7


@given(DAYS, st.integers(1, 28))
def test_a_monthly_letter_comes_once_in_each_month(day, number):
    found = find_next_day("monthly", number, day)
    assert found.day == number
    assert found > day
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == (day.day >= number)


@given(DAYS)
def test_a_letter_of_locked_months_has_no_day(day):
    assert find_next_day("locked", None, day) is None
