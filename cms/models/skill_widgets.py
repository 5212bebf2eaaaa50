"""Lets authors choose a skill by framework, area and code, and a level by its name."""

from __future__ import annotations

from typing import Any

from django import forms

from plan.levels import list_level_choices
from plan.skill_choices import NOTHING_CHOSEN, list_skill_choices


class SkillSelect(forms.Select):
    """Lists competences by area; those that a target asks for today stand first."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        # Read when it is drawn: a widget is made once, when the server starts.
        self.choices = list_skill_choices()
        return super().optgroups(name, value, attrs)


class LevelSelect(forms.Select):
    """Lists the numbers of levels with the names that frameworks give them."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        # Nothing is chosen until somebody chooses: the first level would pass for an answer.
        self.choices = [*NOTHING_CHOSEN, *list_level_choices()]
        return super().optgroups(name, value, attrs)
