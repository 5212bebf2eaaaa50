from hypothesis import given
from hypothesis import strategies as st

from cms.demo.history.timeline import first_day, last_day, pick_day_on_curve


@given(st.randoms(use_true_random=False), st.floats(0.2, 0.9))
def test_the_past_ends_yesterday(random, middle):
    assert first_day() <= pick_day_on_curve(random, middle) <= last_day()
