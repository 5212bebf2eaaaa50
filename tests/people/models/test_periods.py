"""A period that ends before it begins is told at its end, a mistyped year wherever it stands."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.models.periods import require_period, validate_service_day

DAY, NEXT = dt.date(2026, 3, 1), dt.date(2026, 3, 2)


@pytest.mark.parametrize(("starts", "ends"), [(DAY, NEXT), (DAY, None), (None, DAY), (None, None)])
def test_a_period_is_a_day_at_least_or_open(starts, ends):
    require_period(starts, ends, field="valid_to")


@pytest.mark.parametrize("starts", [DAY, NEXT])
def test_none_is_without_a_day(starts):
    with pytest.raises(ValidationError) as told:
        require_period(starts, DAY, field="valid_to")
    assert list(told.value.message_dict) == ["valid_to"]


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (dt.date(1949, 12, 31), False),
        (dt.date(1950, 1, 1), True),
        (timezone.localdate() + dt.timedelta(days=3653), True),
        (timezone.localdate() + dt.timedelta(days=3655), False),
    ],
)
def test_nobody_serves_before_1950_or_after_ten_years(day, is_possible):
    if is_possible:
        validate_service_day(day)
        return
    with pytest.raises(ValidationError):
        validate_service_day(day)
