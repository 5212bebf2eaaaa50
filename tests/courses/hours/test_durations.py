"""Minutes are told as people say them."""

import pytest
from django.utils import translation

from courses.hours.durations import describe_minutes


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (150, "2 hours 30 minutes")],
)
def test_minutes_are_told_in_hours_and_what_is_left(minutes, told):
    with translation.override("en"):
        assert describe_minutes(minutes) == told
