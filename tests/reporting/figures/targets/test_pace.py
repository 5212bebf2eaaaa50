"""A pace that is needed is rounded up, and one that was reached down."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.targets import needed_per_month, people_per_month

DAY = dt.date(2026, 11, 23)


@given(st.integers(1, 100_000), st.integers(0, 4000))
def test_the_needed_pace_is_enough_and_not_much_too_much(gap, days):
    needed = needed_per_month(gap, DAY + dt.timedelta(days), DAY)
    months = max(days, 1) / (365.25 / 12)
    assert needed * months >= gap - 1e-4
    assert (needed - 0.1) * months <= gap + 1e-4


@given(st.integers(-1000, 1000), st.integers(1, 400))
def test_a_pace_rounded_up_is_never_below_one_rounded_down(people, days):
    assert people_per_month(people, days, up=True) >= people_per_month(people, days)
