"""Every moment is in one learning year, by the clock of the country."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from courses.hours.years import LearningYear

pytestmark = pytest.mark.any_database
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
# The fixture only changes a setting, which each example sets anew.
FUNCTION_SCOPED = at_most(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(day=DAYS, month=st.integers(1, 12))
@FUNCTION_SCOPED
def test_a_day_is_in_the_year_that_it_names_and_in_no_other(settings, day, month):
    settings.LEARNING_YEAR_MONTH = month
    year = LearningYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert year.last_day + dt.timedelta(days=1) == year.next_year.first_day
    assert (year.last_day - year.first_day).days in {364, 365}
    assert year.next_year.year_before == year


@given(day=DAYS, month=st.integers(1, 12), second=st.integers(0, 86_399))
@FUNCTION_SCOPED
def test_a_moment_is_in_the_year_of_its_day_in_yangon(settings, day, month, second):
    settings.LEARNING_YEAR_MONTH = month
    midnight = dt.datetime.combine(day, dt.time.min, ZoneInfo("Asia/Yangon"))
    moment = (midnight + dt.timedelta(seconds=second)).astimezone(dt.UTC)
    begin, end = LearningYear.of(day).moments
    assert begin <= moment < end
    assert LearningYear.of(timezone.localdate(moment)) == LearningYear.of(day)


def test_a_leap_day_is_in_the_year_around_it(settings):
    settings.LEARNING_YEAR_MONTH = 3
    assert LearningYear.of(dt.date(2028, 2, 29)) == LearningYear(2027)
    assert LearningYear(2027).last_day == dt.date(2028, 2, 29)
