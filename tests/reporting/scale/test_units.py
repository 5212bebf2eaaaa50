import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.scale.units import lay_out_units


@given(st.integers(1, 40_000))
def test_everybody_has_a_place_in_an_office_of_at_most_a_hundred(people):
    units = lay_out_units(people)
    offices = [unit.people for unit in units if unit.is_office]
    assert sum(offices) == people
    assert max(offices) <= 101


@given(st.integers(1, 40_000))
def test_people_of_a_unit_are_those_of_the_units_below_it(people):
    units = lay_out_units(people)
    for unit in units:
        below = [one.people for one in units if one.parent == unit.code]
        assert unit.is_office or sum(below) == unit.people


@pytest.mark.parametrize("people", [100, 1_000_000])
def test_codes_name_one_unit_each(people):
    codes = [unit.code for unit in lay_out_units(people)]
    assert len(set(codes)) == len(codes)
