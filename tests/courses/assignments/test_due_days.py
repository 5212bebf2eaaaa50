"""When something is due, and when its person is reminded, for all days there are."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.due_days import LEAST_DAYS, find_due_day, find_next_reminder
from courses.models import MOST_DUE_DAYS, Assignment

pytestmark = pytest.mark.any_database

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2060, 12, 31))


def days(count):
    return dt.timedelta(days=count)


@given(reached=DAYS, count=st.integers(1, MOST_DUE_DAYS))
def test_days_after_it_reached_somebody_are_counted_over_leap_days(reached, count):
    due = find_due_day(Assignment(due_days=count, starts_on=reached), reached)
    assert (due - reached).days == count


def test_thirty_days_from_the_end_of_january_fall_on_the_leap_day_or_after_it():
    made = Assignment(due_days=30, starts_on=dt.date(2028, 1, 30))
    assert find_due_day(made, dt.date(2028, 1, 30)) == dt.date(2028, 2, 29)
    assert find_due_day(made, dt.date(2027, 1, 30)) == dt.date(2027, 3, 1)


@given(starts=DAYS, due=st.integers(0, 400), late=st.integers(0, 800))
def test_a_fixed_day_holds_and_late_joiners_have_two_weeks_at_least(starts, due, late):
    made = Assignment(due_on=starts + days(due), starts_on=starts)
    reached = starts + days(late)
    found = find_due_day(made, reached)
    assert found >= made.due_on
    if late == 0:
        assert found == made.due_on
    else:
        assert found == max(made.due_on, reached + days(LEAST_DAYS))


@given(last=DAYS, ahead=st.integers(-40, 60))
def test_a_session_is_due_on_its_last_day_or_if_it_was_over_then_when_it_reached_them(last, ahead):
    reached = last - days(ahead)
    made = Assignment(due_on=last, session_id=1, starts_on=reached)
    assert find_due_day(made, reached) == max(last, reached)


def test_what_is_recommended_is_never_due():
    assert find_due_day(Assignment(starts_on=dt.date(2026, 1, 1)), dt.date(2026, 1, 1)) is None
    assert find_next_reminder(None, after=dt.date(2026, 1, 1)) is None


@given(due=DAYS, ahead=st.integers(0, 60))
def test_reminders_come_twice_before_and_four_times_after_at_most(due, ahead):
    day, told = due - days(ahead), []
    while day := find_next_reminder(due, after=day):
        told.append((day - due).days)
    assert told == [one for one in (-14, -3, 1, 8, 15, 22) if one > -ahead]


@given(due=DAYS, ahead=st.integers(-40, 60))
def test_a_reminder_is_always_of_a_later_day(due, ahead):
    after = due - days(ahead)
    found = find_next_reminder(due, after=after)
    assert found is None or found > after
