"""Offices that have recorded no place lie where all around them do."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.breakdowns.locations import spread_places

REGIONS = st.sampled_from(["MMR001", "MMR010", "MMR013"])


@st.composite
def trees(draw):
    """A tree of numbered units, each under one before it; some have a place, some are local."""
    parents = [draw(st.integers(0, max(pk - 1, 0))) for pk in range(draw(st.integers(1, 12)))]
    lines = {0: (0,)}
    for pk in range(1, len(parents)):
        lines[pk] = (*lines[parents[pk]], pk)
    units = st.sampled_from(sorted(lines))
    return draw(st.dictionaries(units, REGIONS)), draw(st.sets(units)), lines


@given(trees())
def test_a_place_is_ones_own_or_of_all_below_or_of_a_local_office_above(tree):
    known, local, lines = tree
    found = spread_places(known, local, lines)
    for pk, line in lines.items():
        own, place = known.get(pk), found.get(pk)
        below = {known[one] for one, way in lines.items() if pk in way and one in known}
        above = [one for one in line[:-1] if one in local and one in found]
        if own:
            assert place == own
        elif pk in local and len(below) == 1:
            assert {place} == below
        elif above:
            assert place == found[above[-1]]
        else:
            # A head office is nowhere, though all its branches may be in one region.
            assert place is None
