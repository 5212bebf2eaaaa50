"""Forecasts go on with today's paces, and a wish never makes them worse than it is."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.models import Target
from reporting.figures.targets import TargetRow
from reporting.insights.planning.what_if import Outlook, Wish, count_learners, forecast_target

pytestmark = pytest.mark.any_database
DAY, DUE = dt.date(2026, 11, 23), dt.date(2027, 5, 23)
PACES = st.floats(-500, 500).map(lambda pace: round(pace, 1))


def row_of(*, held=10, asked=100, lately=5.0, longer=5.0, due=DUE):
    target = Target(due_on=due, headcount=asked)
    row = TargetRow(target, "", DAY, None, asked, (), held, held, held)
    # Any paces, and not only those that whole people make.
    vars(row).update(lately=lately, longer=longer)
    return row


def wish_of(*, due=DUE, seats=0, on=DAY, attendance=80, passing=50):
    return Wish(due, seats, on, attendance, passing)


@given(st.integers(0, 10_000), PACES, PACES)
def test_a_wish_for_nothing_changes_nothing(held, lately, longer):
    row = row_of(held=held, lately=lately, longer=longer)
    assert forecast_target(row, wish_of()) == forecast_target(row)
    assert forecast_target(row).low <= forecast_target(row).high


@given(st.integers(0, 5_000), st.integers(0, 5_000), PACES)
def test_more_seats_never_lower_the_forecast(few, more, pace):
    row = row_of(lately=pace)
    fewer, most = (
        forecast_target(row, wish_of(seats=seats)) for seats in sorted([few, few + more])
    )
    assert fewer.low <= most.low
    assert most.gap <= fewer.gap
    assert (most.needed or 0) <= (fewer.needed or 0)


@given(st.integers(0, 2_000), st.floats(0, 300))
def test_a_later_due_day_never_needs_more_a_month(days, pace):
    row = row_of(lately=pace, longer=pace)
    later = forecast_target(row, wish_of(due=DUE + dt.timedelta(days)))
    assert later.low >= forecast_target(row).low
    assert (later.needed or 0) <= (forecast_target(row).needed or 0)


def test_the_slower_pace_says_what_is_missing_and_both_whether_it_is_reached():
    outlooks = [
        forecast_target(row_of(held=88, lately=lately, longer=longer)).outlook
        for lately, longer in ((1, 1), (1, 3), (3, 3))
    ]
    assert outlooks == [Outlook.MISSED, Outlook.OPEN, Outlook.REACHED]
    assert forecast_target(row_of(held=88, lately=1, longer=3)).gap == 7


def test_a_session_counts_by_who_comes_and_passes_and_only_until_the_due_day():
    row = row_of()
    assert forecast_target(row, wish_of(seats=300)).extra == 120
    for on in (DAY - dt.timedelta(1), DUE + dt.timedelta(1)):
        assert forecast_target(row, wish_of(seats=300, on=on)).extra == 0
    assert count_learners(9, 50, 50) == 2


@given(PACES, st.integers(0, 300), st.integers(0, 60), st.integers(0, 4_000))
def test_no_more_hold_it_than_are_posted(pace, seats, lacking, days):
    row = row_of(lately=pace, due=DUE + dt.timedelta(days))
    forecast = forecast_target(row, wish_of(seats=seats), lacking=lacking)
    assert forecast.low <= forecast.high <= row.held + lacking
    assert forecast.extra <= lacking
    # Ninety more are asked: who is not there cannot learn it.
    assert forecast.outlook == Outlook.MISSED


def test_a_due_day_in_the_past_asks_no_pace():
    past = forecast_target(row_of(), wish_of(due=DAY - dt.timedelta(1)))
    assert (past.needed, past.low) == (None, 10)
