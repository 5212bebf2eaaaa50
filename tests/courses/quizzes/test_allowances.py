"""The time of a test is one rule: the factor of the usual time, breaks and grants on top."""

from hypothesis import given
from hypothesis import strategies as st

from courses.quizzes.allowances import TimeAllowance, allow_minutes, merge_allowances

limits = st.integers(1, 600)
allowances = st.builds(TimeAllowance, st.integers(100, 400), st.integers(0, 120))
grants = st.integers(0, 480)


def test_a_factor_is_rounded_up_and_breaks_and_grants_are_not_multiplied():
    assert allow_minutes(25, TimeAllowance(125)) == 32
    assert allow_minutes(60, TimeAllowance(150, 15), granted=10) == 115
    assert allow_minutes(10, TimeAllowance(110)) == 11  # 1.1 has no exact float


@given(allowances, grants)
def test_a_test_without_a_limit_has_none_for_anybody(allowance, granted):
    assert allow_minutes(None, allowance, granted=granted) is None


@given(limits, allowances, grants)
def test_nobody_has_less_than_everybody_else(limit, allowance, granted):
    minutes = allow_minutes(limit, allowance, granted=granted)
    assert minutes >= allow_minutes(limit) + allowance.break_minutes + granted
    assert minutes == allow_minutes(limit, allowance) + granted
    # Rounded up, and by less than a minute.
    over = (minutes - allowance.break_minutes - granted) * 100 - limit * allowance.percent
    assert 0 <= over < 100


@given(limits, st.lists(allowances, max_size=4), allowances)
def test_a_further_accommodation_takes_nothing_away(limit, held, more):
    before = allow_minutes(limit, merge_allowances(held))
    assert allow_minutes(limit, merge_allowances([*held, more])) >= before


@given(st.lists(allowances, max_size=4))
def test_the_order_of_accommodations_changes_nothing(held):
    assert merge_allowances(held) == merge_allowances(held[::-1])
