"""Seats count until the due day, and a seat of the plan that is opened counts once."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.insights.planning.seats_ahead import (
    PlannedQuarter,
    SeatsAhead,
    SessionSeats,
    add_up_seats,
)

pytestmark = pytest.mark.any_database
DAY, DUE = dt.date(2026, 11, 23), dt.date(2027, 2, 15)
UNIT, BELOW = "0001", "00010001"


def session_of(begins, *, days=1, seats=30, path=BELOW, is_open=True):
    return SessionSeats(path, begins, begins + dt.timedelta(days), seats, is_open)


def planned_of(*quarters, path=UNIT, seats=100):
    return [PlannedQuarter(path, quarter, seats) for quarter in quarters]


@pytest.mark.parametrize(
    ("planned", "sessions", "found"),
    [
        (planned_of((2026, 4), (2027, 1), (2028, 2)), [], (200, 0, 100)),
        # Opened out of the plan; already held; ending too late; beside all plans.
        (planned_of((2026, 4)), [session_of(dt.date(2026, 12, 1))], (100, 30, 0)),
        (planned_of((2026, 4)), [session_of(dt.date(2026, 10, 5), is_open=False)], (70, 0, 0)),
        (planned_of((2027, 1)), [session_of(dt.date(2027, 2, 14), days=9)], (70, 0, 30)),
        ([], [session_of(dt.date(2026, 12, 1)), session_of(dt.date(2027, 5, 3))], (30, 30, 30)),
        # More than was planned, and of an office without a plan.
        (planned_of((2027, 1)), [session_of(dt.date(2027, 1, 4), seats=120)], (120, 120, 0)),
        (planned_of((2027, 1), path="00010002"), [session_of(dt.date(2027, 1, 4))], (130, 30, 0)),
        # Over, and nobody has closed it.
        ([], [session_of(dt.date(2026, 11, 2))], (0, 0, 0)),
    ],
)  # fmt: skip
def test_a_seat_counts_once_and_in_time(planned, sessions, found):
    assert add_up_seats(planned, sessions, day=DAY, due_on=DUE) == SeatsAhead(*found)


_DAYS = st.integers(0, 700).map(lambda days: dt.date(2026, 10, 1) + dt.timedelta(days))
_PATHS = st.sampled_from([UNIT, BELOW, "00010002"])
_SESSIONS = st.builds(
    session_of, _DAYS, days=st.integers(0, 60), seats=st.integers(1, 90), path=_PATHS,
    is_open=st.booleans(),
)  # fmt: skip
_PLANS = st.builds(
    PlannedQuarter, st.sampled_from([BELOW, "00010002"]),
    st.tuples(st.integers(2027, 2028), st.integers(1, 4)), st.integers(0, 500),
)  # fmt: skip


@given(st.lists(_PLANS, max_size=6), st.lists(_SESSIONS, max_size=6), _DAYS, _DAYS)
def test_a_later_due_day_has_no_fewer_seats_and_none_are_made_up(planned, sessions, one, other):
    soon, later = sorted([max(one, DAY), max(other, DAY)])
    few, most = (add_up_seats(planned, sessions, day=DAY, due_on=on) for on in (soon, later))
    assert few.in_time <= most.in_time
    assert few.opened <= few.in_time
    told = sum(row.seats for row in planned) + sum(row.seats for row in sessions)
    assert few.in_time + few.too_late <= told
