"""A day is taken in either digits, and the last one that counts as the end after it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from people.web.fields import DayField, LastDayField, ServiceDayField

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("text", ["2026-02-28", "၂၀၂၆-၀၂-၂၈"])
def test_a_day_is_taken_in_either_digits(text):
    assert DayField().clean(text) == dt.date(2026, 2, 28)
    assert LastDayField().clean(text) == dt.date(2026, 3, 1)


def test_the_end_is_shown_as_the_last_day_that_counts():
    assert LastDayField().prepare_value(dt.date(2026, 3, 1)) == dt.date(2026, 2, 28)
    assert LastDayField().clean("9999-12-31") == dt.date.max


@pytest.mark.parametrize("text", ["1949-12-31", "9999-12-31", "2026-02-29"])
def test_nobody_serves_on_an_impossible_day(text):
    with pytest.raises(ValidationError):
        ServiceDayField().clean(text)
