"""Figures are laid out as units by skills, and shaded by share or by count."""

import dataclasses

import pytest

from people.models import Agency
from plan.models import Skill
from reporting.figures.coverage import CoverageFigure, Measure
from reporting.figures.subtree import UnitContext
from reporting.insights.heatmap import (
    CoverageRow,
    build_heat_map,
    choose_shade,
    list_coverage_rows,
)
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of

HELD, TRAINED = Measure.HELD, Measure.TRAINED


def row_of(count, posted, measure=HELD):
    figure = CoverageFigure(Agency(), Skill(), 2, DAY, measure, count)
    return CoverageRow(figure, "Basic", posted)


@pytest.mark.parametrize(
    ("row", "share", "is_missing"),
    [
        (row_of(1, 3), 33.3, False),
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


def test_the_map_has_the_unit_first_and_then_its_parts(house):
    scope = scope_of(house.hr, unit="GAD")
    below = [house.north, house.south]
    rows = list_coverage_rows(scope, below, context=UnitContext.of(house.gad))
    heat = build_heat_map(scope, rows)
    assert [(row.unit, row.posted) for row in heat.rows] == [
        (house.gad, 4), (house.north, 2), (house.south, 1)
    ]  # fmt: skip
    assert [row.cells[0].cell.count for row in heat.rows] == [2, 1, 1]
    assert (heat.skills, heat.most) == ((house.skill,), 1)


def test_a_unit_without_parts_is_measured_by_itself(house):
    scope = scope_of(house.hr, unit="GAD-N")
    rows = list_coverage_rows(scope, [], context=UnitContext.of(house.north))
    assert build_heat_map(scope, rows).most == 1
    assert build_heat_map(scope, []).most == 0


def test_the_skill_asked_for_is_shown_though_nobody_uses_it(house):
    other = SkillFactory(code="DC3-1.1")
    scope = dataclasses.replace(scope_of(house.hr), skill=other)
    rows = list_coverage_rows(scope, [], context=UnitContext.of(house.moha))
    assert [row.cell.skill for row in rows] == [other, house.skill]
    chosen = list_coverage_rows(scope, [], context=UnitContext.of(house.moha), skills=[])
    assert chosen == []


def test_a_part_that_was_added_since_has_nobody(house):
    new = AgencyFactory(parent=house.gad)
    scope = scope_of(house.hr, unit="GAD")
    rows = list_coverage_rows(scope, [new], context=UnitContext.of(house.gad))
    assert [row.is_missing for row in rows] == [False, True]
