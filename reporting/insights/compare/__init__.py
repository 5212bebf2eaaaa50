"""Sets two units, two days or two phases of a plan side by side, skill by skill."""

from reporting.insights.compare.rows import ComparedFigure, ComparedRow, Comparison, compare_sides
from reporting.insights.compare.sides import (
    ComparedBy,
    Side,
    pair_days,
    pair_phases,
    pair_units,
)

__all__ = [
    "ComparedBy",
    "ComparedFigure",
    "ComparedRow",
    "Comparison",
    "Side",
    "compare_sides",
    "pair_days",
    "pair_phases",
    "pair_units",
]
