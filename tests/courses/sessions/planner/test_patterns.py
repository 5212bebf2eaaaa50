"""Runs begin on the days that a pattern says, and none on a day that is left out."""

import datetime as dt

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.sessions.planner.patterns import RunPattern, list_first_days, list_parts

MORNING = (dt.time(9), dt.time(12))
TUESDAY = dt.date(2026, 3, 3)
DAY = dt.timedelta(days=1)


def pattern(**changes):
    fields = {"first_day": TUESDAY, "weekdays": frozenset({1}), "clocks": (MORNING,), "runs": 3}
    return RunPattern(**fields | changes)


def test_every_second_tuesday():
    days = list_first_days(pattern(every=2))
    assert days == [TUESDAY, TUESDAY + 14 * DAY, TUESDAY + 28 * DAY]


def test_weeks_count_from_the_first_run_and_not_from_the_first_day():
    friday, monday = TUESDAY + 3 * DAY, TUESDAY + 6 * DAY
    found = list_first_days(pattern(first_day=friday, weekdays=frozenset({0, 3}), every=2))
    assert found == [monday, monday + 3 * DAY, monday + 14 * DAY]


def test_a_day_that_is_left_out_has_no_run_and_the_number_is_still_reached():
    days = list_first_days(pattern(every=2, left_out=frozenset({TUESDAY + 14 * DAY})))
    assert days == [TUESDAY, TUESDAY + 28 * DAY, TUESDAY + 42 * DAY]


def test_nothing_begins_before_the_first_or_after_the_last_day():
    found = list_first_days(
        pattern(weekdays=frozenset({0, 1, 4}), runs=60, last_day=TUESDAY + 7 * DAY)
    )
    assert found == [TUESDAY, TUESDAY + 3 * DAY, TUESDAY + 6 * DAY, TUESDAY + 7 * DAY]


def test_a_run_of_three_days_goes_over_the_weekend_and_days_left_out():
    thursday = TUESDAY + 2 * DAY
    monday = thursday + 4 * DAY
    parts = list_parts(thursday, pattern(days=3, left_out=frozenset({monday})))
    days = [timezone.localtime(one.begins_at).date() for one in parts]
    assert days == [thursday, thursday + DAY, monday + DAY]


def test_a_weekend_course_says_so():
    saturday = TUESDAY + 4 * DAY
    parts = list_parts(saturday, pattern(days=2, skips_weekends=False))
    assert [timezone.localtime(one.begins_at).weekday() for one in parts] == [5, 6]


def test_a_night_ends_on_the_next_day():
    [part] = list_parts(TUESDAY, pattern(clocks=((dt.time(22), dt.time(1)),)))
    assert part.ends_at - part.begins_at == dt.timedelta(hours=3)


def test_all_days_left_out_end_the_search():
    left = frozenset(TUESDAY + number * DAY for number in range(1200))
    assert list_first_days(pattern(left_out=left)) == []
    assert len(list_parts(TUESDAY, pattern(days=10, left_out=left))) == 1


@given(
    first=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1, max_size=3),
    every=st.integers(1, 8),
    runs=st.integers(1, 60),
    days=st.integers(1, 10),
    left=st.integers(0, 2**14),  # which of the days after the first
)
def test_runs_are_in_order_on_chosen_weekdays_and_never_more(
    first, weekdays, every, runs, days, left
):
    left_out = frozenset(first + day * DAY for day in range(14) if left >> day & 1)
    one = pattern(
        first_day=first, weekdays=weekdays, every=every, runs=runs, days=days, left_out=left_out
    )
    found = list_first_days(one)
    assert found == sorted(set(found))
    assert len(found) <= runs
    assert all(day >= first and day.weekday() in weekdays and day not in left_out for day in found)
    for day in found[:3]:
        met = [timezone.localtime(part.begins_at).date() for part in list_parts(day, one)]
        assert len(met) == days
        assert met[0] == day
        assert all(other.weekday() < 5 and other not in left_out for other in met[1:])
