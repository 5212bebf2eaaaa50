"""Nobody is found by a small number, nor by subtracting what is told from the whole. Pure."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.suppression import Counted, PublishedFigure, find_hidden
from tests.reporting.suppression.elimination import can_compute, eliminate

SMALLEST = 10
LEVELS = (2, 4)


def held(level, **more):
    return Counted("held", "DC3-4.2", level, **more)


def build_sum(parts, own, level=2):
    """A country of ministries, each (held, others), and its own office."""
    rows = [
        PublishedFigure(f"m{at}", held_by, held_by + others, f"m{at}", held(level), "all")
        for at, (held_by, others) in enumerate(parts)
    ]
    held_by, others = (sum(one) for one in zip(*parts, own, strict=True))
    return PublishedFigure("all", held_by, held_by + others, "all", held(level)), rows


NUMBERS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(st.lists(NUMBERS, max_size=8), NUMBERS)
def test_what_is_left_of_the_whole_tells_of_nobody(parts, own):
    total, rows = build_sum(parts, own)
    hidden = find_hidden([total, *rows], smallest=SMALLEST)
    shown = [one for one in (total, *rows) if one.id not in hidden]
    assert not [one for one in shown if 0 < one.value < SMALLEST or one.posted < SMALLEST]
    if total in shown and rows:
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


BAND = st.one_of(st.just(0), st.integers(1, 12), st.integers(10, 60))
# Of an office: who holds nothing, who holds the lower level only, who holds the higher one.
BANDS = st.tuples(BAND, BAND, BAND)


def publish(offices):
    """Staff and two levels of a whole and its ministries; the first office is its own."""
    kinds = [Counted("held"), *(held(level) for level in LEVELS)]
    numbers = {f"m{at}": bands for at, bands in enumerate(offices) if at}
    numbers["all"] = tuple(map(sum, zip(*offices, strict=True)))
    return [
        PublishedFigure(
            f"{unit}/{start}",
            sum(bands[start:]),
            sum(bands),
            unit,
            kinds[start],
            "all" if unit != "all" else "",
        )
        for unit, bands in numbers.items()
        for start in range(len(kinds))
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(BANDS, min_size=2, max_size=3))
def test_no_few_people_are_found_over_offices_and_levels(offices):
    """Whoever adds and subtracts all that is told finds no group of a few, of whatever offices."""
    figures = publish(offices)
    hidden = find_hidden(figures, smallest=SMALLEST)
    places = [(at, band) for at in range(len(offices)) for band in range(3)]
    told = []
    for one in figures:
        if one.id not in hidden:
            unit, _slash, start = one.id.partition("/")
            told.append(
                [(unit in ("all", f"m{at}")) and band >= int(start) for at, band in places]
            )
    reduced = eliminate(told, len(places))
    people = [offices[at][band] for at, band in places]
    for wanted in product((0, 1), repeat=len(places)):
        found = sum(n for n, is_in in zip(people, wanted, strict=True) if is_in)
        if 0 < found < SMALLEST:
            assert not can_compute(reduced, wanted)


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


def test_a_few_between_two_levels_are_not_found():
    rows = [
        PublishedFigure(f"at {level}", value, 90, "MOHA", held(level))
        for level, value in ((2, 40), (4, 37), (6, 20))
    ]
    assert find_hidden(rows, smallest=SMALLEST) == {"at 4"}


def test_a_few_outside_an_audience_are_not_found():
    rows = [
        PublishedFigure("all", 40, 90, "MOHA", held(2)),
        PublishedFigure("clerks", 35, 80, "MOHA", held(2, audience="clerks")),
        PublishedFigure("alone", 38, 80, "MOHA", held(2, with_below=False)),
    ]
    assert find_hidden(rows, smallest=SMALLEST) == {"clerks", "alone"}


def test_the_ministries_of_one_country_are_no_part_of_another():
    total, rows = build_sum([(30, 30), (20, 20), (3, 40)], (0, 0))
    other = PublishedFigure("other", 500, 900, "other", held(2))
    part = PublishedFigure("part", 500, 900, "part", held(2), "other")
    hidden = find_hidden([total, *rows, other, part], smallest=SMALLEST)
    assert hidden == {"m2", "m1"}
