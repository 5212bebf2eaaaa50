"""Charts stay inside their frame, and nothing in them depends on the reader's language."""

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reporting.insights.charts import (
    BULLET_WIDTH,
    build_bullet_chart,
    build_funnel_bars,
    build_pair_chart,
    choose_tick_step,
)

counts = st.integers(0, 2_000_000)


@given(counts, counts, counts)
def test_a_bullet_fits_its_width(held, target, baseline):
    bar = build_bullet_chart(held=held, target=target, baseline=baseline)
    assert all(0 <= float(x) <= BULLET_WIDTH - 3.9 for x in (bar.held, bar.target, bar.baseline))


shares = st.floats(0, 100)


@given(shares | st.none(), shares | st.none(), st.none() | st.floats(0, 500), st.integers(1, 100))
def test_a_pair_fits_its_width(first, second, goal, most):
    bar = build_pair_chart(first, second, goals=(goal, None), most=most)
    drawn = [x for x in (bar.first, bar.second, bar.first_goal) if x is not None]
    assert all(6 <= float(x) <= BULLET_WIDTH - 6 for x in drawn)
    assert (bar.first is None, bar.second_goal) == (first is None, None)


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


def test_bars_of_a_funnel_stand_in_the_frame_of_what_they_are_of():
    bars = build_funnel_bars([(40, 40), (10, 40), (5, 8)])
    assert [(float(bar.width), float(bar.frame)) for bar in bars] == [
        (320, 320), (80, 320), (40, 64),
    ]  # fmt: skip
    assert build_funnel_bars([(0, 0)])[0].width == "0.0"
    assert build_funnel_bars([]) == []
