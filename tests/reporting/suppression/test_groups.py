"""What is shown never gives away what is hidden: judged by all that subtracting could find."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.suppression import GroupTable, hide_small_groups, list_told_levels
from tests.reporting.suppression.elimination import eliminate

SMALLEST = 10


def hide(people, whole=None):
    return hide_small_groups(GroupTable(people, whole), smallest=SMALLEST)


def test_groups_that_are_large_enough_are_all_shown():
    assert hide({("all", "women"): 60, ("all", "men"): 40}) == set()


def test_a_group_of_nobody_is_shown():
    assert hide({("all", "women"): 60, ("all", "men"): 40, ("all", "other"): 0}) == set()


def test_with_a_small_group_the_next_smallest_is_hidden():
    shown = {("all", "clerks"): 90, ("all", "drivers"): 3, ("all", "officers"): 40}
    assert hide(shown) == {("all", "drivers"), ("all", "officers")}


@given(st.integers(32, 63), st.integers(32, 63))
def test_who_comes_does_not_change_which_group_is_hidden_beside_a_small_one(clerks, officers):
    shown = {("all", "clerks"): clerks, ("all", "drivers"): 3, ("all", "officers"): officers}
    assert hide(shown) == {("all", "drivers"), ("all", "clerks")}


def test_of_a_unit_with_one_small_group_nothing_is_shown():
    shown = {("all", "women"): 4, ("all", "men"): 0}
    assert hide(shown) == set(shown)


def test_small_groups_that_are_hidden_together_are_not_a_small_group():
    shown = {("all", "a"): 3, ("all", "b"): 3, ("all", "c"): 30, ("all", "d"): 50}
    assert hide(shown) == {("all", "a"), ("all", "b"), ("all", "c")}


def test_a_group_of_one_office_is_not_found_by_subtracting_the_other_offices():
    people = {
        ("east", "women"): 4, ("east", "men"): 40,
        ("west", "women"): 30, ("west", "men"): 35,
        ("north", "women"): 50, ("north", "men"): 60,
    }  # fmt: skip
    hidden = hide(people, whole=())
    assert hidden == {("east", "women"), ("east", "men"), ("west", "women"), ("west", "men")}


def test_what_the_whole_unit_hides_its_parts_do_not_give_away():
    people = {("east", "x"): 40, ("west", "x"): 45, ("east", "y"): 30, ("west", "y"): 30}
    hidden = hide(people, whole=("x", "y"))
    assert not can_compute_any(people, hidden, ("x", "y"))
    # Added up, the parts do not tell of the whole either.
    assert {column for _row, column in hidden} == {"x", "y"}


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    counts = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 80))
    return {(f"r{r}", f"c{c}"): draw(counts) for r in range(rows) for c in range(columns)}


@given(tables())
def test_the_order_in_which_groups_were_read_decides_nothing(people):
    whole = [column for _row, column in people][:1]
    turned = dict(reversed(people.items()))
    assert hide(people, whole) == hide(turned, whole)
    assert hide(people) == hide(turned)


@given(tables())
def test_no_small_group_of_a_unit_alone_can_be_computed(people):
    hidden = hide(people)
    assert_small_are_hidden(people, hidden)
    for row in {row for row, _column in people}:
        own = {cell for cell in hidden if cell[0] == row}
        assert len(own) != 1 or sum(1 for cell in people if cell[0] == row) == 1


@settings(max_examples=300)
@given(tables())
def test_no_hidden_group_of_a_part_can_be_computed(people):
    """The unit shows its groups by the same rule, and its parts keep to what it hides."""
    whole = {}
    for (_row, column), count in people.items():
        whole["all", column] = whole.get(("all", column), 0) + count
    hidden_in_whole = {column for _row, column in hide(whole)}
    hidden = hide(people, hidden_in_whole)
    assert_small_are_hidden(people, hidden)
    found = list_computed(people, hidden, hidden_in_whole)
    # Of a unit with one group only, that group is the unit, whose people are known.
    assert not found or len({column for _row, column in people}) == 1


@given(tables())
def test_what_is_shown_of_a_total_leaves_nobody_or_enough_of_it(people):
    """A whole that is hidden is at least what its parts show: that must not come near to it."""
    hidden = hide(people, {column for _row, column in people} - {"c0"})
    for at, name in {(at, cell[at]) for cell in people for at in (0, 1)}:
        own = [cell for cell in hidden if cell[at] == name]
        total = sum(count for cell, count in people.items() if cell[at] == name)
        assert not own or sum(people[cell] for cell in own) >= min(SMALLEST, total)


@st.composite
def trees(draw):
    """A whole with parts of which some have parts: people by leaf and group."""
    columns = [f"c{c}" for c in range(draw(st.integers(2, 4)))]
    counts = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 80), st.integers(10, 80))
    parts = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
    below = {"all": [f"p{n}" for n in range(len(parts))]}
    below |= {
        f"p{n}": [f"p{n}.{k}" for k in range(count)] for n, count in enumerate(parts) if count
    }
    leaves = [one for ones in below.values() for one in ones if one not in below]
    return below, {leaf: {column: draw(counts) for column in columns} for leaf in leaves}


@settings(max_examples=300)
@given(trees())
def test_pages_of_all_units_together_tell_of_no_small_group(tree):
    below, people = tree
    for unit in reversed(below):
        parts = [people[part] for part in below[unit]]
        people[unit] = {column: sum(part[column] for part in parts) for column in parts[0]}
    hidden = {
        "all": {column for _row, column in hide({("all", c): n for c, n in people["all"].items()})}
    }
    for unit, parts in below.items():
        cells = {(part, column): n for part in parts for column, n in people[part].items()}
        found = hide(cells, hidden[unit])
        hidden |= {part: {column for row, column in found if row == part} for part in parts}
    small = {(unit, c) for unit, of in people.items() for c, n in of.items() if 0 < n < SMALLEST}
    assert not small & compute_in_tree(below, hidden)


def compute_in_tree(below, hidden):
    """The hidden cells that all pages together determine: rows, and each column of each unit."""
    place = {
        cell: n for n, cell in enumerate((u, c) for u, of in hidden.items() for c in sorted(of))
    }
    equations = [sum_of(place, [(unit, column) for column in of]) for unit, of in hidden.items()]
    for unit, parts in below.items():
        for column in {column for _unit, column in place}:
            equation = sum_of(place, [(part, column) for part in parts])
            if (unit, column) in place:
                equation[place[unit, column]] = Fraction(-1)
            equations.append(equation)
    alone = [row for row in eliminate(equations, len(place)) if sum(map(bool, row)) == 1]
    cells = list(place)
    return {cells[next(n for n, value in enumerate(row) if value)] for row in alone}


@given(st.dictionaries(st.integers(1, 8), st.integers(0, 30)))
def test_levels_of_a_group_that_are_told_leave_nobody_between_them(people):
    told = list_told_levels(people, range(1, 9), smallest=SMALLEST)
    reach = [sum(n for own, n in people.items() if own >= level) for level in sorted(told)]
    assert not [n for n in reach if 0 < n < SMALLEST]
    for one in reach:
        for other in reach:
            assert not 0 < one - other < SMALLEST


def test_of_a_group_that_all_reach_every_level_is_told():
    assert list_told_levels({8: 12}, range(1, 9), smallest=SMALLEST) == set(range(1, 9))


def test_what_is_withheld_is_hidden_with_the_smallest_beside_it():
    people = {("all", "a"): 30, ("all", "b"): 40, ("all", "c"): 50}
    table = GroupTable(people, withheld={("all", "c")})
    assert hide_small_groups(table, smallest=SMALLEST) == {("all", "c"), ("all", "a")}


def assert_small_are_hidden(people, hidden):
    assert {cell for cell, count in people.items() if 0 < count < SMALLEST} <= hidden


def can_compute_any(people, hidden, hidden_in_whole):
    return bool(list_computed(people, hidden, hidden_in_whole))


def list_computed(people, hidden, hidden_in_whole):
    """The hidden cells that the shown totals determine, by elimination."""
    unknown = sorted(hidden) + sorted(("whole", column) for column in hidden_in_whole)
    place = {cell: n for n, cell in enumerate(unknown)}
    equations = []
    for row in {row for row, _column in people}:
        equations.append(sum_of(place, [cell for cell in people if cell[0] == row]))
    for column in {column for _row, column in people}:
        equation = sum_of(place, [cell for cell in people if cell[1] == column])
        if ("whole", column) in place:
            equation[place["whole", column]] = Fraction(-1)
        equations.append(equation)
    equations.append(sum_of(place, [("whole", column) for column in hidden_in_whole]))
    reduced = eliminate(equations, len(unknown))
    alone = [row for row in reduced if sum(1 for value in row if value) == 1]
    found = {unknown[next(n for n, value in enumerate(row) if value)] for row in alone}
    return found & set(hidden)


def sum_of(place, cells):
    equation = [Fraction(0)] * len(place)
    for cell in cells:
        if cell in place:
            equation[place[cell]] = Fraction(1)
    return equation
