"""What is added up of answers can be taken back, and thirds are thirds."""

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.items.tallies import AnswerGroup, find_thirds, take_back, tally_groups

shares = st.integers(0, 4).map(lambda quarter: Decimal(quarter) / 4)
groups = st.builds(
    AnswerGroup,
    version_id=st.integers(1, 3),
    points=shares,
    answer=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    score=st.integers(0, 100),
    language=st.sampled_from(["my", "en"]),
    taken=st.just("online"),
    is_answered=st.booleans(),
    counts=st.booleans(),
    total=shares,
    asked=st.integers(1, 5),
    number=st.integers(1, 9),
)


@given(st.lists(groups), st.lists(groups))
@settings(max_examples=40, deadline=None)
def test_what_is_taken_back_was_never_counted(kept, gone):
    tallies = tally_groups([*kept, *gone, *map(take_back, gone)], (30, 70))
    expected = tally_groups(kept, (30, 70))
    assert {pk for pk, tally in tallies.items() if tally.asked} == {*expected}
    for pk, tally in expected.items():
        found = tallies[pk]
        names = ("asked", "answered", "points", "sizes", "pairs")
        assert [getattr(found, name) for name in names] == [getattr(tally, name) for name in names]
        for group in ("answers", "languages", "ways"):
            left = {key: one for key, one in getattr(found, group).items() if one[0]}
            assert left == dict(getattr(tally, group))


@given(st.lists(st.integers(0, 100), min_size=1))
@settings(max_examples=40, deadline=None)
def test_a_third_is_a_third_at_least_and_nobody_is_in_two(scores):
    lower, upper = find_thirds(Counter(scores))
    assert lower < upper
    if lower >= 0:
        assert 3 * sum(score <= lower for score in scores) >= len(scores)
        assert 3 * sum(score >= upper for score in scores) >= len(scores)
