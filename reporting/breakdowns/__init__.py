"""Breaks the figure of a unit down by groups of people, of which small ones stay hidden."""

from reporting.breakdowns.dimensions import Dimension
from reporting.breakdowns.hiding import GroupHiding
from reporting.breakdowns.table import Breakdown, GroupRow, build_breakdown

__all__ = ["Breakdown", "Dimension", "GroupHiding", "GroupRow", "build_breakdown"]
