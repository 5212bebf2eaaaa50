"""What two markers give decides alike whoever came first, and never beyond what they gave."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.quizzes.essays.decision import count_wanted, decide_share, measure_difference

SHARES = st.decimals(0, 1, places=2)
THRESHOLDS = st.integers(0, 100)


@given(SHARES, SHARES, SHARES, THRESHOLDS)
def test_two_that_agree_meet_in_the_middle_and_a_third_decides_between_others(
    one, two, third, threshold
):
    rules = {"markers": 2, "threshold": threshold}
    assert decide_share([], **rules) is decide_share([one], **rules) is None
    found = decide_share([one, two], **rules)
    assert found == decide_share([two, one], **rules)
    is_apart = measure_difference([one, two]) > threshold
    assert (found is None) == is_apart == (count_wanted([one, two], **rules) == 3)
    if is_apart:
        assert decide_share([one, two, third], **rules) == third
    else:
        assert min(one, two) <= found <= max(one, two)
        # Rounded down to what a row keeps.
        assert Decimal(0) <= (one + two) / 2 - found < Decimal("0.01")


@given(SHARES, SHARES, THRESHOLDS, THRESHOLDS)
def test_who_allows_more_asks_for_no_more_people(one, two, threshold, other):
    less, more = sorted((threshold, other))
    asked = [count_wanted([one, two], markers=2, threshold=value) for value in (less, more)]
    assert asked[0] >= asked[1] >= 2


@given(SHARES, THRESHOLDS)
def test_a_single_marker_decides(share, threshold):
    assert decide_share([share], markers=1, threshold=threshold) == share
    assert decide_share([], markers=1, threshold=threshold) is None
