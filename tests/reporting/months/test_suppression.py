"""Nobody is found by a small number, nor by subtracting what is told from the whole. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.months.suppression import PublishedFigure, find_hidden

SMALLEST = 10
GROUP = ("DC3-4.2", 2)


def build_sum(parts, own):
    """A country of ministries, each (held, others), and its own office."""
    rows = [
        PublishedFigure(f"m{at}", held, held + others, GROUP)
        for at, (held, others) in enumerate(parts)
    ]
    held, others = (sum(one) for one in zip(*parts, own, strict=True))
    return PublishedFigure("all", held, held + others, GROUP, is_total=True), rows


NUMBERS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(st.lists(NUMBERS, max_size=8), NUMBERS)
def test_what_is_left_of_the_whole_tells_of_nobody(parts, own):
    total, rows = build_sum(parts, own)
    hidden = find_hidden([total, *rows], smallest=SMALLEST)
    shown = [one for one in (total, *rows) if one.id not in hidden]
    assert not [one for one in shown if 0 < one.value < SMALLEST or one.posted < SMALLEST]
    if total in shown:
        left = total.value - sum(one.value for one in shown if one is not total)
        unseen = [one for one in rows if one.id in hidden]
        # Nothing is left, or it is of many people and of more than one office.
        assert left >= SMALLEST if unseen else left == 0 or left >= SMALLEST
        assert len(unseen) + bool(own[0]) != 1 or not unseen


@given(st.lists(NUMBERS, max_size=8), NUMBERS)
def test_what_was_hidden_stays_so_and_twice_is_once(parts, own):
    total, rows = build_sum(parts, own)
    hidden = find_hidden([total, *rows], smallest=SMALLEST)
    assert find_hidden([total, *rows], smallest=SMALLEST, seed=hidden) == hidden


def test_large_numbers_are_told():
    total, rows = build_sum([(30, 30), (20, 20)], (0, 0))
    assert find_hidden([total, *rows], smallest=SMALLEST) == set()


def test_one_small_ministry_takes_the_next_smallest_with_it():
    total, rows = build_sum([(30, 30), (20, 20), (3, 40)], (0, 0))
    assert find_hidden([total, *rows], smallest=SMALLEST) == {"m2", "m1"}


def test_of_whom_almost_all_hold_it_nothing_is_told():
    total, rows = build_sum([(40, 1), (30, 30), (25, 30)], (30, 30))
    assert "m0" in find_hidden([total, *rows], smallest=SMALLEST)


def test_a_small_office_of_the_whole_hides_a_ministry_beside_it():
    total, rows = build_sum([(30, 30), (20, 20)], (2, 30))
    assert find_hidden([total, *rows], smallest=SMALLEST) == {"m1"}
