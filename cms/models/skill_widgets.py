"""Lets authors choose a skill by framework, area and code, and a level by its name."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from plan.levels import list_level_choices
from plan.models import Skill, Target

_Choices = list[tuple[Any, Any]]
_NOTHING_CHOSEN: _Choices = [("", "—")]


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
        self.choices = [*_NOTHING_CHOSEN, *list_level_choices()]
        return super().optgroups(name, value, attrs)


def list_skill_choices() -> _Choices:
    """Return the skills that can be taught, in groups."""
    skills = Skill.objects.competences().select_related("area")
    today = timezone.localdate()
    due = Target.objects.in_force(today).filter(due_on__gte=today)
    asked = set(due.values_list("skill", flat=True))
    groups: dict[str, _Choices] = defaultdict(list)
    first = _("Asked for by a target")
    groups[first] = []
    for skill in skills.order_by("framework__code", "area__code", "code"):
        group = first if skill.pk in asked else f"{skill.framework} · {skill.area}"
        groups[group].append((skill.pk, f"{skill.code} {skill.name}"))
    return [*_NOTHING_CHOSEN, *((group, found) for group, found in groups.items() if found)]
