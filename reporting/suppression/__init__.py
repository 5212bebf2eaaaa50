"""Finds which numbers tell of people who can be found, and which would give these away. Pure.

Two rules, since two things are shown. Groups of people stay hidden by how many there are, however
many of them hold a skill: who reads them sees the people of the unit by name. A published number
stays hidden by its own size: who reads it knows nobody, and it is all that is told of them.
"""

from reporting.suppression.groups import Cell, GroupTable, hide_small_groups, list_told_levels
from reporting.suppression.numbers import Counted, PublishedFigure, find_hidden

__all__ = [
    "Cell",
    "Counted",
    "GroupTable",
    "PublishedFigure",
    "find_hidden",
    "hide_small_groups",
    "list_told_levels",
]
