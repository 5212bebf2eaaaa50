"""Charts stay inside their frame, and nothing in them depends on the reader's language."""

import datetime as dt

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reporting.insights.charts import (
    BULLET_WIDTH,
    NARROW_SIZE,
    WIDE_SIZE,
    build_bullet_chart,
    build_line_chart,
    choose_tick_step,
)
from reporting.insights.trend import months_before

DAY = dt.date(2026, 11, 23)
counts = st.integers(0, 2_000_000)


@given(counts, counts, counts)
def test_a_bullet_fits_its_width(held, target, baseline):
    bar = build_bullet_chart(held=held, target=target, baseline=baseline)
    assert all(0 <= float(x) <= BULLET_WIDTH - 3.9 for x in (bar.held, bar.target, bar.baseline))


@given(
    st.lists(counts, min_size=1, max_size=19),
    st.none() | counts,
    st.sampled_from([NARROW_SIZE, WIDE_SIZE]),
)
def test_a_line_stays_inside_its_frame(numbers, target, size):
    days = [(months_before(DAY, ago), n) for ago, n in enumerate(numbers)][::-1]
    phase = ("Short term", dt.date(2024, 1, 1), dt.date(2026, 12, 31))
    chart = build_line_chart(days, [phase], target=target, size=size)
    for point in chart.line.split():
        x, y = map(float, point.split(","))
        assert float(chart.frame.left) - 1 <= x <= float(chart.frame.right) + 1
        assert float(chart.frame.top) - 0.1 <= y <= float(chart.frame.bottom) + 0.1
    assert 1 <= len(chart.ticks) <= 7
    assert chart.target is None or float(chart.target) >= float(chart.frame.top) - 0.1


def test_nothing_to_draw_is_no_chart():
    assert build_line_chart([], [], target=None, size=WIDE_SIZE) is None


def test_numbers_of_charts_have_a_point_in_burmese_too():
    with translation.override("my"):
        bar = build_bullet_chart(held=1234, target=5000, baseline=7)
    assert bar.held.isascii()
    assert "." in bar.held


@given(counts)
def test_a_step_is_round_and_gives_few_rungs(highest):
    step = choose_tick_step(highest)
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert highest / step <= 5
