"""Which questions sections choose, for every bank and seed."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from courses.items.sections import DrawCandidate, DrawSection, choose_keys

SEEDS = st.integers(0, 2**53 - 1)
SECTIONS = st.builds(
    DrawSection,
    count=st.integers(1, 4),
    tag=st.sampled_from(["", "law", "risk"]),
    level=st.sampled_from([None, 1, 2]),
    difficulty=st.sampled_from(["", "easy", "hard"]),
)
BANKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["law", "risk"]), unique=True),
        st.sampled_from([None, 1, 2]),
        st.sampled_from(["", "easy", "hard"]),
    ),
    max_size=12,
).map(
    lambda rows: [
        DrawCandidate(str(place), tags=tags, level=level, difficulty=difficulty)
        for place, (tags, level, difficulty) in enumerate(rows)
    ]
)


@given(st.lists(SECTIONS, min_size=1, max_size=4), BANKS, SEEDS)
def test_sections_find_as_many_questions_as_any_choice_could_and_none_twice(sections, bank, seed):
    chosen = choose_keys(sections, bank, seed=seed)
    pools = [{one.key for one in bank if section.admits(one)} for section in sections]
    held = [key for keys in chosen for key in keys]
    assert len(held) == len(set(held))
    for section, pool, keys in zip(sections, pools, chosen, strict=True):
        assert set(keys) <= pool
        assert len(keys) <= section.count
    # By Hall: some sections together have fewer questions than they ask, and no choice mends it.
    subsets = itertools.product([True, False], repeat=len(sections))
    most = min(
        len(set().union(*itertools.compress(pools, inside)))
        + sum(one.count for one, is_in in zip(sections, inside, strict=True) if not is_in)
        for inside in subsets
    )
    assert len(held) == most


def test_a_section_takes_what_another_left_as_likely_as_what_only_it_may_ask():
    bank = [DrawCandidate(str(number), tags=["law"] * (number < 6)) for number in range(12)]
    sections = [DrawSection(3, tag="law"), DrawSection(3)]
    papers = [choose_keys(sections, bank, seed=seed)[1] for seed in range(600)]
    shared = sum(int(key) < 6 for paper in papers for key in paper) / 1800
    # Three of the nine that are left are of the first section's six: expected is a third.
    assert abs(shared - 1 / 3) < 0.04


def test_a_section_without_a_number_asks_what_is_left():
    bank = [DrawCandidate(str(number), level=number % 2) for number in range(8)]
    chosen = choose_keys([DrawSection(), DrawSection(2, level=1)], bank, seed=3)
    assert [len(keys) for keys in chosen] == [6, 2]
