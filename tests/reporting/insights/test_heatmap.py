"""Figures are laid out as units by skills, and shaded by share or by count."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.models import Evidence
from people.models import Agency, Person, Posting
from people.postings import end_posting
from plan.models import Skill
from reporting.figures.coverage import CoverageFigure, Measure
from reporting.figures.subtree import UnitContext
from reporting.insights.heatmap import (
    CoverageRow,
    HeatValue,
    build_heat_map,
    choose_shade,
    list_coverage_rows,
    list_shades,
)
from reporting.query.units import load_relatives
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of

HELD, TRAINED = Measure.HELD, Measure.TRAINED


def row_of(count, posted, measure=HELD):
    figure = CoverageFigure(Agency(), Skill(), 2, DAY, measure, count)
    return CoverageRow(figure, "Basic", posted)


@pytest.mark.parametrize(
    ("row", "share", "is_missing"),
    [
        (row_of(1, 8), 12.5, False),
        (row_of(0, 3), 0.0, False),
        (row_of(0, 0), None, True),
        (row_of(2, 0), None, False),
        (row_of(2, 4, TRAINED), None, False),
    ],
)
def test_a_share_is_of_those_posted_and_only_of_held_now(row, share, is_missing):
    assert (row.share, row.is_missing) == (share, is_missing)


@pytest.mark.parametrize(
    ("row", "most", "shade"),
    [
        (row_of(0, 4), 9, 0),
        (row_of(2, 4), 9, 3),
        (row_of(4, 4), 9, 5),
        (row_of(0, 4, TRAINED), 0, 0),
        (row_of(3, 4, TRAINED), 9, 2),
        (row_of(9, 4, TRAINED), 9, 5),
    ],
)
def test_a_shade_is_by_share_or_else_by_the_largest_count(row, most, shade):
    assert choose_shade(row, most) == shade


@given(st.integers(0, 100_000), st.integers(1, 100_000))
def test_a_shade_means_what_the_legend_says(count, most):
    count = min(count, most)
    shade = choose_shade(row_of(count, 4, TRAINED), most)
    assert [
        low <= count <= high for number, low, high in list_shades(most) if number == shade
    ] == [True]
    lows = [low for _number, low, _high in list_shades(most)[1:]]
    highs = [high for _number, _low, high in list_shades(most)[1:]]
    assert (lows[0], highs[-1]) == (1, most)
    assert lows[1:] == [high + 1 for high in highs[:-1]]


def test_cells_may_be_shaded_by_their_number_instead_of_their_share():
    assert choose_shade(row_of(2, 100), 2) == 1
    assert choose_shade(row_of(2, 100), 2, by=HeatValue.COUNT) == 5


def test_the_map_has_the_unit_first_and_then_its_parts(house):
    scope = scope_of(house.hr, unit="GAD")
    below = [house.north, house.south]
    rows = list_coverage_rows(scope, below, context=UnitContext.of(house.gad, DAY))
    heat = build_heat_map(scope, rows)
    assert [(row.unit, row.posted) for row in heat.rows] == [
        (house.gad, 4), (heat.rows[1].unit, 1), (house.north, 2), (house.south, 1)
    ]  # fmt: skip
    assert [row.cells[0].cell.count for row in heat.rows] == [2, 0, 1, 1]
    assert [row.is_own for row in heat.rows] == [False, True, False, False]
    assert (heat.skills, heat.most) == ((house.skill,), 1)


def rows_of(house, **changes):
    """Return posted and counted: of General Admin as a whole, and of its parts together."""
    scope = dataclasses.replace(scope_of(house.hr, unit="GAD"), **changes)
    below = load_relatives(scope, UnitContext.of(scope.unit, scope.day).places).below
    whole, *parts = list_coverage_rows(scope, below, context=UnitContext.of(house.gad, DAY))
    together = sum(row.posted for row in parts), sum(row.cell.count for row in parts)
    return (whole.posted, whole.cell.count), together, [row.cell.unit.code for row in parts]


@pytest.mark.any_database
@pytest.mark.parametrize("measure", [HELD, TRAINED])
def test_the_rows_add_up_to_the_unit(house, measure):
    EvidenceFactory(person=house.people[1], skill=house.skill, agency=house.gad)
    whole, together, codes = rows_of(house, measure=measure)
    assert whole == together == (4, 3)
    assert codes == ["", "GAD-N", "GAD-S"]


@pytest.mark.parametrize("measure", [HELD, TRAINED])
def test_a_closed_unit_has_a_row_while_anybody_is_counted_in_it(house, measure):
    house.north.valid_to = DAY
    house.north.save()
    whole, together, codes = rows_of(house, measure=measure)
    assert whole == together == (4, 2)
    assert codes == ["", "GAD-N", "GAD-S"]
    Posting.objects.filter(agency=house.north).update(agency=house.south)
    Evidence.objects.filter(agency=house.north).update(agency=house.south)
    assert rows_of(house, measure=measure) == ((4, 2), (4, 2), ["", "GAD-S"])


def test_who_has_left_or_whose_account_is_closed_is_not_counted(house):
    end_posting(house.people[2], day=DAY)
    Person.objects.filter(pk=house.people[4].pk).update(is_active=False)
    assert rows_of(house) == ((2, 0), (2, 0), ["", "GAD-N", "GAD-S"])
    assert rows_of(house, day=DAY - dt.timedelta(1))[0] == (3, 1)


def test_an_office_with_nobody_in_it_has_no_row_of_its_own(house):
    Posting.objects.filter(agency=house.gad).update(agency=house.south)
    assert rows_of(house)[2] == ["GAD-N", "GAD-S"]


def test_a_unit_without_parts_is_measured_by_itself(house):
    scope = scope_of(house.hr, unit="GAD-N")
    rows = list_coverage_rows(scope, [], context=UnitContext.of(house.north, DAY))
    assert build_heat_map(scope, rows).most == 1
    assert build_heat_map(scope, []).most == 0


def test_the_skill_asked_for_is_shown_though_nobody_uses_it(house):
    other = SkillFactory(code="DC3-1.1")
    scope = dataclasses.replace(scope_of(house.hr), skill=other)
    rows = list_coverage_rows(scope, [], context=UnitContext.of(house.moha, DAY))
    assert [row.cell.skill for row in rows] == [other, house.skill]
    chosen = list_coverage_rows(scope, [], context=UnitContext.of(house.moha, DAY), skills=[])
    assert chosen == []


def test_a_part_that_was_added_since_has_nobody(house):
    new = AgencyFactory(parent=house.gad)
    scope = scope_of(house.hr, unit="GAD")
    rows = list_coverage_rows(scope, [new], context=UnitContext.of(house.gad, DAY))
    assert [(row.is_own, row.is_missing) for row in rows] == [
        (False, False), (True, False), (False, True)
    ]  # fmt: skip
