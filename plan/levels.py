"""Names the levels of all frameworks for screens that show many at once."""

from __future__ import annotations

from collections.abc import Iterable

from people.text.formatting import digits
from plan.models import Level, Skill

# DigComp numbers eight levels; forms offer as many until a framework says otherwise.
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 8
LevelNames = dict[tuple[int, int], Level]


def load_level_names() -> LevelNames:
    """Return every level by framework and number."""
    return {(level.framework_id, level.number): level for level in Level.objects.all()}


def list_level_choices() -> list[tuple[int, str]]:
    """Return every number with the names that the frameworks have for it, as form choices."""
    levels = Level.objects.order_by("number", "framework")
    return name_numbers((level.number, level.name) for level in levels)


def name_numbers(levels: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return every number with the names that levels, in the order of frameworks, give it."""
    named: dict[int, dict[str, None]] = {
        number: {} for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
    }
    # A dict keeps each name once, in the order of the frameworks.
    for number, name in levels:
        named.setdefault(number, {})[name] = None
    return [(number, _level_label(number, names)) for number, names in named.items()]


def _level_label(number: int, names: Iterable[str]) -> str:
    return " · ".join(part for part in (digits(number), " / ".join(names)) if part)


def name_level(names: LevelNames, skill: Skill, number: int) -> str:
    """Return the level's number and its name in the active language: ``2 · Basic``.

    Frameworks give two numbers one name, so the name alone says too little.
    """
    level = names.get((skill.framework_id, number))
    return _level_label(number, [level.name] if level else [])


def name_level_of(skill: Skill, number: int) -> str:
    """Return what `name_level` does of one skill; asks for the levels of its framework."""
    levels = {(level.framework_id, level.number): level for level in skill.framework.levels.all()}
    return name_level(levels, skill, number)
