"""Names the levels of all frameworks for screens that show many at once."""

from __future__ import annotations

from plan.models import Level, Skill

LOWEST, HIGHEST = 1, 8
LevelNames = dict[tuple[int, int], Level]


def level_names() -> LevelNames:
    """Every level by framework and number."""
    return {(level.framework_id, level.number): level for level in Level.objects.all()}


def name_level(names: LevelNames, skill: Skill, number: int) -> str:
    """The level's name in the active language, else its number."""
    level = names.get((skill.framework_id, number))
    return (level.name if level else "") or str(number)
