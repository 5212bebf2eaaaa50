"""Lays out the people of a unit by the skills that their posts and its targets ask."""

from reporting.insights.skill_table.columns import SkillColumn
from reporting.insights.skill_table.table import (
    LackingOrder,
    SkillCell,
    SkillRow,
    SkillTable,
    read_skill_table,
)

__all__ = [
    "LackingOrder",
    "SkillCell",
    "SkillColumn",
    "SkillRow",
    "SkillTable",
    "read_skill_table",
]
